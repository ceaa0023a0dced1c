import type { AccessFeatureInput } from '../../../schema/contract/activity-inputs';
import type { StoredAccessFeature } from '../access-feature';
import { canonicalTag } from './activity-texts';

/** Access features as they are stored. */
export function featuresOf(features: readonly AccessFeatureInput[]): StoredAccessFeature[] {
  return features.map(({ kind, delivery, confirmed }) => ({ kind, delivery, confirmed }));
}

/** Spoken languages as they are stored: each once. */
export function languagesOf(tags: readonly string[]): string[] {
  return [...new Set(tags.map(canonicalTag))];
}
