import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDrift, generateArtefacts, writeArtefacts, type SubgraphCode } from '../../schema/artefacts';
import { CompositionError } from '../../schema/compose';
import { schemaFolder } from '../../schema/project';
import { services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { checkSchema, subgraphCode, writeSchema } from '../../subgraphs/cli/schema-command';
import { altered } from '../support/sdl';

const drifted = 'The committed schema is not what the code makes. Run "npm run schema" and commit:';
const breaks = 'These changes break clients of the API:';
const refused = 'Nothing was written: these changes break clients. Use --allow-breaking if you mean it.';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
  for (const name of ['subgraphs', 'supergraph.graphql', 'api.graphql', 'region.graphql'])
    cpSync(join(schemaFolder, name), join(folder, name), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

function change(path: string, pattern: RegExp, replacement: string): void {
  const file = join(folder, path);
  writeFileSync(file, altered(readFileSync(file, 'utf8'), pattern, replacement));
}

/** The committed API still has a field that the code does not make any more. */
function promiseMore(): void {
  change('api.graphql', /^type Theme implements Node \{$/m, '$&\n  colour: String');
}
const lostColour = "Theme.colour: Field 'colour' was removed from object type 'Theme'";

/** The code of all subgraphs, with the published SDL of one of them changed. */
async function codeWith(slug: string, pattern: RegExp, replacement: string): Promise<SubgraphCode[]> {
  return (await subgraphCode()).map((code) =>
    code.name === slug ? { ...code, sdl: altered(code.sdl, pattern, replacement) } : code,
  );
}

describe('checking the schema', () => {
  it('passes what is committed', async () => {
    const fine = `The committed schema is what the code makes: ${services.length + 3} files.`;
    expect(await checkSchema()).toBe(fine);
    expect(await checkSchema(folder)).toBe(fine);
  });

  it('names each file that was changed, that is missing and that is left over, and writes nothing', async () => {
    appendFileSync(join(folder, 'supergraph.graphql'), '\n');
    rmSync(join(folder, 'subgraphs', 'wales.graphql'));
    rmSync(join(folder, 'region.graphql'));
    writeFileSync(join(folder, 'subgraphs', 'atlantis.graphql'), 'scalar Sea');
    await expect(checkSchema(folder)).rejects.toThrow(
      new SetupError(
        [
          drifted,
          ...[
            'subgraphs/wales.graphql',
            'supergraph.graphql',
            'region.graphql',
            'subgraphs/atlantis.graphql',
          ],
        ].join('\n  '),
      ),
    );
    expect(readdirSync(folder).toSorted()).toEqual(['api.graphql', 'subgraphs', 'supergraph.graphql']);
  });

  it('names a change that breaks clients beside the file', async () => {
    promiseMore();
    await expect(checkSchema(folder)).rejects.toThrow(
      new SetupError([breaks, `  ${lostColour}`, drifted, '  api.graphql'].join('\n')),
    );
  });
});

describe('writing the schema', () => {
  it('changes nothing where nothing has changed', async () => {
    expect(await writeSchema({ allowBreaking: false }, folder)).toBe('Nothing changed.');
  });

  it('writes what is missing and takes away what is left over, so that the check passes', async () => {
    rmSync(join(folder, 'subgraphs', 'wales.graphql'));
    writeFileSync(join(folder, 'subgraphs', 'atlantis.graphql'), 'scalar Sea');
    expect(await writeSchema({ allowBreaking: false }, folder)).toBe(
      'Written:\n  subgraphs/wales.graphql\n  subgraphs/atlantis.graphql',
    );
    expect(await checkSchema(folder)).toMatch('is what the code makes');
  });

  it('writes everything into a folder that has nothing yet', async () => {
    rmSync(folder, { recursive: true });
    expect(await writeSchema({ allowBreaking: false }, folder)).toMatch('api.graphql');
    expect(await checkSchema(folder)).toMatch('is what the code makes');
  });

  it('refuses a change that breaks clients, writes it where it is meant, and then it is the API', async () => {
    promiseMore();
    await expect(writeSchema({ allowBreaking: false }, folder)).rejects.toThrow(
      new SetupError(`${refused}\n  ${lostColour}`),
    );
    expect(readFileSync(join(folder, 'api.graphql'), 'utf8')).toMatch('colour: String');
    expect(await writeSchema({ allowBreaking: true }, folder)).toBe('Written:\n  api.graphql');
    expect(await checkSchema(folder)).toMatch('is what the code makes');
  });
});

describe('the code of one subgraph', () => {
  const latitude = /^ {2}latitude: Float$/m;

  it('that says of a shared field another type than the others is an error of composition', async () => {
    const code = await codeWith('wales', latitude, '  latitude: String');
    const { reasons } = await generateArtefacts(code, folder).then(
      () => new CompositionError([]),
      (error: unknown) => error as CompositionError,
    );
    expect(reasons).toEqual([
      expect.stringMatching(
        /^Type of field "Place.latitude" is incompatible across subgraphs: it has type "Float" in subgraphs "cumbria", "england".* but type "String" in subgraph "wales"$/,
      ),
    ]);
  });

  it('that describes a shared type in other words is an error, though composition only hints', async () => {
    const code = await codeWith(
      'wales',
      /"""\n(Where it happens\. .*)\n"""\ntype Place/,
      '"A spot."\ntype Place',
    );
    await expect(generateArtefacts(code, folder)).rejects.toThrow(/^INCONSISTENT_DESCRIPTION: .*"Place"/);
  });

  it.each([
    [
      'a field away',
      'wales',
      /"""[^"]*"""\n {2}simultaneousTranslation: Boolean$/m,
      '',
      "WalesActivity.simultaneousTranslation: Field 'simultaneousTranslation' was removed from object type 'WalesActivity'",
    ],
    [
      'the freedom to leave an argument out',
      'library',
      /^ {4}gss: \[ID!\]$/m,
      '    gss: [ID!]!',
      "Query.areas.gss: Type for argument 'gss' on field 'Query.areas' changed from '[ID!]' to '[ID!]!'",
    ],
  ])('that takes %s breaks clients, and adds to no more than its own files', async (...parts) => {
    const [, slug, pattern, replacement, what] = parts;
    const { artefacts, breaking } = await generateArtefacts(
      await codeWith(slug, pattern, replacement),
      folder,
    );
    expect(breaking).toEqual([what]);
    expect(findDrift(artefacts, folder)).toEqual([
      `subgraphs/${slug}.graphql`,
      'supergraph.graphql',
      'api.graphql',
    ]);
  });

  it('that adds a field of its own breaks nobody', async () => {
    const code = await codeWith(
      'wales',
      /^type WalesNetwork .*\{$/m,
      '$&\n  "Its Welsh motto."\n  motto: String',
    );
    const { artefacts, breaking } = await generateArtefacts(code, folder);
    writeArtefacts(artefacts, folder);
    expect(breaking).toEqual([]);
    expect(findDrift(artefacts, folder)).toEqual([]);
  });
});
