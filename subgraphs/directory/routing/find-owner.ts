import { findRegion } from '../../../schema/regions';
import type { DirectoryContext } from '../directory-context';
import { Entry } from '../entries';
import { findRoute } from './remembered-routes';

/**
 * The region that decides about the thing with this id, whoever may find it: that region says what the viewer may do.
 * Null when no region is known to have it.
 */
export async function findOwner({ db, clock }: DirectoryContext, id: string): Promise<string | null> {
  const entry = await db.read.findOneBy(Entry, { id });
  const owner = entry?.source ?? (await findRoute(db, id, clock()));
  return owner !== null && findRegion(owner) ? owner : null;
}
