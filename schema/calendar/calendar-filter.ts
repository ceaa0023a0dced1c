import { MAX_FILTER_VALUES } from '../contract/input-limits';
import type { Words } from '../contract/words';
import { findRegion, regions } from '../regions';
import { badValue, tooManyValues, unknownParameter, unknownValue } from './messages';

/** What a calendar holds, by the lists of the address: `?kind=TRAINING,MEETING&theme=peer-support`. */
export interface CalendarFilter {
  readonly regions?: readonly string[];
  readonly networks?: readonly string[];
  readonly kinds?: readonly string[];
  readonly themes?: readonly string[];
}

const MAX_ID_LENGTH = 100;

const parameters: Readonly<Record<string, keyof CalendarFilter>> = {
  region: 'regions',
  network: 'networks',
  kind: 'kinds',
  theme: 'themes',
};

function valuesOf(given: unknown): string[] {
  const all = Array.isArray(given) ? given.map(String) : [String(given)];
  return all.flatMap((one) => one.split(',')).map((one) => one.trim());
}

interface Given {
  readonly name: string;
  readonly values: readonly string[];
}

function findFault({ name, values }: Given, kinds: readonly string[]): Words | null {
  if (!Object.hasOwn(parameters, name)) {
    return unknownParameter(name.slice(0, MAX_ID_LENGTH), Object.keys(parameters).join(', '));
  }
  if (values.length > MAX_FILTER_VALUES) return tooManyValues(name, MAX_FILTER_VALUES);
  if (values.some((value) => value.length < 1 || value.length > MAX_ID_LENGTH)) {
    return badValue(name, MAX_ID_LENGTH);
  }
  const kind = values.find((value) => !kinds.includes(value));
  if (name === 'kind' && kind !== undefined) {
    return unknownValue(name, kind, kinds.join(', '));
  }
  const region = values.find((value) => !findRegion(value));
  if (name === 'region' && region !== undefined) {
    return unknownValue(name, region, regions.map(({ slug }) => slug).join(', '));
  }
  return null;
}

/** Reads the parameters of an address, which may name these kinds; or says of the first that is wrong what was expected, and what came. */
export function readCalendarFilter(
  query: Readonly<Record<string, unknown>>,
  kinds: readonly string[],
): { readonly filter: CalendarFilter } | { readonly fault: Words } {
  const filter: Partial<Record<keyof CalendarFilter, readonly string[]>> = {};
  for (const [name, given] of Object.entries(query)) {
    const values = valuesOf(given);
    const fault = findFault({ name, values }, kinds);
    if (fault) return { fault };
    const field = parameters[name];
    if (field) filter[field] = values;
  }
  return { filter };
}
