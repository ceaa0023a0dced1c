import type { AreaFact, Facts } from '../../../schema/reference/facts';
import { sortName } from '../../kit/list/sort-name';
import type { AccessFeatureKind } from '../access-feature-kind';
import type { Area } from '../area';
import type { Cohort } from '../cohort';
import type { Finding } from '../finding';
import type { Milestone } from '../milestone';
import type { Observation } from '../observation';
import type { Organisation } from '../organisation';
import type { Publication } from '../publication';
import type { Theme } from '../theme';
import { organisationRows } from './organisation-rows';
import { allAreas, type LibrarySeed } from './seed';

/** What the tables hold when they say what the seed says. */
export interface LibraryRows {
  readonly themes: readonly Theme[];
  readonly publications: readonly Publication[];
  readonly findings: readonly Finding[];
  readonly organisations: readonly Organisation[];
  readonly cohorts: readonly Cohort[];
  readonly milestones: readonly Milestone[];
  readonly observations: readonly Observation[];
  readonly areas: readonly Area[];
  readonly accessFeatures: readonly AccessFeatureKind[];
}

/** The review of evidence has no title, so that its id cannot follow from one. */
const REVIEW_ID = 'pub:evidence-review-citizen-leadership';

/** Ascending, it puts the newest year first, then the title; what has no known year comes after year 0. */
function publicationSortKey(year: number | null, name: string): string {
  return `${String(9999 - (year ?? 0)).padStart(4, '0')} ${sortName(name)}`;
}

function publicationRow(
  fact: Omit<Facts['publications'][number], 'themes'> & { readonly themes?: readonly string[] | null },
): Publication {
  const { id, title, year, kind, subject = null, themes = null } = fact;
  const sortKey = publicationSortKey(year, title ?? subject ?? '');
  return { id, title, year, kind, subject, themeSlugs: themes, sortKey };
}

function publicationRows({ publications, review }: Facts): Publication[] {
  const { title, kind, subject } = review;
  return [
    ...publications.map(publicationRow),
    publicationRow({ id: REVIEW_ID, title, year: null, kind, subject }),
  ];
}

function areaRow({ gss, name, cy, type, parent, from, to, replaces, replacedBy }: AreaFact): Area {
  return {
    gss,
    nameByLanguage: cy === undefined ? { en: name } : { en: name, cy },
    // "LAD" is the statisticians' word: local authority district.
    type: type === 'LAD' ? 'LOCAL_AUTHORITY' : type,
    parentGss: parent ?? null,
    from: from ?? null,
    to: to ?? null,
    replacesGss: replaces ?? null,
    replacedByGss: replacedBy ?? null,
  };
}

/** Rows for everything in the seed, each kind in the order of the files. */
export function libraryRows(seed: LibrarySeed): LibraryRows {
  const { facts } = seed;
  return {
    themes: facts.themes.map(({ slug, label }, position) => ({
      id: `theme:${slug}`,
      slug,
      labelByLanguage: label,
      position,
    })),
    publications: publicationRows(facts),
    findings: facts.review.findings.map(({ slug, text }, position) => ({
      publicationId: REVIEW_ID,
      slug,
      textByLanguage: { en: text },
      position,
    })),
    organisations: organisationRows(facts),
    cohorts: facts.cohorts.map(({ id, startMonth, reason = null }) => ({ id, startsIn: startMonth, reason })),
    milestones: facts.milestones.map((fact, position) => ({ ...fact, position })),
    observations: facts.observations.map((fact, position) => ({
      ...fact,
      position,
      source: 'Citizen Network',
    })),
    areas: allAreas(seed).map(areaRow),
    accessFeatures: seed.accessFeatures.map(({ slug, label }, position) => ({
      slug,
      labelByLanguage: label,
      position,
    })),
  };
}
