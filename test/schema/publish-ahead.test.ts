import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelease } from '../../schema/release/publish';
import { brokenExamples, candidateOf, kinds, refusalOf, schemaCopy } from '../support/releases';
import { rounds } from '../support/rounds';

let folder: string;

beforeEach(() => (folder = schemaCopy()));
afterEach(() => rmSync(folder, { recursive: true }));

function contentOf(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

describe('Wales, one release ahead of the others, with', () => {
  const accepted = kinds.filter(({ refusal }) => !refusal);
  it.each(accepted)('$name is accepted, and every example stays whole', async ({ change, says }) => {
    const { report, composed } = await checkRelease(candidateOf('wales', change), folder);
    expect(report.join('\n')).toMatch(says);
    expect(brokenExamples(composed)).toEqual([]);
  });

  const refused = kinds.flatMap((kind) => (kind.refusal ? [{ ...kind, ...kind.refusal }] : []));
  it.each(refused.filter((_kind, index) => index % rounds(1, 2) === 0))(
    '$name is refused by the rule, and what is suggested passes',
    async (kind) => {
      const before = contentOf(folder);
      const candidate = candidateOf('wales', kind.change);
      const { faults, message, suggestion } = await refusalOf(candidate, folder);
      expect(faults).toContainEqual(
        expect.objectContaining({
          at: kind.at,
          rule: kind.rule,
          instead: expect.stringMatching(kind.instead),
        }),
      );
      expect(message).toContain(`  Rule: ${kind.rule}\n`);
      expect(suggestion?.difference).not.toBe('');
      const { report, composed } = await checkRelease({ ...candidate, sdl: suggestion!.sdl }, folder);
      expect(report.join('\n')).toMatch(kind.says);
      expect(brokenExamples(composed)).toEqual([]);
      expect(contentOf(folder)).toEqual(before);
    },
  );
});
