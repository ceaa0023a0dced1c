import libsql from 'libsql';
import { DataSource } from 'typeorm';
import { cumbria } from '../../../subgraphs/cumbria';

const { entities } = cumbria.contents;

/** Cumbria's rows in a file, read beside whichever process writes them. */
export function openFile(database: string, { readonly = true } = {}): Promise<DataSource> {
  return new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database,
    readonly,
    entities,
  }).initialize();
}

/** Cumbria's rows on a server. */
export function openUrl(url: string): Promise<DataSource> {
  return new DataSource({ type: 'mariadb', url, timezone: 'Z', charset: 'utf8mb4', entities }).initialize();
}
