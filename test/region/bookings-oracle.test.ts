import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { MutationName } from '../../schema/contract/mutations';
import { getProgram } from '../../subgraphs/programs';
import type { RequestContext } from '../../subgraphs/kit/context';
import type { Database } from '../../subgraphs/kit/database/database';
import { Loaders } from '../../subgraphs/kit/loaders';
import { endOffers } from '../../subgraphs/region/offer-clock';
import type { RegionContext } from '../../subgraphs/region/region-context';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { allWrites } from '../../subgraphs/region/writes/all-writes';
import { performWrite } from '../../subgraphs/region/writes/write';
import { activityOf, memberOf, store } from './region-rows';
import { NOW } from './region-scene';

const HOUR = 3_600_000;
const STARTS = NOW.getTime() + 500 * HOUR;
const members = Array.from({ length: 7 }, (_, index) => `m${index}`);

interface Kept {
  readonly member: string;
  status: string;
  until: number;
}

/** What should come of it, by the plainest means there are: one list, gone through from its beginning. */
class Oracle {
  readonly all: Kept[] = [];
  now = NOW.getTime();

  constructor(
    private capacity: number | null,
    private readonly limit: number | null,
  ) {}

  private isOver({ status, until }: Kept): boolean {
    return status === 'OFFERED' && until <= this.now;
  }

  private isClosed(): boolean {
    return this.now >= STARTS;
  }

  held(): number {
    return this.all.filter((one) => ['BOOKED', 'OFFERED'].includes(one.status) && !this.isOver(one)).length;
  }

  private waiting(): Kept[] {
    return this.all.filter(({ status }) => status === 'WAITLISTED');
  }

  private isFree(): boolean {
    return this.capacity === null || this.held() < this.capacity;
  }

  hasPlaces(): boolean {
    const held = this.all.filter(({ status }) => ['BOOKED', 'OFFERED'].includes(status)).length;
    return this.capacity === null || held < this.capacity;
  }

  private settle(): void {
    for (const one of this.all) if (this.isOver(one)) one.status = 'EXPIRED';
    if (this.isClosed()) return;
    for (const one of this.waiting()) {
      if (!this.isFree()) break;
      one.status = 'OFFERED';
      one.until = Math.min(this.now + 24 * HOUR, STARTS);
    }
  }

  sweep(): string {
    if (this.all.some((one) => this.isOver(one))) this.settle();
    return 'done';
  }

  book(member: string): string {
    if (this.isClosed()) return 'CLOSED';
    const copy = this.copy();
    copy.settle();
    const live = ['BOOKED', 'OFFERED', 'WAITLISTED'];
    if (copy.all.some((one) => one.member === member && live.includes(one.status))) {
      // Over or not, an offer that was made in settling is not the member's until it is made.
      return 'ALREADY_BOOKED';
    }
    const canWait = copy.limit === null || copy.waiting().length < copy.limit;
    if (!copy.isFree() && !canWait) return 'FULL';
    this.settle();
    this.all.push({ member, status: this.isFree() ? 'BOOKED' : 'WAITLISTED', until: 0 });
    return 'done';
  }

  cancel(index: number): string {
    const one = this.all[index]!;
    if (!['BOOKED', 'OFFERED', 'WAITLISTED'].includes(one.status) || this.isOver(one) || this.isClosed())
      return 'CLOSED';
    one.status = 'CANCELLED';
    this.settle();
    return 'done';
  }

  accept(index: number): string {
    const one = this.all[index]!;
    if (one.status === 'EXPIRED' || this.isOver(one)) return 'OFFER_EXPIRED';
    if (one.status !== 'OFFERED' || this.isClosed()) return 'CLOSED';
    one.status = 'BOOKED';
    this.settle();
    return 'done';
  }

  resize(capacity: number | null): string {
    if (capacity !== null && capacity < this.held()) return 'INVALID';
    this.capacity = capacity;
    this.settle();
    return 'done';
  }

  rows(): string[] {
    let place = 0;
    return this.all.map(
      ({ member, status }) => `${member} ${status} ${status === 'WAITLISTED' ? ++place : ''}`,
    );
  }

