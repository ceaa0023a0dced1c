import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regions } from '../../schema/regions';
import { publishRelease } from '../../schema/release/publish';
import {
  brokenExamples,
  candidateOf,
  kinds,
  noChange,
  publishAsSuggested,
  refusalOf,
  schemaCopy,
  type Kind,
} from '../support/releases';
import { rounds } from '../support/rounds';

const others = regions.map(({ slug }) => slug).filter((slug) => slug !== 'wales');
const asItWas = (sdl: string): string => sdl;
const now = new Date('2026-11-21T12:00:00Z');

let folder: string;

beforeEach(() => (folder = schemaCopy()));
afterEach(() => rmSync(folder, { recursive: true }));

const apiNow = (): string => readFileSync(join(folder, 'api.graphql'), 'utf8');

// What takes something away is refused of the others, so that they and Wales have the same.
const additions = kinds
  .filter(({ says }) => says !== noChange)
  .filter((_kind, index) => index % rounds(1, 3) === 0);

/** Another region as it is when its release is out: judged once, for England; the others have done likewise. */
async function releaseOthers({ change, refusal }: Kind): Promise<void> {
  await publishAsSuggested(candidateOf('england', change), folder);
  if (refusal) return;
  for (const slug of others.filter((one) => one !== 'england'))
    writeFileSync(join(folder, 'subgraphs', `${slug}.graphql`), candidateOf(slug, change).sdl);
}

describe('Wales, one release behind the others, that have', () => {
  it.each(additions)('$name, may publish what it has, and every example stays whole', async (kind) => {
    await releaseOthers(kind);
    const { composed } = await publishRelease(candidateOf('wales', asItWas), folder, now);
    expect(brokenExamples(composed)).toEqual([]);
  });
});

describe('what all have', () => {
  const hidden = kinds.find(({ name }) => name === 'a field on a shared object type, hidden')!;
  const open = kinds.find(({ name }) => name === 'a field on a shared object type')!;
  const onInterface = kinds.find(({ name }) => name === 'a field of an interface')!;
  const taken = kinds.find(({ name }) => name === 'an input field')!;
  const everyone = regions.map(({ slug }) => slug);

  it('of a shared type is opened by the last who opens it, and by nobody before all have it', async () => {
    for (const slug of others) await publishRelease(candidateOf(slug, hidden.change), folder, now);
    for (const slug of others.slice(1)) await publishRelease(candidateOf(slug, open.change), folder, now);
    const { message } = await refusalOf(candidateOf(others[0]!, open.change), folder);
    expect(message).toMatch(/^Place\.floor: england has the field "floor" of Place; wales has not\.$/m);
    await publishRelease(candidateOf('wales', open.change), folder, now);
    expect(apiNow()).not.toContain('floor: String');
    await publishRelease(candidateOf(others[0]!, open.change), folder, now);
    expect(apiNow()).toContain('floor: String');
  });

  it('on its own type may come to the interface, when the last has it', async () => {
    for (const slug of others) await publishAsSuggested(candidateOf(slug, onInterface.change), folder);
    expect(apiNow()).not.toMatch(/^interface Activity[^}]*indoors/m);
    await publishRelease(candidateOf('wales', onInterface.change), folder, now);
    expect(apiNow()).toMatch(/^interface Activity[^}]*indoors/m);
  });

  it('of an input is in the API when the last has it, the directory too', async () => {
    for (const slug of everyone) await publishRelease(candidateOf(slug, taken.change), folder, now);
    expect(apiNow()).not.toMatch(/^input ActivityFilter[^}]*indoors/m);
    await publishRelease(candidateOf('directory', taken.change), folder, now);
    expect(apiNow()).toMatch(/^input ActivityFilter[^}]*indoors/m);
  });
});
