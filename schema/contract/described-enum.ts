import { registerEnumType } from 'type-graphql';

/** Registers an enum whose values are their own names, each with a sentence on what it means. */
export function describedEnum<const T extends Record<string, string>>(
  name: string,
  description: string,
  values: T,
): { readonly [K in keyof T]: K } {
  const names = Object.fromEntries(Object.keys(values).map((key) => [key, key]));
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([key, text]) => [key, { description: text }]),
  );
  registerEnumType(names, { name, description, valuesConfig });
  return names as { readonly [K in keyof T]: K };
}
