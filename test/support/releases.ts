import { parse, validate } from 'graphql';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Composed } from '../../schema/compose';
import { schemaFolder } from '../../schema/project';
import { getRegion } from '../../schema/regions';
import { checkRelease, publishRelease, ReleaseRefused, type Candidate } from '../../schema/release/publish';
import { rules } from '../../schema/release/scene';
import { examples } from './examples';
import { plannerOf } from './planner';
import { altered, committed } from './sdl';

/** What a release of a region changes, and what publishing says to it. */
export interface Kind {
  readonly name: string;
  /** The region's SDL with the change. */
  readonly change: (sdl: string, slug: string) => string;
  /** Null where it is accepted. */
  readonly refusal: { readonly at: string; readonly rule: string; readonly instead: RegExp } | null;
  /** What is said of it once it is accepted as it is, or as was suggested. */
  readonly says: RegExp;
}

const prefixOf = (slug: string): string => getRegion(slug).prefix;

function onType(type: string, line: string) {
  return (sdl: string): string =>
    altered(sdl, new RegExp(`^(?:type|interface|enum|input) ${type}\\b.*\\{$`, 'm'), `$&\n  ${line}`);
}

function onOwn(name: string, line: string) {
  return (sdl: string, slug: string): string => onType(`${prefixOf(slug)}${name}`, line)(sdl);
}

/** Without every field or value that is written so. */
function without(line: string) {
  return (sdl: string): string =>
    altered(sdl, new RegExp(`(?:"""(?:(?!""")[^])*"""\\n)? *${line}\\n`, 'g'), '');
}

/** What is said where clients keep what they have. */
export const noChange = /^Clients see no change\.$/m;

/** Each kind of change, in Wales: the other regions make theirs alike. */
export const kinds: readonly Kind[] = [
  {
    name: 'a field of its own',
    change: onOwn('Network', 'motto: String'),
    refusal: null,
    says: /'motto' was added to object type/,
  },
  {
    name: 'a field of its own that is never null',
    change: onOwn('Network', 'motto: String!'),
    refusal: { at: 'WalesNetwork.motto', rule: rules.nullable, instead: /"!"/ },
    says: /'motto' was added to object type/,
  },
  {
    name: 'a field on a shared object type',
    change: onType('Place', 'floor: String'),
    refusal: { at: 'Place.floor', rule: rules.shared, instead: /"floor @inaccessible"/ },
    says: /^Place\.floor is not in the API yet: it is @inaccessible in /m,
  },
  {
    name: 'a field on a shared object type, hidden',
    change: onType('Place', 'floor: String @inaccessible'),
    refusal: null,
    says: /^Place\.floor is not in the API yet: it is @inaccessible in /m,
  },
  {
    name: 'a value of an enum that is only given out',
    change: onType('Availability', 'SOON'),
    refusal: { at: 'Availability.SOON', rule: rules.shared, instead: /"SOON @inaccessible"/ },
    says: /^Availability\.SOON is not in the API yet: it is @inaccessible in /m,
  },
  {
    name: 'a value of an enum that is given out and taken in',
    change: onType('ActivityKind', 'WALK'),
    refusal: { at: 'ActivityKind.WALK', rule: rules.shared, instead: /"WALK @inaccessible"/ },
    says: /^ActivityKind\.WALK is not in the API yet: it is @inaccessible in /m,
  },
  {
    name: 'a value of an enum that is only taken in',
    change: onType('MemberOrder', 'LONGEST_NAME_FIRST'),
    refusal: null,
    says: /^MemberOrder\.LONGEST_NAME_FIRST is not in the API yet: .*directory.* have it not\.$/m,
  },
  {
    name: 'a field of an interface',
    change: (sdl, slug) =>
      onType('Activity', 'indoors: Boolean')(onOwn('Activity', 'indoors: Boolean')(sdl, slug)),
    refusal: {
      at: 'Activity.indoors',
      rule: rules.interfaceField,
      instead: /^Take "indoors" from the interface and keep it on WalesActivity/,
    },
    says: /'indoors' was added to object type/,
  },
  {
    name: 'a field of an interface, on the interface alone',
    change: onType('Activity', 'indoors: Boolean'),
    refusal: {
      at: 'Activity.indoors',
      rule: rules.interfaceField,
      instead: /^Take "indoors" from the interface and keep it on WalesActivity/,
    },
    says: /'indoors' was added to object type/,
  },
  {
    name: 'an input field',
    change: onType('ActivityFilter', 'indoors: Boolean'),
    refusal: null,
    says: /^ActivityFilter\.indoors is not in the API yet: .*directory.* have it not\.$/m,
  },
  {
    name: 'an input field that is required',
    change: onType('ActivityFilter', 'indoors: Boolean!'),
    refusal: { at: 'ActivityFilter.indoors', rule: rules.input, instead: /^Make it nullable/ },
    says: /^ActivityFilter\.indoors is not in the API yet: .*directory.* have it not\.$/m,
  },
  {
    name: 'an argument of a shared field',
    change: (sdl) => altered(sdl, /title\(/g, '$&short: Boolean '),
    refusal: null,
    says: /^Activity\.title\(short:\) is not in the API yet: .* it not\.$/m,
  },
  {
    name: 'a field of a shared object type removed',
    change: without('locality: String'),
    refusal: { at: 'Place.locality', rule: rules.promise, instead: /^Keep it, with @deprecated/ },
    says: noChange,
  },
  {
    name: 'a field of an interface removed in one region',
    change: without('timeZone: String'),
    refusal: {
      at: 'WalesActivity.timeZone',
      rule: rules.promise,
      instead: /^Keep "timeZone" on WalesActivity/,
    },
    says: noChange,
  },
  {
    name: 'a value of an enum removed',
    change: without('FESTIVAL'),
    refusal: { at: 'ActivityKind.FESTIVAL', rule: rules.promise, instead: /^Keep it, with @deprecated/ },
    says: noChange,
  },
  {
    name: 'an input field removed',
    change: without('modes: \\[AttendanceMode!\\]'),
    refusal: {
      at: 'ActivityFilter.modes',
      rule: rules.promise,
      instead: /^Keep ActivityFilter\.modes as it was/,
    },
    says: noChange,
  },
  {
    name: 'a shared field that may be null where it might not',
    change: (sdl) => altered(sdl, /(type LeadershipRole[^}]*? {2}title: String)!/, '$1'),
    refusal: {
      at: 'LeadershipRole.title',
      rule: rules.promise,
      instead: /^Keep LeadershipRole\.title as it was/,
    },
    says: noChange,
  },
  {
    name: 'a shared field that is never null any more',
    change: (sdl) => altered(sdl, 'locality: String', '$&!'),
    refusal: null,
    says: /^Place\.locality stays String in the API until all say String!\.$/m,
  },
  {
    name: 'a shared type renamed',
    change: (sdl) => altered(sdl, /\b(type |: )Place\b/g, '$1Venue'),
    refusal: { at: 'Activity.place', rule: rules.promise, instead: /^Keep its type/ },
    says: noChange,
  },
  {
    name: 'its own type renamed',
    change: (sdl, slug) =>
      altered(sdl, new RegExp(`\\b${prefixOf(slug)}Booking\\b`, 'g'), `${prefixOf(slug)}Reservation`),
    refusal: { at: 'WalesReservation', rule: rules.ownership, instead: /^Keep the name WalesBooking/ },
    says: noChange,
  },
];

