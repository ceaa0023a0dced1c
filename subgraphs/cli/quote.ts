/** A value as a POSIX shell has to read it: as it stands where it can, else in single quotes. */
export function quote(value: string): string {
  return /^[\w./:@%+,=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
