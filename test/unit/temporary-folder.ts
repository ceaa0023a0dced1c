import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, DatabaseContents } from '../../subgraphs/kit/database/database';
import { dropDatabases, openAt } from '../support/databases';

/** A folder for the tests of one file, with the databases that they open in it. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'citizenship-test-'));
  private readonly opened: Database[] = [];

  /** Opens a new database with these tables; `remove` closes it. */
  async open(entities: DatabaseContents['entities']): Promise<Database> {
    const db = await openAt(this.fileOf(this.opened.length), entities);
    this.opened.push(db);
    return db;
  }

  async remove(): Promise<void> {
    await Promise.all(this.opened.map((db) => db.close()));
    await dropDatabases(...this.opened.map((_, index) => this.fileOf(index)));
    rmSync(this.path, { recursive: true, force: true });
  }

  private fileOf(index: number): string {
    return join(this.path, `${index}.db`);
  }
}
