import { setTimeout as sleep } from 'node:timers/promises';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  recordChanges,
  changeEntities,
  startCounting,
  type Change,
} from '../../subgraphs/kit/changes/change-record';
import { readFeed } from '../../subgraphs/kit/changes/read-feed';
import { readDatabaseAddress } from '../../subgraphs/kit/database/address';
import type { Database } from '../../subgraphs/kit/database/database';
import { isUnavailable, OutcomeUnknown } from '../../subgraphs/kit/database/failures';
import { lockOne } from '../../subgraphs/kit/database/lock';
import { openDatabase } from '../../subgraphs/kit/database/open-database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { addressOf, connectAsAdmin, contentsOf, makeDatabases, urlOf } from '../support/databases';
import { PrivateServer } from '../support/mariadb/private-server';
import { waitUntil } from '../support/wait-until';
import { TemporaryFolder } from '../unit/temporary-folder';

@Entity('account')
class Account {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'integer' })
  balance!: number;
}

const entities = [Account, ...changeEntities, ...indexEntities];
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open(entities);
});
afterAll(() => folder.remove());

beforeEach(() =>
  db.write(async (manager) => {
    await manager.deleteAll(Account);
    await manager.insert(Account, [
      { id: 'a', balance: 10 },
      { id: 'b', balance: 10 },
    ]);
  }),
);

async function balances(of: Database = db): Promise<number[]> {
  return (await of.read.find(Account, { order: { id: 'ASC' } })).map(({ balance }) => balance);
}

/** A promise that is kept from outside. */
function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

describe('a connection', () => {
  it('has settings of its own, whatever the server has', async () => {
    const [row] = await db.read.query<object[]>(
      `SELECT @@sql_mode AS mode, @@time_zone AS zone, @@tx_isolation AS isolation, @@collation_database AS collation,
         @@innodb_lock_wait_timeout AS lockWait, @@character_set_connection AS charset`,
    );
    expect(row).toEqual({
      mode: 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
      zone: '+00:00',
      isolation: 'READ-COMMITTED',
      collation: 'utf8mb4_nopad_bin',
      lockWait: 1,
      charset: 'utf8mb4',
    });
  });

  it('takes no sign of a value for the end of it', async () => {
    const id = `\\' OR 1=1 -- " \` \u0000 😀`;
    await db.write((manager) => manager.insert(Account, { id, balance: 1 }));
    expect(await db.read.countBy(Account, { id })).toBe(1);
  });

  it('that reads cannot write', async () => {
    await expect(db.read.insert(Account, { id: 'c', balance: 0 })).rejects.toThrow(/READ ONLY/);
  });

  it('takes a value that does not fit for an error', async () => {
    const writing = db.write((manager) => manager.insert(Account, { id: 'x'.repeat(101), balance: 0 }));
    await expect(writing).rejects.toThrow(/too long/);
  });
});

describe('a transaction', () => {
  it('is seen by nobody until it is committed', async () => {
    const seen = await db.write(async (manager) => {
      await manager.update(Account, { id: 'a' }, { balance: 0 });
      return balances();
    });
    expect([seen, await balances()]).toEqual([
      [10, 10],
      [0, 10],
    ]);
  });

  it('that meets another in a deadlock is run again from its start, and both are stored', async () => {
    const runs = { first: 0, second: 0 };
    const bothHold = { first: signal(), second: signal() };
    async function move(name: 'first' | 'second', [from, to]: [string, string]): Promise<void> {
      const other = name === 'first' ? 'second' : 'first';
      await db.write(async (manager) => {
        runs[name] += 1;
        await manager.decrement(Account, { id: from }, 'balance', 1);
        bothHold[name].give();
        await bothHold[other].given;
        await manager.increment(Account, { id: to }, 'balance', 2);
      });
    }
    await Promise.all([move('first', ['a', 'b']), move('second', ['b', 'a'])]);
    expect(await balances()).toEqual([11, 11]);
    expect(runs.first + runs.second).toBeGreaterThan(2);
  });

  it('that waits for a lock in vain is run again, until it is too late to', async () => {
    const holding = signal();
    const held = signal();
    const holder = db.write(async (manager) => {
      await lockOne(manager, Account, 'a');
      held.give();
      await holding.given;
    });
    await held.given;
    let runs = 0;
    const startedAt = performance.now();
    const failure: unknown = await db
      .write(async (manager) => {
        runs += 1;
        await manager.update(Account, { id: 'a' }, { balance: 0 });
      })
      .catch((error: unknown) => error);
    const millis = performance.now() - startedAt;
    holding.give();
    await holder;
    expect({ isUnavailable: isUnavailable(failure), isSoon: millis < 5000, runs: runs > 1 }).toEqual({
      isUnavailable: true,
      isSoon: true,
      runs: true,
    });
  });

  it('holds a row that it has locked', async () => {
    const steps: string[] = [];
    const locked = signal();
    const first = db.write(async (manager) => {
      const row = await lockOne(manager, Account, 'a');
      locked.give();
      await sleep(200);
      steps.push('first');
      await manager.update(Account, { id: 'a' }, { balance: (row?.balance ?? 0) + 1 });
    });
    await locked.given;
    const second = db.write(async (manager) => {
      const row = await lockOne(manager, Account, 'a');
      steps.push('second');
      await manager.update(Account, { id: 'a' }, { balance: (row?.balance ?? 0) + 1 });
    });
    await Promise.all([first, second]);
    expect([steps, await balances()]).toEqual([
      ['first', 'second'],
      [12, 10],
    ]);
  });
});

