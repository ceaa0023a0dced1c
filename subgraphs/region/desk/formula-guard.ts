// What a spreadsheet takes for a formula it may run: a cell that begins so is shown with an apostrophe in front, as
// OWASP says ("CSV injection"). A file whose cells are parted by commas may be opened where semicolons or tabs part
// them: quotation marks do not hold a cell together then, and a new one begins after each of these and after a line end.

/** Where one cell may become two. */
const parting = /([;\t\r\n])/;

/** Blanks, signs that nobody sees, quotation marks, and apostrophes that stand in front already. */
const leading = /^'*["\p{Z}\p{C}]*/u;

const leadOf = (text: string): string => leading.exec(text)?.[0] ?? '';

/** Whether a spreadsheet could be made to do something by a part, in whatever width its first sign is written. */
function isFormula(part: string): boolean {
  const first = part.codePointAt(leadOf(part).length);
  return first !== undefined && /^[=+\-@]/.test(String.fromCodePoint(first).normalize('NFKC'));
}

/** Whether tabs or line ends stand before all that can be seen: some spreadsheets look behind them. */
function beginsWithBreak(text: string): boolean {
  return /[\t\r\n]/.test(leadOf(text));
}

function guard(text: string, isRisky: (text: string) => boolean): string {
  return isRisky(text) ? `'${text}` : text;
}

// An apostrophe in front never changes whether a text is risky: so what was guarded can be told, and taken back exactly.
function unguard(text: string, isRisky: (text: string) => boolean): string {
  return text.startsWith("'") && isRisky(text) ? text.slice(1) : text;
}

const inParts = (text: string, change: (part: string) => string): string =>
  text.split(parting).map(change).join('');

/** The text as a cell that no spreadsheet executes, nor what it makes of a part of it. */
export function guardCell(text: string): string {
  return guard(
    inParts(text, (part) => guard(part, isFormula)),
    beginsWithBreak,
  );
}

/** The text of a cell that `guardCell` has made, or that nobody has guarded. */
export function unguardCell(cell: string): string {
  return inParts(unguard(cell, beginsWithBreak), (part) => unguard(part, isFormula));
}
