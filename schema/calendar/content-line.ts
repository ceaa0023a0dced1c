/** RFC 5545, section 3.1: octets of a line, without its line break. */
const MAX_OCTETS = 75;

/** Whatever anything that reads lines may take for the end of one. */
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** Any control character but those that a text may have: a tab and, by then, one kind of line break. */
const control = /[^\P{Cc}\t\n]/gu;

/** A text as people will read it: line breaks are `\n`, control characters and halves of characters are gone. */
export function cleanText(text: string): string {
  return Buffer.from(text.replace(lineBreak, '\n').replace(control, '')).toString('utf8');
}

/** A value of the type TEXT (RFC 5545, 3.3.11): it can end neither its line nor the value. */
export function escapeText(text: string): string {
  return cleanText(text)
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Breaks a line that is too long into several; no character is cut in two. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/** A content line with its line break. `value` is written as it is: a TEXT is escaped before. */
export function contentLine(name: string, value: string): string {
  return `${fold(`${name}:${value}`)}\r\n`;
}
