import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelease } from '../../schema/release/publish';
import { regions } from '../../schema/regions';
import { rules } from '../../schema/release/scene';
import { checkSchema, writeSchema } from '../../subgraphs/cli/schema-command';
import { checkSdl, publishSchema } from '../../subgraphs/cli/publish-command';
import { candidateOf, kinds, refusalOf, schemaCopy } from '../support/releases';
import { altered, committed } from '../support/sdl';

const own = kinds.find(({ name }) => name === 'a field of its own')!.change;
const shared = kinds.find(({ name }) => name === 'a field on a shared object type')!.change;

let folder: string;
let said: string;

beforeEach(() => {
  folder = schemaCopy();
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said += String(text))));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(inFolder(name), 'utf8');

function sdlFile(change: (sdl: string, slug: string) => string, name = 'wales.graphql'): string {
  writeFileSync(inFolder(name), change(committed('subgraphs/wales.graphql'), 'wales'));
  return inFolder(name);
}

describe('publishing', () => {
  it('writes what the partner has and what it composes to, and notes that it came from elsewhere', async () => {
    const from = sdlFile(own);
    expect(await publishSchema({ name: 'wales', from }, folder)).toBe(
      "wales is published.\nWalesNetwork.motto: Field 'motto' was added to object type 'WalesNetwork'.",
    );
    expect(read('subgraphs/wales.graphql')).toBe(readFileSync(from, 'utf8'));
    expect(read('api.graphql')).toContain('motto: String');
    expect(read('supergraph.graphql')).toContain('motto: String');
    expect(JSON.parse(read('published.json'))).toEqual({ wales: { from, at: expect.any(String) } });
  });

  it('of what the code makes changes nothing, and notes nothing', async () => {
    await writeSchema({ allowBreaking: true }, folder);
    const before = ['supergraph.graphql', 'api.graphql', 'subgraphs/wales.graphql'].map(read);
    expect(await publishSchema({ name: 'wales' }, folder)).toMatch(/^Clients see no change\.$/m);
    expect(['supergraph.graphql', 'api.graphql', 'subgraphs/wales.graphql'].map(read)).toEqual(before);
    expect(existsSync(inFolder('published.json'))).toBe(false);
  });

  it('prints the lines that would pass, or writes the whole of it to a file that then passes', async () => {
    const from = sdlFile(shared);
    await expect(publishSchema({ name: 'wales', from }, folder)).rejects.toThrow(rules.shared);
    expect(said).toBe('  type Place @shareable {\n-   floor: String\n+   floor: String @inaccessible\n  }\n');
    const suggest = inFolder('would-pass.graphql');
    await expect(publishSchema({ name: 'wales', from, suggest }, folder)).rejects.toThrow(rules.shared);
    const others = regions.map(({ slug }) => slug).filter((slug) => slug !== 'wales');
    expect(await publishSchema({ name: 'wales', from: suggest }, folder)).toMatch(
      `Place.floor is not in the API yet: it is @inaccessible in wales; ${new Intl.ListFormat('en-GB').format(others.sort())} have it not.`,
    );
  });

  it('lets go what clients may ask for where that is meant, but for what an example asks', async () => {
    const removed = (field: RegExp) => sdlFile((sdl) => altered(sdl, field, ''));
    const translation = removed(/"""[^"]*"""\n {2}simultaneousTranslation: Boolean\n/);
    const options = { name: 'wales', allowBreaking: true };
    await expect(publishSchema({ ...options, from: translation }, folder)).rejects.toThrow(
      'examples/bilingual-events',
    );
    expect(existsSync(inFolder('published.json'))).toBe(false);
  });
});

describe('an SDL from an address', () => {
  let server: Server;
  let answer: string;
  beforeEach(async () => {
    server = createServer((_request, response) => response.end(answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;

  it('is what the subgraph says that it serves', async () => {
    answer = JSON.stringify({
      data: { _service: { sdl: own(committed('subgraphs/wales.graphql'), 'wales') } },
    });
    expect(await checkSdl({ from: address() }, folder)).toMatch(
      /^wales can be published so\.\nWalesNetwork\.motto/,
    );
  });

  it('that is none is refused in one line', async () => {
    answer = '<html>';
    await expect(checkSdl({ from: address() }, folder)).rejects.toThrow(
      `${address()} should answer { _service { sdl } } within 10 s, but it did not.`,
    );
  });
});

describe('an SDL', () => {
  it.each([
    ['that is none', 'type {', /^It should be SDL, but it is not: Syntax Error/],
    ['of nobody', 'scalar Sea', /^It cannot be told whose SDL this is\. Add --as <subgraph>\.$/],
  ])('%s is refused in one line', async (_what, sdl, message) => {
    writeFileSync(inFolder('new.graphql'), sdl);
    const as = message.source.includes('whose') ? undefined : 'wales';
    await expect(checkSdl({ from: inFolder('new.graphql'), as }, folder)).rejects.toThrow(message);
  });

  it.each([
    ['of Federation 1', /^extend schema.*$/m, '', rules.federation],
    ['with root fields', /$/, '\ntype Query { members: [Member!] }', rules.roots],
    [
      "with another region's type",
      /$/,
      '\ntype EnglandMember @key(fields: "id") { id: ID! note: String }',
      rules.ownership,
    ],
    [
      'that gives a second way to a region',
      /(type WalesActivity @?[^}]*?\n {2}region: )Region$/m,
      '$1Wales',
      rules.promise,
    ],
  ])('%s is refused, and what is suggested passes', async (_what, pattern, replacement, rule) => {
    const candidate = candidateOf('wales', (sdl) => altered(sdl, pattern, replacement));
    const { faults, suggestion } = await refusalOf(candidate, folder);
    expect(faults.map((fault) => fault.rule)).toContain(rule);
    await checkRelease({ ...candidate, sdl: suggestion!.sdl }, folder);
  });
});

describe('schema --check, where a subgraph is published from elsewhere', () => {
  it('calls it no drift, names it, and leaves it as it is deployed', async () => {
    await writeSchema({ allowBreaking: true }, folder);
    await publishSchema({ name: 'wales', from: sdlFile(own) }, folder);
    expect(await checkSchema(folder)).toMatch(
      /^The committed schema is what the code makes: \d+ files\.\nBut wales, published from .*wales\.graphql at .*: that stays as it is deployed\.$/,
    );
    expect(await writeSchema({ allowBreaking: false }, folder)).toBe('Nothing changed.');
    expect(read('subgraphs/wales.graphql')).toContain('motto: String');
  });

  it("still finds drift of the others, and it is drift again once Wales is the code's", async () => {
    await writeSchema({ allowBreaking: true }, folder);
    await publishSchema({ name: 'wales', from: sdlFile(own) }, folder);
    const sdl = read('subgraphs/england.graphql');
    writeFileSync(
      inFolder('subgraphs/england.graphql'),
      altered(sdl, 'locality: String', 'locality: String @deprecated'),
    );
    await expect(checkSchema(folder)).rejects.toThrow('subgraphs/england.graphql');
    writeFileSync(inFolder('subgraphs/england.graphql'), sdl);
    await publishSchema({ name: 'wales', allowBreaking: true }, folder);
    expect(existsSync(inFolder('published.json'))).toBe(false);
    expect(await checkSchema(folder)).not.toMatch('But wales');
  });

  it('refuses a file that says something else', async () => {
    writeFileSync(inFolder('published.json'), '{ "atlantis": {} }');
    await expect(checkSchema(folder)).rejects.toThrow('published.json should say of subgraphs');
  });
});
