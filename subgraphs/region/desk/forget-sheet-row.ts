import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { storeRows } from '../../kit/database/database';
import type { RegionDefinition } from '../region-definition';
import { ExternalId, hiddenForm, isHidden } from './external-id';
import { emptied, ImportJob, ImportRow } from './staging';

const kind = 'MEMBER';

/** Where somebody is forgotten. */
interface Place {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
}

/** The rows that wait to be imported under ids; null where no import of members is under way or was killed. */
async function whereStaged(
  manager: EntityManager,
  externalIds: readonly string[],
): Promise<FindOptionsWhere<ImportRow> | null> {
  const jobs = await manager.findBy(ImportJob, { kind });
  if (jobs.length === 0) return null;
  return { jobId: In(jobs.map(({ id }) => id)), externalId: In([...externalIds]) };
}

/** By which ids sheets may name a member: that of its sheet, and its own. */
function idsOf(memberId: string, known: ExternalId | null): string[] {
  return known ? [memberId, known.externalId] : [memberId];
}

/** Empties what waits to be imported about a member: an import that goes on finds that its row is for nobody. */
async function emptyStaged(manager: EntityManager, externalIds: readonly string[]): Promise<void> {
  const staged = await whereStaged(manager, externalIds);
  if (staged) await manager.update(ImportRow, staged, emptied);
}

function findSheetRow(manager: EntityManager, memberId: string): Promise<ExternalId | null> {
  return manager.findOneBy(ExternalId, { kind, subjectId: memberId });
}

/** What sheets have of a member: by which id they know it, and what waits to be imported about it. */
export async function readSheetRow(
  manager: EntityManager,
  memberId: string,
): Promise<{ known: ExternalId | null; staged: ImportRow[] }> {
  const known = await findSheetRow(manager, memberId);
  const staged = await whereStaged(manager, idsOf(memberId, known));
  return { known, staged: staged ? await manager.findBy(ImportRow, staged) : [] };
}

/**
 * Forgets what a sheet said of a member who has moved on, of which a hash could be told again. The sheet's id stays for
 * the day when the member comes back, and so that until then the same sheet brings nobody back.
 */
export async function forgetSheetRow(manager: EntityManager, memberId: string): Promise<void> {
  const known = await findSheetRow(manager, memberId);
  await emptyStaged(manager, idsOf(memberId, known));
  if (known) await manager.update(ExternalId, { kind, externalId: known.externalId }, { rowHash: '' });
}

/** Forgets what a sheet said of a member who has left, and the sheet's id as it was written. Answers what stands for it. */
export async function hideSheetRow({ manager, region }: Place, memberId: string): Promise<string | null> {
  const known = await findSheetRow(manager, memberId);
  await emptyStaged(manager, idsOf(memberId, known));
  if (!known || isHidden(known.externalId)) return known?.externalId ?? null;
  const { externalId } = known;
  const hidden = hiddenForm(region, kind, externalId);
  await manager.update(ExternalId, { kind, externalId }, { externalId: hidden, rowHash: '' });
  return hidden;
}

/**
 * Erases a member from what sheets know. What stands for the sheet's id, and for the member's own, by which an export
 * names who never was in a sheet, leads back to nobody, and keeps either from making a new member.
 */
export async function eraseSheetRow(place: Place, memberId: string): Promise<void> {
  const { manager, region } = place;
  const hidden = await hideSheetRow(place, memberId);
  const own = hiddenForm(region, kind, memberId);
  await manager.delete(ExternalId, { kind, subjectId: memberId });
  const rows = [...new Set([hidden ?? own, own])];
  await storeRows(
    manager,
    ExternalId,
    rows.map((externalId) => ({ kind, externalId, subjectId: externalId, rowHash: '' })),
  );
}
