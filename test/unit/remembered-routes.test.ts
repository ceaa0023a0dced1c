import 'reflect-metadata';
import type { DirectoryContext } from '../../subgraphs/directory/directory-context';
import { Entry, entryEntities, RememberedRoute } from '../../subgraphs/directory/entries';
import { leave } from '../../subgraphs/directory/feed/forget-source';
import { findOwner } from '../../subgraphs/directory/routing/find-owner';
import { rememberRoute, ROUTE_LIFETIME_MILLIS } from '../../subgraphs/directory/routing/remembered-routes';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { TemporaryFolder } from './temporary-folder';

const NOW = new Date('2026-11-21T12:00:00Z');
const later = (millis: number): Date => new Date(NOW.getTime() + millis);
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
});
beforeEach(() =>
  db.write(async (manager) => {
    await manager.deleteAll(RememberedRoute);
    await manager.deleteAll(Entry);
  }),
);
afterAll(() => folder.remove());

function ownerOf(id: string, now = NOW): Promise<string | null> {
  return findOwner({ db, clock: () => now } as DirectoryContext, id);
}

test('a route is remembered for a week, whatever the index knows', async () => {
  expect(await ownerOf('new')).toBeNull();
  await rememberRoute(db, { id: 'new', region: 'wales', now: NOW });
  expect(await ownerOf('new', later(ROUTE_LIFETIME_MILLIS))).toBe('wales');
  expect(await ownerOf('new', later(ROUTE_LIFETIME_MILLIS + 1))).toBeNull();
});

test('what the index says of an owner goes before what was remembered', async () => {
  await rememberRoute(db, { id: 'moved', region: 'wales', now: NOW });
  await db.write((manager) =>
    manager.insert(Entry, { id: 'moved', kind: 'MEMBER', source: 'cumbria', number: 1 }),
  );
  expect(await ownerOf('moved')).toBe('cumbria');
});

test('what is of the library, or of a region that is none any more, is nobody to ask for a change', async () => {
  await rememberRoute(db, { id: 'old', region: 'atlantis', now: NOW });
  await db.write((manager) =>
    manager.insert(Entry, { id: 'org:x', kind: 'ORGANISATION', source: 'library', number: 1 }),
  );
  expect([await ownerOf('old'), await ownerOf('org:x')]).toEqual([null, null]);
});

test('routes that have expired go when another one comes, and those of a region when it leaves', async () => {
  await rememberRoute(db, { id: 'first', region: 'wales', now: NOW });
  const now = later(ROUTE_LIFETIME_MILLIS + 1);
  await rememberRoute(db, { id: 'second', region: 'wales', now });
  await rememberRoute(db, { id: 'third', region: 'cumbria', now });
  const ids = async () => (await db.read.find(RememberedRoute, { order: { id: 'ASC' } })).map(({ id }) => id);
  expect(await ids()).toEqual(['second', 'third']);
  await leave(db, 'wales');
  expect(await ids()).toEqual(['third']);
});
