import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { SetupError } from '../../kit/errors';

/** How the text of a file may be written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** What is known of a file before its rows are read. */
export interface Survey {
  readonly path: string;
  readonly encoding: Encoding;
  /** SHA-256 of its bytes: the same file is known again by it. */
  readonly hash: string;
  /** How many line ends it has: about as many as it has rows. */
  readonly lines: number;
}

const LINE_FEED = 0x0a;
/** A workbook is a zip archive. */
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const UTF_16 = Buffer.from([0xff, 0xfe]);

function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

/** Tells, bit by bit, whether bytes are UTF-8. */
function utf8Check(): (chunk?: Buffer) => boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isGood = true;
  return (chunk) => {
    if (!isGood) return false;
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isGood = false;
    }
    return isGood;
  };
}

/**
 * Reads a file once, from one end to the other: what is UTF-8 throughout is taken for that, and anything else for
 * Windows-1252, which is what a spreadsheet that says "CSV" writes in western Europe. Throws SetupError for a workbook.
 */
export async function surveyFile(path: string): Promise<Survey> {
  const hash = createHash('sha256');
  const isUtf8 = utf8Check();
  let lines = 0;
  let start: Buffer | undefined;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    start ??= chunk.subarray(0, 4);
    hash.update(chunk);
    lines += countLines(chunk);
    isUtf8(chunk);
  }
  if (start?.equals(ZIP))
    throw new SetupError(
      `${path} is a workbook, and no CSV file. Save the sheet as "CSV UTF-8 (comma delimited)", and name that file.`,
    );
  const isUtf16 = start?.subarray(0, 2).equals(UTF_16) ?? false;
  const encoding = isUtf16 ? 'utf-16le' : isUtf8() ? 'utf-8' : 'windows-1252';
  return { path, encoding, hash: hash.digest('hex'), lines };
}

/** The text of a file in pieces, without a byte order mark. */
export async function* readText({ path, encoding }: Survey): AsyncGenerator<string> {
  // Piece by piece, always: given all at once, Windows-1252 comes out as Latin-1, euro and dashes as control signs, on
  // Node 20.20.2 (seen) and other releases (nodejs/node#59515).
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
