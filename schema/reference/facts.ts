import { z } from 'zod';
import citizenship from './citizenship.json';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const idWith = (prefix: string) => z.string().regex(new RegExp(`^${prefix}:[a-z0-9]+(-[a-z0-9]+)*$`));
const gss = z.string().regex(/^[A-Z]\d{8}$/);
const day = z.iso.date();
/** As exactly as it is known: a year, a month or a day. */
const someDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const year = z.int().min(1900).max(2100);
const text = z.string().min(1).max(1000);
const name = text.max(200);
const language = z.string().regex(/^[a-z]{2,3}$/);
/** By language tag. English is always there; null: not known in that language. */
const texts = z
  .record(language, text.nullable())
  .refine((value) => Boolean(value['en']), 'English is missing');

/** An area as the ONS knows one, by its GSS code. */
export const areaFact = z.strictObject({
  gss,
  name,
  cy: name.optional(),
  type: z.enum(['COUNTRY', 'NATION', 'COUNTY', 'LAD']),
  parent: gss.optional(),
  from: day.optional(),
  to: day.optional(),
  replaces: z.array(gss).min(1).optional(),
  replacedBy: z.array(gss).min(1).optional(),
});
export type AreaFact = z.infer<typeof areaFact>;

const publicationKind = z.enum(['BOOK', 'REPORT', 'ARTICLE', 'EVIDENCE_REVIEW']);
const organisation = { id: idWith('org'), name };

const shape = z.strictObject({
  about: text,
  regions: z.array(
    z.strictObject({
      slug,
      name: texts,
      nation: gss,
      areas: z.array(z.strictObject({ gss, except: z.array(gss).optional() })).min(1),
      languages: z.array(language).min(1),
    }),
  ),
  uncoveredNations: z.array(gss),
  areas: z.array(areaFact),
  coordinatingOrganisations: z.array(
    z.strictObject({
      ...organisation,
      region: slug,
      /** True where the region was inferred and may be corrected. */
      regionAssumed: z.boolean(),
      coversAreas: z.array(gss).optional(),
    }),
  ),
  coordinations: z.array(
    z.strictObject({
      organisation: idWith('org'),
      role: z.enum(['LEAD', 'PARTNER']),
      network: idWith('net'),
    }),
  ),
  cohorts: z.array(
    z.strictObject({
      id: idWith('cohort'),
      startMonth: z.string().regex(/^\d{4}-\d{2}$/),
      reason: text.nullable().optional(),
    }),
  ),
  /** Which network is in which cohort, by id; null: not known. */
  networkCohorts: z.record(idWith('net'), idWith('cohort')).nullable(),
  themes: z.array(z.strictObject({ slug, label: texts })),
  publications: z.array(
    z.strictObject({
      id: idWith('pub'),
      title: name.nullable(),
      year: year.nullable(),
      kind: publicationKind.nullable(),
      subject: name.nullable().optional(),
      themes: z.array(slug).nullable().optional(),
    }),
  ),
  review: z.strictObject({
    title: name.nullable(),
    kind: publicationKind,
    subject: name,
    findings: z.array(z.strictObject({ slug, text })),
  }),
  leadershipLevels: z.array(z.enum(['INDIVIDUAL', 'ORGANISATIONAL', 'STRATEGIC'])),
  leadershipFocus: z.array(z.enum(['DESIGN', 'ACCESS', 'IMPROVEMENT'])),
  organisationsInspired: z.array(z.strictObject({ ...organisation, founded: year })),
  earlySupporters: z.array(z.strictObject(organisation)),
  otherOrganisations: z.array(
    z.strictObject({
      id: idWith('org'),
      /** Earliest first; the last one is the name of today. */
      names: z.array(z.strictObject({ name, from: someDate.optional(), to: someDate.optional() })).min(1),
      legalForm: name.optional(),
      joining: name.optional(),
      registeredIn: name.optional(),
      role: name.optional(),
    }),
  ),
  milestones: z.array(
    z.strictObject({
      date: someDate,
      precision: z.enum(['DAY', 'MONTH', 'YEAR']),
      place: name.nullable(),
      text,
    }),
  ),
  observations: z.array(
    z.strictObject({
      metric: z.string().regex(/^[A-Z]+(_[A-Z]+)*$/),
      operator: z.enum(['EXACTLY', 'ABOUT', 'OVER', 'UNDER']),
      value: z.number(),
      asAt: someDate.nullable(),
    }),
  ),
});
/** Everything that is known; null is "not known", never "none". */
export type Facts = z.infer<typeof shape>;

function allKnown(found: readonly string[], known: readonly string[]): boolean {
  return found.every((value) => known.includes(value));
}

/** Checks that ids which point somewhere point at something: a typo there would lose a fact silently. */
const checked = shape
  .refine(
    ({ coordinations, coordinatingOrganisations }) =>
      allKnown(
        coordinations.map((row) => row.organisation),
        coordinatingOrganisations.map((row) => row.id),
      ),
    { path: ['coordinations'], message: 'an organisation is not among the coordinating ones' },
  )
  .refine(
    ({ coordinatingOrganisations, regions }) =>
      allKnown(
        coordinatingOrganisations.map((row) => row.region),
        regions.map((row) => row.slug),
      ),
    { path: ['coordinatingOrganisations'], message: 'a region is not in the list of regions' },
  )
  .refine(
    ({ publications, themes }) =>
      allKnown(
        publications.flatMap((row) => row.themes ?? []),
        themes.map((row) => row.slug),
      ),
    { path: ['publications'], message: 'a theme is not in the list of themes' },
  );

/** Reads facts of the shape of `citizenship.json`; throws an error that names every place that is not right. */
export function parseFacts(json: unknown): Facts {
  const result = checked.safeParse(json);
  if (result.success) return result.data;
  throw new Error(`The reference facts are not right:\n${z.prettifyError(result.error)}`);
}

/** What is known about the citizen leaders' networks and about Citizen Network, from `citizenship.json`. */
export const facts: Facts = parseFacts(citizenship);
