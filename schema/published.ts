import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { services } from './services';
import { SetupError } from './setup-error';

/** The file that says which of the committed SDL is not what the code here makes. */
export const PUBLISHED_FILE = 'published.json';

const entry = z.strictObject({
  /** The address or the name of the file that the SDL came from. */
  from: z.string().min(1),
  at: z.iso.datetime(),
});
const file = z.partialRecord(z.enum(services.map(({ slug }) => slug)), entry);

/** Subgraphs whose committed SDL was published from elsewhere, by name. */
export type Published = Readonly<Record<string, z.infer<typeof entry>>>;

/** Reads which subgraphs are published from elsewhere; none where the file is missing. Throws SetupError. */
export function readPublished(folder: string): Published {
  const path = join(folder, PUBLISHED_FILE);
  if (!existsSync(path)) return {};
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))) as Published;
  } catch (error) {
    if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
    throw new SetupError(
      `${path} should say of subgraphs { "from": ..., "at": ... }, but it does not. Write it by "schema publish".`,
      { cause: error },
    );
  }
}

/** The text of the file; null where there is nothing to say, and so no file. */
export function printPublished(published: Published): string | null {
  const sorted = Object.entries(published).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return sorted.length === 0 ? null : `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}
