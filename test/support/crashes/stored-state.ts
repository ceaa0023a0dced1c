import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { decodePosition } from '../../../schema/position';
import { ChangeCounter, ChangeMark, ChangeRecord } from '../../../subgraphs/kit/changes/change-record';
import { IdempotencyKey } from '../../../subgraphs/kit/idempotency';
import { groupBy } from '../../../subgraphs/kit/loaders';
import { Facet, Listing, SearchText } from '../../../subgraphs/kit/list/indexed-row';
import { foldText } from '../../../subgraphs/kit/database/words';
import type { Activity } from '../../../subgraphs/region/activity';
import type { Booking } from '../../../subgraphs/region/booking';
import { Consent } from '../../../subgraphs/region/consent';
import {
  changeOfBooking,
  findableActivity,
  findableMember,
  type Findable,
} from '../../../subgraphs/region/feed-entries';
import type { Member } from '../../../subgraphs/region/member';
import type { RegionDefinition } from '../../../subgraphs/region/region-definition';
import type { Told } from './told';

/** All that a region has stored, read at a time when nobody writes. */
export interface StoredState {
  readonly members: readonly Member[];
  readonly activities: readonly Activity[];
  readonly networks: readonly { id: string }[];
  readonly bookings: readonly Booking[];
  readonly consents: readonly Consent[];
  readonly keys: readonly IdempotencyKey[];
  readonly records: readonly ChangeRecord[];
  readonly marks: readonly number[];
  readonly last: number;
  readonly facets: readonly Facet[];
  readonly listings: readonly Listing[];
  readonly texts: readonly SearchText[];
  /** Ids of the texts that the search knows the words of. */
  readonly searched: readonly string[];
}

const searchedIn = {
  embedded:
    'SELECT text.owner FROM search_text_fts_docsize known JOIN search_text text ON text."key" = known.id',
  server: 'SELECT DISTINCT owner FROM search_word',
};

/** Reads everything, behind the back of whichever process serves it. */
export async function readState(source: DataSource, { types }: RegionDefinition): Promise<StoredState> {
  const all = <Row extends ObjectLiteral>(entity: EntityTarget<Row>): Promise<Row[]> =>
    source.manager.find(entity);
  const kind = source.options.type === 'better-sqlite3' ? 'embedded' : 'server';
  const [counter] = await all(ChangeCounter);
  return {
    members: await all(types.Member),
    activities: await all(types.Activity),
    networks: await all(types.Network),
    bookings: await all(types.Booking),
    consents: await all(Consent),
    keys: await all(IdempotencyKey),
    records: await all(ChangeRecord),
    marks: (await all(ChangeMark)).map(({ number }) => number),
    last: counter?.last ?? -1,
    facets: await all(Facet),
    listings: await all(Listing),
    texts: await all(SearchText),
    searched: (await source.query<{ owner: string }[]>(searchedIn[kind])).map(({ owner }) => owner),
  };
}

/** A thing that is findable, in words: one line for its place in the feed, one for its places in the lists. */
function linesOf({ change, index }: Findable): readonly string[] {
  const { id, kind } = change;
  const feed =
    change.state === 'updated' ? [change.listedTo, JSON.parse(JSON.stringify(change.data))] : [null];
  const facets = Object.entries(index.facets).flatMap(([name, values]) =>
    [...new Set(values)].map((value) => `${name}=${value}`),
  );
  const text = index.text === '' ? [] : [foldText(index.text)];
  return [
    `${id} in the feed: ${kind} ${JSON.stringify(feed)}`,
    `${id} in the lists: ${JSON.stringify([facets.sort(), [...new Set(index.listedTo)].sort(), text, text.length])}`,
  ];
}

/** What feed, lists and search hold of everything but networks, which nobody writes: in the same words. */
function linesStored(state: StoredState): string[] {
  const networks = new Set(state.networks.map(({ id }) => id));
  const facets = groupBy(state.facets, ({ owner }) => owner);
  const listings = groupBy(state.listings, ({ owner }) => owner);
  const texts = groupBy(state.texts, ({ owner }) => owner);
  const searched = groupBy(state.searched, (owner) => owner);
  const owners = [...facets, ...listings, ...texts, ...searched].map(([id]) => id);
  const ids = new Set([...state.records.map(({ id }) => id), ...owners]);
  const records = new Map(state.records.map((record) => [record.id, record]));
  return [...ids]
    .filter((id) => !networks.has(id))
    .flatMap((id) => {
      const record = records.get(id);
      const feed = record?.listedTo ? [record.listedTo, record.data] : [null];
      const lists = [
        (facets.get(id) ?? []).map(({ name, value }) => `${name}=${value}`).sort(),
        (listings.get(id) ?? []).map(({ token }) => token).sort(),
        (texts.get(id) ?? []).map(({ text }) => text),
        searched.get(id)?.length ?? 0,
      ];
      return [
        `${id} in the feed: ${record?.kind ?? 'nothing'} ${JSON.stringify(feed)}`,
        `${id} in the lists: ${JSON.stringify(lists)}`,
      ];
    });
}

