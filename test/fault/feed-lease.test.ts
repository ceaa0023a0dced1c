import { join } from 'node:path';
import { entryEntities, MemberEntry } from '../../subgraphs/directory/entries';
import { FeedReader } from '../../subgraphs/directory/feed/feed-reader';
import { Lease, LEASE_MILLIS } from '../../subgraphs/directory/feed/lease';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { directoryKeys, FeedOwner, memberChange } from '../support/feed-source';
import { LogSink } from '../support/log-sink';
import { waitUntil } from '../support/wait-until';
import { TemporaryFolder } from '../unit/temporary-folder';

const folder = new TemporaryFolder();
let db: Database;
let now: number;
let first: Lease;
let second: Lease;

beforeEach(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
  now = 1_000_000;
  first = new Lease(db, () => now);
  second = new Lease(db, () => now);
  await first.take();
});

afterAll(() => folder.remove());

async function holders(): Promise<boolean[]> {
  await first.take();
  await second.take();
  return [first.isHeld(), second.isHeld()];
}

test('a lease is had by the first who asks, for as long as it asks again', async () => {
  for (let round = 0; round < 20; round += 1) {
    expect(await holders()).toEqual([true, false]);
    now += LEASE_MILLIS / 2;
  }
});

test('a lease goes to whoever asks once its holder has been silent, and stays there', async () => {
  now += LEASE_MILLIS - 1;
  await second.take();
  expect(second.isHeld()).toBe(false);
  now += 1;
  await second.take();
  expect([second.isHeld(), await holders()]).toEqual([true, [false, true]]);
});

test('a lease that is given back is free at once', async () => {
  await first.release();
  await second.take();
  expect([first.isHeld(), second.isHeld()]).toEqual([false, true]);
});

test('to give back a lease that another has by now takes it from nobody', async () => {
  now += LEASE_MILLIS;
  await second.take();
  await first.release();
  expect(await holders()).toEqual([false, true]);
});

test('two who ask at once for a free lease do not both get it', async () => {
  await first.release();
  await Promise.all([first.take(), second.take()]);
  expect([first.isHeld(), second.isHeld()].filter(Boolean)).toHaveLength(1);
});

test('a process that was taken for gone, and wakes with a page in its hand, applies nothing', async () => {
  const owner = await FeedOwner.start('wales', join(folder.path, 'wales.db'));
  await owner.write(memberChange('m1', 'm1'));
  owner.onAnswer = async (body) => {
    now += LEASE_MILLIS;
    await second.take();
    return body;
  };
  const reader = new FeedReader({
    source: { slug: 'wales', kinds: ['MEMBER'] },
    url: owner.url,
    db,
    lease: first,
    privateKey: directoryKeys.privateKey,
    pollMillis: 20,
    clock: () => new Date(),
    log: new LogSink().log,
  });
  reader.start();
  await waitUntil('the first knows that it lost the lease', async () => !first.isHeld(), 5000).finally(() =>
    reader.stop().then(() => owner.close()),
  );
  expect([await db.read.count(MemberEntry), second.isHeld()]).toEqual([0, true]);
});
