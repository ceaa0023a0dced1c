import { SetupError } from '../../schema/setup-error';
import type { NewRegion } from './region-input';

/** Where the processes of a region are described for Docker, below the project's folder. */
export const composeFile = 'docker-compose.yml';
export const variablesFile = '.env.example';

interface Insertion {
  /** How the line begins that the section begins with, which may be anywhere before. */
  readonly section: string;
  /** The line that the new ones stand before: it is the library's, so that regions keep their order. */
  readonly before: string;
  readonly lines: string;
}

function insert(text: string, { section, before, lines }: Insertion): string {
  const start = text.indexOf(`\n${section}`);
  const at = start < 0 ? -1 : text.indexOf(`\n${before}`, start);
  if (at < 0)
    throw new SetupError(`No line "${before.trim()}" is found under "${section}" in ${composeFile}.`);
  return `${text.slice(0, at + 1)}${lines}\n${text.slice(at + 1)}`;
}

function servicesOf({ slug, port }: NewRegion, variable: string): string {
  const database = slug.replaceAll('-', '_');
  return `  ${slug}-database:
    <<: *database
    environment:
      <<: *weekly
      MARIADB_DATABASE: ${database}
      MARIADB_USER: ${database}
      MARIADB_PASSWORD_FILE: /run/secrets/${slug}-database-password
      MARIADB_RANDOM_ROOT_PASSWORD: \${${variable}_DATABASE_PASSWORD:+1}
    secrets: [${slug}-database-password]
    volumes: ['${slug}-database:/var/lib/mysql']

  ${slug}:
    <<: *node
    command: ['node', 'dist/subgraphs/cli/main.js', 'serve', '${slug}']
    environment:
      <<: *serving
      PORT: '${port}'
      DATABASE_URL: mysql://${database}:\${${variable}_DATABASE_PASSWORD:-}@${slug}-database:3306/${database}
      PUBLIC_URL: \${${variable}_PUBLIC_URL:-}
      DIRECTORY_PUBLIC_KEY: \${DIRECTORY_PUBLIC_KEY:?is missing, see .env.example}
    ports: ['127.0.0.1:${port}:${port}']
    depends_on:
      ${slug}-database: { condition: service_healthy }
`;
}

const variableOf = ({ slug }: NewRegion): string => slug.toUpperCase().replaceAll('-', '_');

/** The compose file with a process and a database more; what was written there by hand stays as it is. Throws SetupError. */
export function withComposeServices(text: string, region: NewRegion): string {
  const { slug, port } = region;
  const variable = variableOf(region);
  const insertions: Insertion[] = [
    {
      section: 'x-addresses:',
      before: '  LIBRARY_URL:',
      lines: `  ${variable}_URL: \${${variable}_URL:-http://${slug}:${port}}`,
    },
    { section: 'services:', before: '  library-database:', lines: servicesOf(region, variable) },
    {
      section: '  gateway:',
      before: '      library: {',
      lines: `      ${slug}: { condition: service_started }`,
    },
    { section: 'volumes:', before: '  library-database:', lines: `  ${slug}-database:` },
    {
      section: 'secrets:',
      before: '  library-database-password:',
      lines: `  ${slug}-database-password: { environment: ${variable}_DATABASE_PASSWORD }`,
    },
  ];
  return insertions.reduce(insert, text);
}

/** The example of variables with the password of one database more. Throws SetupError. */
export function withPasswordVariable(text: string, region: NewRegion): string {
  const next = /^# LIBRARY_DATABASE_PASSWORD=/m;
  if (!next.test(text)) throw new SetupError(`No password of the library is found in ${variablesFile}.`);
  return text.replace(next, (found) => `# ${variableOf(region)}_DATABASE_PASSWORD=\n${found}`);
}
