import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { parse } from 'graphql';
import { projectRoot } from '../../schema/project';
import { nations } from '../../schema/regions';
import { gatewayPort, services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSource, type ListedRegion } from './listed-regions';

/** What a region is made with, as it was typed. */
export interface RegionInput {
  readonly slug: string;
  readonly name: string;
  readonly nameCy?: string;
  readonly prefix: string;
  /** GSS code; the one nation that no region stands in, unless it is given. */
  readonly nation?: string;
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** The next free one, unless it is given. */
  readonly port?: number;
}

/** A region that can be made. */
export type NewRegion = RegionInput & Required<Pick<RegionInput, 'nation' | 'port'>>;

const words = ['', 'Member', 'Activity', 'Network', 'Booking'];
/** What the files of a region import, and what GraphQL has of itself. */
const namesOfOthers =
  'Column Directive Entity Field ObjectType DefaultPolicy GetRegion Places RegionProgram Query Mutation Subscription Int Float ID';

function typesOf(prefix: string): string[] {
  return words.map((word) => `${prefix}${word}`);
}

/** The name by which the list of programs knows a region's program. */
export function programName({ prefix }: Pick<RegionInput, 'prefix'>): string {
  return `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}`;
}

function isVariableName(name: string): boolean {
  try {
    return Boolean(new Script(`'use strict'; const ${name} = 0;`));
  } catch {
    return false;
  }
}

function typesOfTheGraph(): string[] {
  return parse(readSource('schema/supergraph.graphql')).definitions.flatMap((definition) =>
    'name' in definition && definition.name ? [definition.name.value] : [],
  );
}

/** Whether one of two prefixes goes on with a further word where the other ends: Northern, NorthernIreland. */
function runsInto(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && /^[A-Z]/.test(long.slice(short.length));
}

function findFaultOfSlug({ slug }: RegionInput, listed: readonly ListedRegion[]): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug) || slug.length > 50)
    return `"${slug}" is no slug: lower-case words joined by hyphens are, such as northern-ireland.`;
  if ([...listed, ...services, { slug: 'gateway' }].some((other) => other.slug === slug))
    return `"${slug}" is taken. Choose another slug.`;
  if (existsSync(join(projectRoot, 'subgraphs', slug)))
    return `The folder subgraphs/${slug} is there already. Choose another slug, or remove it.`;
  return null;
}

function findFaultOfName({ name, nameCy }: RegionInput): string | null {
  const isName = (text: string): boolean =>
    text.length <= 100 && /^[\p{L}\p{N}][\p{L}\p{M}\p{N} '’.,()&-]*(?<! )$/u.test(text);
  const wrong = [name, nameCy ?? name].find((text) => !isName(text));
  return wrong === undefined
    ? null
    : `"${wrong}" is no name: at most 100 letters, digits, spaces and '.,()&- are, such as "Scotland".`;
}

function findFaultOfPrefix({ prefix }: RegionInput, listed: readonly ListedRegion[]): string | null {
  if (!/^([A-Z][a-z0-9]+)+$/.test(prefix) || prefix.length > 50)
    return `"${prefix}" is no prefix: words that each begin with a capital are, such as NorthernIreland.`;
  const others = listed.map((region) => region.prefix);
  if (others.includes(prefix)) return `The prefix "${prefix}" is taken. Choose another --prefix.`;
  const taken = [...typesOfTheGraph(), ...others.flatMap(typesOf), ...namesOfOthers.split(' ')];
  const clash = typesOf(prefix).find((name) => taken.includes(name) || name in globalThis);
  if (clash !== undefined || !isVariableName(programName({ prefix })))
    return `"${prefix}" cannot be a prefix: there is a "${clash ?? programName({ prefix })}" already. Choose another --prefix.`;
  const near = others.find((other) => runsInto(prefix, other));
  return near === undefined
    ? null
    : `"${prefix}" would be taken for a part of "${near}", or the other way round. Choose another --prefix.`;
}

function findFaultOfLanguages({ languages }: RegionInput): string | null {
  const wrong = languages.find((tag) => !/^[a-z]{2,3}$/.test(tag));
  if (wrong !== undefined)
    return `"${wrong}" is no language: codes of two or three small letters are, such as --languages en,gd.`;
  return new Set(languages).size < languages.length ? 'A language is there twice in --languages.' : null;
}

function chooseNation({ slug, nation }: RegionInput, listed: readonly ListedRegion[]): string {
  if (nation !== undefined && !nations.includes(nation))
    throw new SetupError(
      `"${nation}" is no nation of the United Kingdom. Nations are: ${nations.join(', ')}.`,
    );
  const free = nations.filter((gss) => !listed.some((region) => region.nation === gss));
  const [only] = free.length === 1 ? free : [];
  const chosen = nation ?? only;
  if (chosen !== undefined) return chosen;
  throw new SetupError(`Say with --nation where ${slug} stands, which is one of: ${nations.join(', ')}.`);
}

function choosePort({ port }: RegionInput, listed: readonly ListedRegion[]): number {
  const taken = [gatewayPort, ...[...services, ...listed].map((one) => one.port)];
  if (port !== undefined && taken.includes(port))
    throw new SetupError(`Port ${port} is taken. Leave --port out for the next free one.`);
  let next = gatewayPort + 1;
  while (taken.includes(next)) next++;
  return port ?? next;
}

/** What a new region is made with, whole. Throws SetupError with the first thing that is wrong. */
export function checkRegion(input: RegionInput, listed: readonly ListedRegion[]): NewRegion {
  const fault =
    findFaultOfSlug(input, listed) ??
    findFaultOfName(input) ??
    findFaultOfPrefix(input, listed) ??
    findFaultOfLanguages(input);
  if (fault !== null) throw new SetupError(fault);
  return { ...input, nation: chooseNation(input, listed), port: choosePort(input, listed) };
}
