import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CellProblem } from './cells';
import { ExternalId, MAX_EXTERNAL_ID, type SheetKind } from './external-id';

/** How far an import is: rows are being checked, or applied, or what is left of them is being removed. */
export type ImportPhase = 'CHECKING' | 'APPLYING' | 'ENDING';

/** One import under way, or what is left of one that was killed. */
@Entity('import_job')
export class ImportJob {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'varchar', length: 10 })
  kind!: SheetKind;

  /** Hash of the file and of how it is to be imported: the same command again goes on. */
  @Column({ type: 'varchar', length: 64 })
  requestHash!: string;

  @Column({ type: 'varchar', length: 10 })
  phase!: ImportPhase;

  /** Rows that the sheet has. */
  @Column({ type: 'integer' })
  rows!: number;

  @Column({ type: 'integer' })
  bad!: number;

  /** Line of the last row that was applied. */
  @Column({ type: 'integer' })
  applied!: number;

  @Column({ type: 'integer' })
  made!: number;

  @Column({ type: 'integer' })
  changed!: number;

  /** When it last did something, UTC. */
  @Column({ type: 'datetime', precision: 3 })
  touchedAt!: Date;
}

/** A row of a sheet between its file and the region. It holds what people wrote, and goes when the import ends. */
@Entity('import_row')
@Index('import_row_by_verdict', ['jobId', 'isBad', 'line'])
@Index('import_row_by_external_id', ['jobId', 'externalId', 'line'])
export class ImportRow {
  @PrimaryColumn({ type: 'integer' })
  jobId!: number;

  /** As a spreadsheet counts, from 1; 1 is the heading. */
  @PrimaryColumn({ type: 'integer' })
  line!: number;

  /** Empty where the row has none, and where its person has gone. */
  @Column({ type: 'varchar', length: MAX_EXTERNAL_ID })
  externalId!: string;

  @Column({ type: 'boolean' })
  isBad!: boolean;

  /** What the row says, as JSON; null when it is bad, since nobody reads it then, and where its person has gone. */
  @Column({ type: 'text', nullable: true })
  content!: string | null;

  /** What is wrong with it; null for a good one. */
  @Column({ type: 'simple-json', nullable: true })
  problems!: readonly CellProblem[] | null;
}

/** What stays of a row whose person has gone since it was read: its place in the sheet. */
export const emptied = { externalId: '', content: null } as const satisfies Partial<ImportRow>;

/** The tables of the desk. */
export const deskEntities = [ExternalId, ImportJob, ImportRow];
