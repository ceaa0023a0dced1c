import { In } from 'typeorm';
import { cellProblem, type CellProblem } from './cells';
import { ExternalId, hiddenForm } from './external-id';
import * as messages from './messages';
import type { AnySheet, DeskWork } from './sheet';

/** What is known of an externalId. */
export interface Known {
  /** What it names; null where that is still to be made. */
  readonly stored: unknown;
  /** Hash of the row that was brought last; null where none was. */
  readonly rowHash: string | null;
  /** Why nothing can be brought to it; null where something can. */
  readonly closed: CellProblem | null;
}

const unknown: Known = { stored: null, rowHash: null, closed: null };

/**
 * What is known of externalIds. One that no sheet has brought yet may be the id of what is there: an export names so
 * what was never in a sheet.
 */
export async function lookUp(
  work: DeskWork,
  sheet: AnySheet,
  { ids, isLocked = false }: { ids: readonly string[]; isLocked?: boolean },
): Promise<(externalId: string) => Known> {
  const { manager, region } = work;
  const { kind } = sheet;
  const hidden = new Map(ids.map((id) => [id, hiddenForm(region, kind, id)]));
  const mapped = await manager.findBy(ExternalId, { kind, externalId: In([...ids, ...hidden.values()]) });
  const byStored = new Map(mapped.map((one) => [one.externalId, one]));
  const mappingOf = (id: string): ExternalId | undefined =>
    byStored.get(id) ?? byStored.get(hidden.get(id) ?? '');
  const own = ids.filter((id) => !mappingOf(id));
  const wanted = [...mapped.map(({ subjectId }) => subjectId), ...own];
  const found = (await sheet.find(work, wanted, { isLocked })) as ReadonlyMap<string, unknown>;
  const foundOwn = own.filter((id) => found.has(id));
  const otherwise =
    foundOwn.length === 0 ? [] : await manager.findBy(ExternalId, { kind, subjectId: In(foundOwn) });
  const elsewhere = new Set(otherwise.map(({ subjectId }) => subjectId));
  return (externalId) => {
    const mapping = mappingOf(externalId);
    const stored = found.get(mapping?.subjectId ?? externalId) ?? null;
    if (stored === null && !mapping) return unknown;
    const isKnownOtherwise = !mapping && elsewhere.has(externalId);
    const closed = isKnownOtherwise
      ? cellProblem('externalId', 'CONFLICT', messages.knownOtherwise())
      : sheet.closed(stored);
    return { stored, rowHash: mapping?.rowHash ?? null, closed };
  };
}