/** A folder of its own with the committed schema. */
export function schemaCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const name of ['subgraphs', 'supergraph.graphql', 'api.graphql', 'region.graphql'])
    cpSync(join(schemaFolder, name), join(folder, name), { recursive: true });
  return folder;
}

/** A candidate of a region, with its committed SDL changed. */
export function candidateOf(slug: string, change: Kind['change']): Candidate {
  return { name: slug, sdl: change(committed(`subgraphs/${slug}.graphql`), slug), from: `${slug}.graphql` };
}

/** How a release is refused. Throws where it is accepted. */
export async function refusalOf(candidate: Candidate, folder: string): Promise<ReleaseRefused> {
  try {
    await checkRelease(candidate, folder);
  } catch (error) {
    if (error instanceof ReleaseRefused) return error;
    throw error;
  }
  throw new Error(`${candidate.name} is accepted, but should not be.`);
}

/** Publishes a release: where it is refused, as was suggested. */
export async function publishAsSuggested(candidate: Candidate, folder: string): Promise<string> {
  const now = new Date('2026-11-21T12:00:00Z');
  try {
    return (await publishRelease(candidate, folder, now)).report.join('\n');
  } catch (error) {
    if (!(error instanceof ReleaseRefused) || error.suggestion === null) throw error;
    return (await publishRelease({ ...candidate, sdl: error.suggestion.sdl }, folder, now)).report.join('\n');
  }
}

/** Names of examples that the graph would not answer by exactly one plan. */
export function brokenExamples({ api, supergraphSdl }: Composed): string[] {
  const plan = plannerOf(supergraphSdl);
  return examples
    .filter(({ query }) => validate(api, parse(query)).length > 0 || plan(query).evaluatedPlans !== 1)
    .map(({ name }) => name);
}
