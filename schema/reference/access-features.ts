import { z } from 'zod';
import accessFeatures from './access-features.json';

const shape = z.strictObject({
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: z.strictObject({ en: z.string().min(1), cy: z.string().min(1).nullable() }),
});
export type AccessFeatureFact = z.infer<typeof shape>;

/** The vocabulary of access features, from `access-features.json`: the library serves it, regions check against it. */
export const accessFeatureFacts: readonly AccessFeatureFact[] = z.array(shape).parse(accessFeatures);
