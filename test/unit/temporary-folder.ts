import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../subgraphs/kit/database/database';
import { openEmbedded } from '../../subgraphs/kit/database/embedded';

/** A folder for the tests of one file, with the databases that they open in it. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'citizenship-test-'));
  private readonly opened: Database[] = [];

  /** Opens a new database with these tables; `remove` closes it. */
  async open(entities: Parameters<typeof openEmbedded>[1]): Promise<Database> {
    const db = await openEmbedded(join(this.path, `${this.opened.length}.db`), entities);
    this.opened.push(db);
    return db;
  }

  async remove(): Promise<void> {
    await Promise.all(this.opened.map((db) => db.close()));
    rmSync(this.path, { recursive: true, force: true });
  }
}
