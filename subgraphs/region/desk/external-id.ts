import { Column, Entity, Index, PrimaryColumn, type EntityManager } from 'typeorm';

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

  /** As the sheet has it. */
  @PrimaryColumn({ type: 'varchar', length: MAX_EXTERNAL_ID })
  externalId!: string;

  /** Id of the member or the activity. */
  @Column({ type: 'varchar', length: 100 })
  subjectId!: string;

  /** Hash of the sheet's row when it was last brought: the same row changes nothing. Empty for one who is gone. */
  @Column({ type: 'varchar', length: 64 })
  rowHash!: string;
}

/**
 * Forgets what a sheet said of a member who is gone, of which a hash could be told again. The sheet's id stays, so that
 * the same sheet brings nobody back.
 */
export async function forgetSheetRow(manager: EntityManager, memberId: string): Promise<void> {
  await manager.update(ExternalId, { kind: 'MEMBER', subjectId: memberId }, { rowHash: '' });
}