describe('the feed', () => {
  const updated = (id: string): Change => ({
    state: 'updated',
    id,
    kind: 'THEME',
    listedTo: ['public'],
    data: { facets: {}, text: '' },
  });

  async function read(after = 0): Promise<string[]> {
    const { items } = await readFeed(db, { after, limit: 100 });
    return items.map(({ id, modified }) => `${modified} ${id}`);
  }

  beforeAll(() => db.write(startCounting));

  it('passes over no one of two writers, of which the first to have its number commits last', async () => {
    const hasNumber = signal();
    const mayCommit = signal();
    const slow = db.write(async (manager) => {
      await recordChanges(manager, [updated('slow')]);
      hasNumber.give();
      await mayCommit.given;
    });
    await hasNumber.given;
    const quick = db.write((manager) => recordChanges(manager, [updated('quick')]));
    await sleep(300);
    const before = await read();
    mayCommit.give();
    await Promise.all([slow, quick]);
    expect([before, await read()]).toEqual([[], ['1 slow', '2 quick']]);
  });

  it('has no gap after many writers at once, some of which give up', async () => {
    const after = (await read()).length;
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        db.write(async (manager) => {
          await recordChanges(manager, [updated(`w${index}`)]);
          if (index % 3 === 0) throw new Error('gives up');
        }),
      ),
    );
    const numbers = (await read(after)).map((line) => Number(line.split(' ')[0]));
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => after + index + 1));
  });
});

describe('a pool', () => {
  it('that is exhausted refuses in time, and has room again when the others are done', async () => {
    const file = `${folder.path}/small.db`;
    await makeDatabases(file);
    const address = readDatabaseAddress(`${urlOf(file)}?connections=2`);
    const small = await openDatabase(address, contentsOf(entities));
    const end = signal();
    const holders = [1, 2].map(() => small.write(() => end.given));
    const startedAt = performance.now();
    const failure: unknown = await small.write(async () => undefined).catch((error: unknown) => error);
    const millis = performance.now() - startedAt;
    // Readers have connections of their own.
    expect(await balances(small)).toEqual([]);
    end.give();
    await Promise.all(holders);
    await small.write((manager) => manager.insert(Account, { id: 'a', balance: 1 }));
    expect([isUnavailable(failure), millis > 4000, millis < 7000, await balances(small)]).toEqual([
      true,
      true,
      true,
      [1],
    ]);
    await small.close();
  });
});