  private copy(): Oracle {
    const copy = new Oracle(this.capacity, this.limit);
    copy.now = this.now;
    copy.all.push(...this.all.map((one) => ({ ...one })));
    return copy;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'citizenship-oracle-'));
let program: RegionProgram;
let db: Database;
let runs = 0;

beforeAll(async () => {
  program = (await getProgram('cumbria')) as RegionProgram;
  db = await program.open({ DATA_DIR: folder });
  const { region } = program;
  await store(db, region, { members: members.map((id) => memberOf(region, { id })) });
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

type Act =
  | { readonly what: 'book'; readonly member: string }
  | { readonly what: 'cancel' | 'accept'; readonly index: number }
  | { readonly what: 'resize'; readonly capacity: number | null }
  | { readonly what: 'wait'; readonly hours: number }
  | { readonly what: 'sweep' };

const capacity = fc.option(fc.integer({ min: 1, max: 3 }), { freq: 12 });
const limit = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 2 });
const index = fc.nat(12);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('book'), member: fc.constantFrom(...members) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('cancel'), index }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('accept'), index }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('resize'), capacity }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('wait'), hours: fc.constantFrom(1, 12, 24, 24, 30, 200) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('sweep') }) },
);

async function send(name: MutationName, input: object, now: number): Promise<string> {
  const request: Partial<RequestContext> = {
    viewer: { roles: ['coordinator'], coordinates: ['cumbria'] },
    db,
    loaders: new Loaders(),
    clock: () => new Date(now),
  };
  const context = { ...request, region: program.region } as RegionContext;
  const outcome = await performWrite(context, { name, write: allWrites[name], input });
  return 'problems' in outcome ? outcome.problems[0]!.code : 'done';
}

async function bookingsOf(activityId: string) {
  return db.read.find(program.region.types.Booking, { where: { activityId }, order: { id: 'ASC' } });
}

/** Does the same to both; answers what came of it here and there. */
async function doBoth(activity: string, oracle: Oracle, one: Act): Promise<[string, string]> {
  const { now } = oracle;
  if (one.what === 'wait') {
    oracle.now += one.hours * HOUR;
    return ['', ''];
  }
  if (one.what === 'sweep') {
    await endOffers(db, program.region, new Date(now));
    return ['done', oracle.sweep()];
  }
  if (one.what === 'resize')
    return [
      await send('updateActivity', { id: activity, capacity: one.capacity }, now),
      oracle.resize(one.capacity),
    ];
  if (one.what === 'book')
    return [
      await send('bookPlace', { activity, member: one.member, needs: [] }, now),
      oracle.book(one.member),
    ];
  const all = await bookingsOf(activity);
  if (all.length === 0) return ['', ''];
  const at = one.index % all.length;
  const name = one.what === 'cancel' ? 'cancelBooking' : 'acceptOffer';
  return [await send(name, { activity, id: all[at]!.id }, now), oracle[one.what](at)];
}

test('whatever is done in whatever order, bookings are as a plain list would have them', async () => {
  await fc.assert(
    fc.asyncProperty(
      capacity,
      limit,
      fc.array(act, { minLength: 15, maxLength: 50 }),
      async (places, waitlistLimit, acts) => {
        runs += 1;
        const id = `run${runs}`;
        const { region } = program;
        const startsAt = new Date(STARTS);
        const activity = activityOf(region, { id, capacity: places, waitlistLimit, startsAt });
        await store(db, region, { activities: [activity] });
        const oracle = new Oracle(places, waitlistLimit);
        for (const one of acts) {
          const [here, there] = await doBoth(id, oracle, one);
          expect([one, here]).toEqual([one, there]);
          const rows = await bookingsOf(id);
          expect(
            rows.map(({ memberId, status, position }) => `${memberId} ${status} ${position ?? ''}`),
          ).toEqual(oracle.rows());
          const stored = await db.read.findOneByOrFail(region.types.Activity, { id });
          expect(stored.hasPlaces).toBe(oracle.hasPlaces());
        }
      },
    ),
    { numRuns: 60 },
  );
});
