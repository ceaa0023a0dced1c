// What a spreadsheet takes for a formula it may run: a cell that begins so is shown with an apostrophe in front, as
// OWASP says ("CSV injection").

/** Blanks, signs that nobody sees, and apostrophes that stand in front already. */
const leading = /^'*[\p{Z}\p{C}]*/u;

/** Whether a spreadsheet could be made to do something by a cell, in whatever width its first sign is written. */
function isRisky(text: string): boolean {
  const lead = leading.exec(text)?.[0] ?? '';
  if (/[\t\r\n]/.test(lead)) return true;
  const first = text.codePointAt(lead.length);
  return first !== undefined && /^[=+\-@]/.test(String.fromCodePoint(first).normalize('NFKC'));
}

/** The text as a cell that no spreadsheet executes. */
export function guardCell(text: string): string {
  return isRisky(text) ? `'${text}` : text;
}

/** The text of a cell that `guardCell` has made, or that nobody has guarded. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && isRisky(cell.slice(1)) ? cell.slice(1) : cell;
}
