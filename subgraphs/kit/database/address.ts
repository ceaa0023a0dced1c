import { SetupError } from '../errors';

/** A database in a file of this machine. */
export interface FileAddress {
  readonly kind: 'file';
  readonly file: string;
}

/** A database on a MySQL or MariaDB server. */
export interface ServerAddress {
  readonly kind: 'server';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Whether to speak in TLS alone, with a server whose certificate is known to be its own. */
  readonly isEncrypted: boolean;
  /** How many connections may be open to read, and how many to write. */
  readonly connections: number;
}

/** Where a subgraph's database is. */
export type DatabaseAddress = FileAddress | ServerAddress;

const DEFAULT_CONNECTIONS = 10;
const schemes = ['mysql:', 'mariadb:'];

// What came is not said: it holds a password, however wrong the rest of it is.
const expected =
  'DATABASE_URL: a file is expected, such as file:/var/lib/citizenship/wales.db, or a server: ' +
  'mysql://user:password@host:3306/database, with ?tls=true where it is far, and &connections=1 to 200';

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new SetupError(`${expected}.`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SetupError(`${expected}; signs such as @ and % in a password are written as %40 and %25.`);
  }
}

function readServer(text: string): ServerAddress {
  const url = parse(text);
  const {
    connections = String(DEFAULT_CONNECTIONS),
    tls = 'false',
    ...others
  } = Object.fromEntries(url.searchParams);
  const database = decode(url.pathname.slice(1));
  const isRight =
    schemes.includes(url.protocol) &&
    url.hostname !== '' &&
    url.username !== '' &&
    /^[^/]+$/.test(database) &&
    /^[1-9]\d{0,2}$/.test(connections) &&
    Number(connections) <= 200 &&
    ['true', 'false'].includes(tls) &&
    Object.keys(others).length === 0;
  if (!isRight) throw new SetupError(`${expected}.`);
  return {
    kind: 'server',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 3306),
    user: decode(url.username),
    password: decode(url.password),
    database,
    isEncrypted: tls === 'true',
    connections: Number(connections),
  };
}

/** Reads an address as DATABASE_URL has it. Throws SetupError, which says nothing of what came. */
export function readDatabaseAddress(text: string): DatabaseAddress {
  const hasScheme = /^\w{2,}:/.test(text);
  return hasScheme && !text.startsWith('file:')
    ? readServer(text)
    : { kind: 'file', file: text.replace(/^file:(\/\/)?/, '') };
}

/** A database in the words of whoever runs it, without user and password. */
export function describeDatabase(address: DatabaseAddress): string {
  return address.kind === 'file'
    ? `database ${address.file}`
    : `database ${address.database} on ${address.host}:${address.port}`;
}
