import { LessThan, type EntityManager } from 'typeorm';
import { storeRows, type Database } from '../../kit/database/database';
import { RememberedRoute } from '../entries';

const DAY_MILLIS = 86_400_000;
/** How long a route is remembered: long beyond the time that a feed takes to tell of a row. */
export const ROUTE_LIFETIME_MILLIS = 7 * DAY_MILLIS;

/** A row's id, its region, and when that was known. */
export interface KnownRoute {
  readonly id: string;
  readonly region: string;
  readonly now: Date;
}

/** Remembers which region has a row; forgets what has expired. */
export function rememberRoute(db: Database, route: KnownRoute): Promise<void> {
  return db.write((manager) => storeRoute(manager, route));
}

/** The same, within a transaction. */
export async function storeRoute(manager: EntityManager, { id, region, now }: KnownRoute): Promise<void> {
  const expiresAt = new Date(now.getTime() + ROUTE_LIFETIME_MILLIS);
  await manager.delete(RememberedRoute, { expiresAt: LessThan(now) });
  await storeRows(manager, RememberedRoute, [{ id, region, expiresAt }]);
}

/** The region that a row was last known to be in; null when that is not remembered. */
export async function findRoute(db: Database, id: string, now: Date): Promise<string | null> {
  const route = await db.read.findOneBy(RememberedRoute, { id });
  return route && route.expiresAt >= now ? route.region : null;
}