describe('a server', () => {
  let server: PrivateServer;
  let lost: Database;

  beforeAll(async () => {
    server = await PrivateServer.start();
    const admin = await server.connect();
    await admin.query('CREATE DATABASE wales');
    await admin.end();
    lost = await openDatabase(readDatabaseAddress(server.url('wales')), contentsOf(entities));
    await lost.write((manager) => manager.insert(Account, { id: 'a', balance: 1 }));
  });
  afterAll(async () => {
    await lost.close();
    await server.remove();
  });

  async function failure(doing: Promise<unknown>): Promise<boolean> {
    return isUnavailable(await doing.catch((error: unknown) => error));
  }

  it('that is gone refuses reads and writes, and is used again when it is back', async () => {
    await server.end();
    const refused = await Promise.all([
      failure(balances(lost)),
      failure(lost.write((manager) => manager.update(Account, { id: 'a' }, { balance: 2 }))),
    ]);
    await server.resume();
    await waitUntil('it is written to', () =>
      lost
        .write((manager) => manager.update(Account, { id: 'a' }, { balance: 3 }))
        .then(
          () => true,
          () => false,
        ),
    );
    expect([refused, await balances(lost)]).toEqual([[true, true], [3]]);
  });

  it('that goes in the middle of a transaction has stored nothing of it', async () => {
    const writing = lost.write(async (manager) => {
      await manager.update(Account, { id: 'a' }, { balance: 99 });
      await server.end();
      await manager.update(Account, { id: 'a' }, { balance: 100 });
    });
    const refused = await failure(writing);
    await server.resume();
    expect([refused, await balances(lost)]).toEqual([true, [3]]);
  });

  it('that goes while it commits leaves the outcome unknown, and the work is not done twice', async () => {
    let runs = 0;
    const writing = lost.write(async (manager) => {
      runs += 1;
      await manager.increment(Account, { id: 'a' }, 'balance', 1);
      // It takes the COMMIT, and answers no more.
      server.signal('SIGSTOP');
      setTimeout(() => void server.end(), 500);
    });
    const outcome: unknown = await writing.catch((error: unknown) => error);
    await server.resume();
    expect([outcome instanceof OutcomeUnknown, runs]).toEqual([true, 1]);
    expect([[3], [4]]).toContainEqual(await balances(lost));
  });

  it('that hangs is given up in time, and used again when it goes on', async () => {
    server.signal('SIGSTOP');
    const startedAt = performance.now();
    const refused = await failure(balances(lost));
    const millis = performance.now() - startedAt;
    server.signal('SIGCONT');
    await waitUntil('it is read', () => balances(lost).then((found) => found.length === 1));
    expect([refused, millis < 15_000]).toEqual([true, true]);
  });
});

describe('a server that would lose what it has acknowledged', () => {
  it.each([['SET GLOBAL innodb_flush_log_at_trx_commit = 2', /Set innodb_flush_log_at_trx_commit = 1 /]])(
    'is refused after %s, and says what to set',
    async (sql, line) => {
      const admin = await connectAsAdmin();
      await admin.query(sql);
      const opening = openDatabase(addressOf(`${folder.path}/0.db`), contentsOf(entities));
      const refusal: unknown = await opening.catch((error: unknown) => error);
      await admin.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
      await admin.end();
      expect(refusal).toMatchObject({ name: 'SetupError', message: expect.stringMatching(line) });
    },
  );

  it.each([
    [['--log-bin', '--sync-binlog=0'], /Set sync_binlog = 1 /],
    [['--log-bin', '--sync-binlog=1', '--binlog-format=STATEMENT'], /Set binlog_format = ROW or MIXED /],
  ])('is refused with %j, and says what to set', async (options, line) => {
    const server = await PrivateServer.start(options);
    const admin = await server.connect();
    await admin.query('CREATE DATABASE wales');
    await admin.end();
    const opening = openDatabase(readDatabaseAddress(server.url('wales')), contentsOf(entities));
    const refusal: unknown = await opening.catch((error: unknown) => error);
    await server.remove();
    expect(refusal).toMatchObject({ name: 'SetupError', message: expect.stringMatching(line) });
  });
});

describe('a server that cannot be had', () => {
  it.each([
    ['is not there', (url: string) => url.replace(/:\d+\//, ':1/'), /\(ECONNREFUSED\).*start the server/],
    [
      'has no such database',
      (url: string) => url.replace(/t_\w+/, 'nowhere'),
      /\(ER_BAD_DB_ERROR\).*CREATE DATABASE/,
    ],
    [
      'knows no such user',
      (url: string) => url.replace('partner', 'nobody'),
      /\(ER_ACCESS_DENIED\w+\).*password/,
    ],
  ])('since it %s is one line without the password', async (_what, spoil, line) => {
    const address = readDatabaseAddress(spoil(urlOf(`${folder.path}/0.db`)));
    const refusal: unknown = await openDatabase(address, contentsOf(entities)).catch(
      (error: unknown) => error,
    );
    const { name, message } = refusal as Error;
    expect({ name, message }).toEqual({ name: 'SetupError', message: expect.stringMatching(line) });
    expect(message).not.toMatch(/p@rt|p%40rt/);
    expect(message.split('\n')).toHaveLength(1);
  });
});
