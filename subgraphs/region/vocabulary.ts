import { accessFeatureFacts } from '../../schema/reference/access-features';
import { facts } from '../../schema/reference/facts';

// What the library owns and regions name. It is known here by the reference facts, so that a region needs nobody else
// to be up when something is written.

const accessFeatures = new Set(accessFeatureFacts.map(({ slug }) => slug));
const themes = new Set(facts.themes.map(({ slug }) => slug));
const organisations = new Set(
  [
    ...facts.coordinatingOrganisations,
    ...facts.organisationsInspired,
    ...facts.earlySupporters,
    ...facts.otherOrganisations,
  ].map(({ id }) => id),
);

/** Whether a slug is a word of the vocabulary of access features. */
export function isAccessFeature(slug: string): boolean {
  return accessFeatures.has(slug);
}

/** Whether a slug is a theme's. */
export function isTheme(slug: string): boolean {
  return themes.has(slug);
}

/** Whether an id is that of an organisation of the library. */
export function isOrganisation(id: string): boolean {
  return organisations.has(id);
}
