import { registerEnumType } from 'type-graphql';

/** A value that clients do not see yet. */
interface HiddenValue {
  readonly hidden: string;
}

// The library that prints the schema knows no directives of enum values.
const hiddenValues = new Map<string, readonly string[]>();

/**
 * A value that is deployed and that clients do not see: the subgraph takes it in, and gives it out in no answer. What
 * is new in an enum that several subgraphs have begins so; each drops this when all have it.
 */
export function hidden(description: string): HiddenValue {
  return { hidden: description };
}

/** Values of an enum that are `@inaccessible` in what its subgraph publishes. */
export function hiddenValuesOf(name: string): readonly string[] {
  return hiddenValues.get(name) ?? [];
}

/** Registers an enum whose values are their own names, each with a sentence on what it means. */
export function describedEnum<const T extends Record<string, string | HiddenValue>>(
  name: string,
  description: string,
  values: T,
): { readonly [K in keyof T]: K } {
  const names = Object.fromEntries(Object.keys(values).map((key) => [key, key]));
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      { description: typeof value === 'string' ? value : value.hidden },
    ]),
  );
  registerEnumType(names, { name, description, valuesConfig });
  hiddenValues.set(
    name,
    Object.keys(values).filter((key) => typeof values[key] !== 'string'),
  );
  return names as { readonly [K in keyof T]: K };
}
