import { createHash } from 'node:crypto';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RegionDefinition } from '../region-definition';

/** What a sheet brings. */
export type SheetKind = 'MEMBER' | 'ACTIVITY';

/** The longest externalId. */
export const MAX_EXTERNAL_ID = 100;

/** By which id of its own a coordinator's sheet knows a row of the region. */
@Entity('external_id')
@Index('external_id_by_subject', ['kind', 'subjectId'], { unique: true })
export class ExternalId {
  @PrimaryColumn({ type: 'varchar', length: 10 })
  kind!: SheetKind;

  /** As the sheet has it; of one who is gone, what `hiddenForm` makes of it. */
  @PrimaryColumn({ type: 'varchar', length: MAX_EXTERNAL_ID })
  externalId!: string;

  /** Id of the member or the activity; of one who was erased, the hidden form once more. */
  @Column({ type: 'varchar', length: 100 })
  subjectId!: string;

  /** Hash of the sheet's row when it was last brought: the same row changes nothing. Empty for one who is gone. */
  @Column({ type: 'varchar', length: 64 })
  rowHash!: string;
}

/**
 * What stands in place of the id of somebody who is gone: a sheet's id may be an address or a name. The same sheet is
 * known by it again; whoever guesses the id can tell that they guessed right.
 */
export function hiddenForm({ row: { slug } }: RegionDefinition, kind: SheetKind, externalId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([slug, kind, externalId]))
    .digest('hex');
  return `gone:${hash}`;
}

export function isHidden(externalId: string): boolean {
  return /^gone:[0-9a-f]{64}$/.test(externalId);
}