function count(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function differences(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  const [left, right] = [count(wanted), count(found)];
  return [...new Set([...wanted, ...found])]
    .filter((one) => left.get(one) !== right.get(one))
    .map((one) => `${what}: ${left.get(one) ?? 0} wanted, ${right.get(one) ?? 0} found of ${one}`);
}

function findFaultsOfPlaces({ activities, bookings }: StoredState): string[] {
  const byActivity = groupBy(bookings, ({ activityId }) => activityId);
  return activities.flatMap(({ id, capacity, hasPlaces }) => {
    const own = byActivity.get(id) ?? [];
    const held = own.filter(({ status }) => ['BOOKED', 'OFFERED'].includes(status)).length;
    const places = own.flatMap(({ position }) => position ?? []).sort((one, other) => one - other);
    const isRight =
      capacity !== null &&
      held <= capacity &&
      hasPlaces === held < capacity &&
      places.every((place, index) => place === index + 1) &&
      own.every(({ status, position }) => (status === 'WAITLISTED') === (position !== null));
    return isRight
      ? []
      : [`activity ${id}: ${held} of ${capacity} held, hasPlaces ${hasPlaces}, waiting ${places.join()}`];
  });
}

function findFaultsOfConsents({ members, consents }: StoredState): string[] {
  const wanted = members.map(({ id, status }) => `${id} ${status === 'LEFT'}`);
  return differences(
    'consents',
    wanted,
    consents.map(({ memberId, withdrawnAt }) => `${memberId} ${withdrawnAt !== null}`),
  );
}

const numberOf = (change: string): string => String(decodePosition(change)?.number);

/** A booking is in no list, and in the feed as long as its member is one. */
function findableBooking({ members }: StoredState, region: RegionDefinition, booking: Booking): Findable {
  const { id, memberId } = booking;
  const isMember = members.some((member) => member.id === memberId && member.status === 'ACTIVE');
  return {
    index: { id, facets: {}, listedTo: [], text: '' },
    change: isMember ? changeOfBooking(region, booking) : { state: 'deleted', id, kind: 'BOOKING' },
  };
}

/** Whatever is half there: a row without its place in the feed, in a list or in the search, or the other way round. */
export function findHalves(
  state: StoredState,
  region: RegionDefinition,
  marksBefore: readonly number[],
): string[] {
  const wanted = [
    ...state.members.flatMap((member) => linesOf(findableMember(region, member, []))),
    ...state.activities.flatMap((activity) => linesOf(findableActivity(region, activity))),
    ...state.bookings.flatMap((booking) => linesOf(findableBooking(state, region, booking))),
  ];
  const ofKeys = state.keys.flatMap(({ change }) => change ?? []).map(numberOf);
  const { records, last } = state;
  const numbers = records.map(({ number }) => number);
  return [
    ...differences('feed and lists', wanted, linesStored(state)),
    ...differences('changes and keys', [...marksBefore.map(String), ...ofKeys], state.marks.map(String)),
    ...(Math.max(...numbers) <= last && Math.max(...state.marks) === last
      ? []
      : [`the counter is at ${last}`]),
    ...findFaultsOfPlaces(state),
    ...findFaultsOfConsents(state),
  ];
}

/** A write that is remembered by its key, or was acknowledged: in the same words. */
export const keyLine = ({ id, change }: { id: string; change: string | null }): string => `${id} ${change}`;

/** What was acknowledged and is not there, and what is there and was not acknowledged. */
export function compareKeys(state: StoredState, told: Told): { lost: string[]; unanswered: string[] } {
  const lines = state.keys.map(({ resultId: id, change }) => keyLine({ id, change }));
  const rest = count(told.acknowledged.map(keyLine));
  const unanswered = lines.filter((line) => {
    const left = rest.get(line) ?? 0;
    rest.set(line, left - 1);
    return left <= 0;
  });
  return { lost: [...rest].filter(([, left]) => left > 0).map(([line]) => line), unanswered };
}

/** Whatever is not as the region has told its clients, once every write is answered. */
export function findBrokenWords(state: StoredState, told: Told): string[] {
  return [
    ...differences(
      'keys',
      told.acknowledged.map(keyLine),
      state.keys.map(({ resultId: id, change }) => keyLine({ id, change })),
    ),
    ...differences(
      'members',
      [...told.members].map(([id, { displayName, status }]) => `${id} ${displayName} ${status}`),
      state.members.map(({ id, displayName, status }) => `${id} ${displayName} ${status}`),
    ),
    ...differences(
      'activities',
      [...told.activities].map(([id, status]) => `${id} ${status}`),
      state.activities.map(({ id, status }) => `${id} ${status}`),
    ),
    ...differences(
      'bookings',
      [...told.bookings.keys()],
      state.bookings.map(({ id }) => id),
    ),
    ...state.bookings
      .filter(({ id, status }) => !told.bookings.get(id)?.includes(status))
      .map(({ id, status }) => `booking ${id} is ${status}, not ${told.bookings.get(id)?.join(' or ')}`),
  ];
}
