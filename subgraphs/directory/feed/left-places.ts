import { In, type EntityManager } from 'typeorm';
import { forgetPlaces, leavePlaces, placeText, type Left } from '../../kit/list/earlier-place';
import { ActivityEntry, MemberEntry, NetworkEntry } from '../entries';
import type { Updated } from './check-items';

type Instant = Date | string;

function instant(at: Instant | null): string | null {
  return at === null ? null : placeText('instant', new Date(at).getTime());
}

/** Where a row stands in each order of its lists, be it as it is stored or as its owner says it. */
const placesOf = {
  MEMBER: ({ joinedAt, sortName }: { joinedAt: Instant; sortName: string }) => ({
    joinedAt: instant(joinedAt),
    sortName,
  }),
  ACTIVITY: ({ startsAt, publishedAt }: { startsAt: Instant; publishedAt: Instant | null }) => ({
    startsAt: instant(startsAt),
    publishedAt: instant(publishedAt),
  }),
  NETWORK: ({ sortName }: { sortName: string }) => ({ sortName }),
};

type Listed = keyof typeof placesOf;
type Places = Readonly<Record<string, string | null>>;

const tables = { MEMBER: MemberEntry, ACTIVITY: ActivityEntry, NETWORK: NetworkEntry } as const;

/** Places by row; none for a row whose name is not for members. */
function read(kind: Listed, rows: readonly { readonly id: string }[]): Map<string, Places> {
  const placesIn = placesOf[kind] as (row: unknown) => Places;
  const placed = rows.map((row): [string, Places] => [row.id, placesIn(row)]);
  return new Map(placed.filter(([, places]) => places['sortName'] !== ''));
}

/** Remembers which places rows leave when they become what their owner says of them now. */
export async function leaveForNew(
  manager: EntityManager,
  rows: readonly Updated[],
  now: Date,
): Promise<void> {
  const left: Left[] = [];
  for (const kind of Object.keys(placesOf) as Listed[]) {
    const updated = rows.filter((row) => row.kind === kind);
    if (updated.length === 0) continue;
    const ids = updated.map(({ id }) => id);
    const before = read(kind, await manager.findBy<{ id: string }>(tables[kind], { id: In(ids) }));
    const after = read(
      kind,
      updated.map(({ id, entry }) => ({ id, ...entry })),
    );
    // A name that was taken back is nowhere any more.
    const nameless = ids.filter((id) => !after.has(id));
    if (nameless.length > 0) await forgetPlaces(manager, nameless);
    for (const [owner, places] of after)
      for (const [name, sort] of Object.entries(before.get(owner) ?? {}))
        if (sort !== null && places[name] !== null && places[name] !== sort) left.push({ owner, name, sort });
  }
  await leavePlaces(manager, left, now);
}
