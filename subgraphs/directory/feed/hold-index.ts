import type { EntityManager } from 'typeorm';
import { FeedLease } from '../entries';

/**
 * Lets no other transaction change the index until this one ends. The embedded engine has one writer; on a server, what
 * one transaction reads of the index another could change before the first has written: a source leaves while a page
 * of it is applied, and its rows stay for ever. A write, and the first statement: on the embedded engine, a transaction
 * that has read cannot write once another process has.
 */
export async function holdIndex(manager: EntityManager): Promise<void> {
  // The row is there from now on, free for whoever takes the lease.
  const free = { id: 1, holder: '', expires: 0 };
  await manager
    .createQueryBuilder()
    .insert()
    .into(FeedLease)
    .values(free)
    .orUpdate(['id'], ['id'])
    .updateEntity(false)
    .execute();
}
