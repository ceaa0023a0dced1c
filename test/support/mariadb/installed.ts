import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian has the server where only root's PATH looks. A test of its absence names other folders. */
const folders = process.env['MARIADB_FOLDERS']?.split(delimiter) ?? [
  ...(process.env['PATH'] ?? '').split(delimiter),
  ...['/usr/sbin', '/usr/local/sbin'],
];

function find(...names: string[]): string | null {
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** What a private server is started from; null where MariaDB is not installed. */
export function findMariaDb(): { readonly server: string; readonly install: string } | null {
  const server = find('mariadbd');
  const install = find('mariadb-install-db');
  return server === null || install === null ? null : { server, install };
}
