import { readPageRequest } from '../../subgraphs/kit/list/page-arguments';
import { storeRows, type Database } from '../../subgraphs/kit/database/database';
import type { Position } from '../../subgraphs/kit/list/cursor';
import { Facet } from '../../subgraphs/kit/list/indexed-row';
import { readPage, ROW, type ListQuery } from '../../subgraphs/kit/list/list-query';
import { organisationList, publicationList } from '../../subgraphs/library/lists';
import { Organisation } from '../../subgraphs/library/organisation';
import { Publication } from '../../subgraphs/library/publication';
import { getProgram } from '../../subgraphs/programs';
import { TemporaryFolder } from '../unit/temporary-folder';
import { expectAlong, explain, type Step } from './explain';

// The library's lists that are read page by page, with more rows than it has today. Its other lists are short, and read
// whole.

const ROWS = 3000;
const indexes = Array.from({ length: ROWS }, (_, index) => index);
const idOf = (index: number): string => `id${String(index).padStart(5, '0')}`;
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open((await getProgram('library')).contents.entities);
  await db.write(async (manager) => {
    await storeRows(
      manager,
      Publication,
      indexes.map((index) => ({
        id: idOf(index),
        title: `Title ${index}`,
        year: 2000 + (index % 20),
        kind: 'BOOK' as const,
        subject: null,
        themeSlugs: null,
        sortKey: `key ${index}`,
      })),
    );
    await storeRows(
      manager,
      Organisation,
      indexes.map((index) => ({
        id: idOf(index),
        name: `Name ${index}`,
        nameSince: null,
        formerNames: null,
        ties: [],
        founded: null,
        legalForm: null,
        joining: null,
        registeredIn: null,
        role: null,
        sortName: `name ${index}`,
      })),
    );
    const themes = indexes.map((index) => ({ owner: idOf(index), name: 'theme', value: `t${index % 100}` }));
    await storeRows(manager, Facet, themes);
  });
  await db.write((manager) => manager.query('ANALYZE TABLE publication, organisation, facet'));
});

afterAll(() => folder.remove());

function planOf(
  list: ListQuery,
  { after, parents = null }: { after?: Position; parents?: string[] | null } = {},
): Promise<Step[]> {
  const page = { request: readPageRequest({ first: 20 }), between: { after }, parents };
  return explain(db, () => readPage(db.read, list, page));
}

it.each([
  ['publications', publicationList(null, false), 'publication_by_sort_key', 'key 2'],
  ['organisations', organisationList(null), 'organisation_by_name', 'name 2'],
])('%s are read along their index, wherever a page begins', async (_what, list, index, sort) => {
  for (const after of [undefined, { sort, id: 'id2' }]) expectAlong(await planOf(list, { after }), index);
});

it('publications of a theme are found by the theme, and no others are looked at', async () => {
  const plan = await planOf(publicationList(null, true), { parents: ['t7'] });
  const found = plan.map(({ table, key, rows }) => ({ table, key, rows: Number(rows) }));
  expect(found).toEqual([
    { table: 'parent', key: 'facet_by_value', rows: 30 },
    { table: ROW, key: 'PRIMARY', rows: 1 },
  ]);
});
