/**
 * The form of a name that lists sort by: without accents and signs, in lower case, spaces folded. Stored and compared
 * byte by byte, since a collator's order cannot drive SQL.
 */
export function sortName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .trimEnd();
}
