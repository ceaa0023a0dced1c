import { gatewayPort, services } from '../../schema/services';
import { activityColumns } from '../region/desk/activity-columns';
import { memberColumns } from '../region/desk/member-columns';

function wrapped(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 76) lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`).join(',\n');
}

function table(rows: Readonly<Record<string, string>>): string {
  return Object.entries(rows)
    .map(([name, what]) => `  ${name.padEnd(24)} ${what}`)
    .join('\n');
}

const ports = [...services.map(({ slug, port }) => `${slug} ${port}`), `gateway ${gatewayPort}`];

export const programHelp = `
To begin: npx citizenship up, then open http://127.0.0.1:${gatewayPort}/
"npx citizenship <command> --help" says more about each command.`;

export const upHelp = `
Each process keeps a database of its own in the folder, made at the first start and kept from then on.
Ports, which keep their distance from the gateway's when that moves:
${wrapped(ports, '  ')}

Examples:
  npx citizenship up
  npx citizenship up --port 5000 --data /tmp/graph
  npm start -- --port 5000`;

export const serveHelp = `
Environment of every process:
${table({
  HOST: 'where to listen; 127.0.0.1 unless set, 0.0.0.0 for all networks',
  PORT: "the port; the process's own unless set (see up --help)",
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
  MAX_BODY_BYTES: 'longest request that is read (262144)',
  DEVELOPMENT_VIEWER: 'true: the header x-development-viewer says who asks (false)',
})}

Of a process with a database (all but the gateway):
${table({
  DATA_DIR: 'folder of the database and the keys',
  DATABASE_URL: 'the database file instead, such as file:/var/lib/citizenship/wales.db, or',
  '': 'a MySQL or MariaDB server: mysql://user:password@host:3306/wales',
  WALES_DATABASE_URL: 'the same for one process alone, where several share an environment',
})}
  On a server each process has a database of its own: CREATE DATABASE wales, and GRANT ALL
  on it. Its tables are made at the first start. "?tls=true" asks for an encrypted connection
  to a server with a known certificate; "connections=20" for as many to read and to write (10).

Of a region and the library:
${table({
  DIRECTORY_PUBLIC_KEY: 'PEM: the directory that may read the change feed; unless',
  '': 'set, that of the folder',
  DEMO: 'true: fill a database that has no rows with made-up ones',
  PUBLIC_URL: 'where the world reaches it, for the links of its public feed',
  OFFER_CHECK_MILLIS: 'pause before a region looks for offers that are over (5000)',
})}

Of the directory:
${table({
  DIRECTORY_PRIVATE_KEY: 'PEM: its own key; unless set, that of the folder',
  POLL_MILLIS: 'pause before a feed is asked again that cannot be read (500)',
})}

Of the gateway:
${table({
  SUPERGRAPH: 'file of the composed schema (schema/supergraph.graphql)',
  SUBGRAPH_TIMEOUT_MILLIS: 'for one call of one subgraph (3000)',
  REQUEST_TIMEOUT_MILLIS: 'for one whole request (10000)',
  CORS_ORIGINS: 'who may ask from a browser: *, or origins joined by commas (*)',
})}

Where the gateway and the directory find the others (on this machine unless set):
${wrapped(
  services.map(({ urlVariable }) => urlVariable),
  '  ',
)}
  such as WALES_URL=https://wales.example.org

A pair of keys, where the processes share no folder:
  openssl genpkey -algorithm ed25519 -out directory.pem
  openssl pkey -in directory.pem -pubout -out directory.pub.pem
  DIRECTORY_PRIVATE_KEY="$(cat directory.pem)" npx citizenship serve directory
  DIRECTORY_PUBLIC_KEY="$(cat directory.pub.pem)" npx citizenship serve wales

A process is ready when /health/ready answers 200. It stops on SIGTERM and SIGINT (Ctrl-C).`;

export const migrateHelp = `
A subgraph does not start on a database that an older release has made: stop it, back the database up, and migrate.
Run it again where it was cut off; it goes on from there. There is no way back but the backup.

Examples:
  npx citizenship migrate wales
  DATABASE_URL=mysql://wales:secret@db.example.org/wales npx citizenship migrate wales`;

export const compactHelp = `
What is deleted in a database, or erased of a person, stays in its bytes until they are needed for something else. This
takes them away. A file must not be in use: stop the subgraph. On a server it may run; OPTIMIZE TABLE does the work, and
redo logs, binary logs and backups are that server's own to let expire.

Examples:
  npx citizenship compact wales
  DATABASE_URL=mysql://wales:secret@db.example.org/wales npx citizenship compact wales`;

export const seedHelp = `
Everything made is marked "(demo)" and stands for nobody. Regions that have members already are left alone.

Example:
  npx citizenship seed --data /tmp/large --members 100000 --activities 50000
  npx citizenship up --data /tmp/large`;

export const importHelp = `
The headings say what it is: a sheet of members has "displayName", one of activities "startsAt". Read are UTF-8 and
Windows-1252, parted by commas, semicolons or tabs, with days as in 31/12/2026. All columns:
${wrapped(
  memberColumns.map(({ name }) => name),
  '  ',
)}
${wrapped(
  activityColumns.map(({ name, isByLanguage }) => (isByLanguage ? `${name} (en)` : name)),
  '  ',
)}

All rows are checked before one is imported. Bad cells are told beside the file, in members.errors.csv, by row, column,
code and message, and the exit code is 1. A row is known again by its externalId: the same row changes nothing, another
changes what it says. What was cut off goes on by the same command. Rows wait in a table of the region's database, and
are gone from it when the import has ended; where it was killed, after a day, or with the next import.

It is for whoever runs the region: it asks for no password but the database's.

Examples:
  npx citizenship import cumbria members.csv --dry-run
  npx citizenship import cumbria members.csv --skip-bad`;

export const exportHelp = `
The file holds e-mail addresses, phone numbers and postcodes: keep it where only those may read it who may know them.
It has the columns that "import" reads, with no cell that a spreadsheet would execute: an apostrophe stands before what
begins like a formula, and "import" takes it off again. Members who have left, and cancelled activities, are not in it.

Examples:
  npx citizenship export cumbria members --out members.csv
  npx citizenship export cumbria activities > activities.csv`;

export const schemaHelp = `
Written: the SDL of each subgraph (schema/subgraphs), the composed supergraph (schema/supergraph.graphql),
what a client sees (schema/api.graphql), and what a region answers alone (schema/region.graphql).

A subgraph that schema/published.json names is published from elsewhere: its committed SDL is what that partner has
deployed, and stays. --check does not call it drift; that all compose and no client breaks, it checks all the same.`;

export const publishHelp = `
Accepted: writes its SDL, supergraph.graphql and api.graphql, and says what clients get and what waits for others.
Refused: writes nothing, names the rule and the way to publish it instead, and prints the lines that would pass.
What differs from the code here is noted in schema/published.json; without --from it is the code's again.

Examples:
  npx citizenship schema check http://127.0.0.1:4002/graphql
  npx citizenship schema publish wales --from https://wales.example.org/graphql
  npx citizenship schema publish wales --from wales.graphql --suggest would-pass.graphql`;

export const regionHelp = `
Made: the folder subgraphs/<slug>, a row in schema/regions.ts and one in subgraphs/programs.ts.

Examples:
  npx citizenship region new scotland --name "Scotland" --prefix Scotland
  npx citizenship region new scotland --name "Scotland" --name-cy "Yr Alban" --prefix Scotland --languages en,gd`;
