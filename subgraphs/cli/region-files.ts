import { programName, type NewRegion } from './region-input';

const quoted = (text: string): string => JSON.stringify(text);

/** The row of the list of regions; formatting is for later. */
export function regionRow({ slug, name, nameCy, prefix, nation, port }: NewRegion): string {
  const names = nameCy === undefined ? '' : `, cy: ${quoted(nameCy)}`;
  return `{ slug: '${slug}', name: { en: ${quoted(name)}${names} }, prefix: '${prefix}', nation: '${nation}', port: ${port} },`;
}

/** The row of the list of programs. */
export function programRow(region: NewRegion): string {
  const key = region.slug.includes('-') ? `'${region.slug}'` : region.slug;
  return `${key}: async () => (await import('./${region.slug}')).${programName(region)},`;
}

function types({ name, prefix }: NewRegion): string {
  const concrete = ([word, what]: [word: string, what: string]): string => `
@Entity('${word.toLowerCase()}')
@ObjectType({ implements: [Node, ${word}], description: ${quoted(`${what} ${name}.`)} })
@Directive('@key(fields: "id")')
export class ${prefix}${word} extends ${word} {}
`;
  const all: [string, string][] = [
    ['Member', 'A member of'],
    ['Activity', 'An activity in'],
    ['Network', 'A network of'],
    ['Booking', 'A place at an activity in'],
  ];
  return `import { Directive, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { Node } from '../../schema/contract/node';
import { Activity } from '../region/activity';
import { Booking } from '../region/booking';
import { Member } from '../region/member';
import { Network } from '../region/network';
import { Region } from '../region/region-profile';

@Entity('region')
@ObjectType({ implements: [Region], description: ${quoted(`The region ${name}.`)} })
@Directive('@key(fields: "slug")')
export class ${prefix} extends Region {}
${all.map(concrete).join('')}`;
}

function index(region: NewRegion): string {
  const { slug, name, prefix, languages } = region;
  return `import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { places } from './places';
import { ${prefix}, ${prefix}Activity, ${prefix}Booking, ${prefix}Member, ${prefix}Network } from './types';

/** ${name}: what any region is, and nothing else yet. */
export const ${programName(region)} = regionProgram({
  row: getRegion('${slug}'),
  types: {
    Region: ${prefix},
    Member: ${prefix}Member,
    Activity: ${prefix}Activity,
    Network: ${prefix}Network,
    Booking: ${prefix}Booking,
  },
  migrations: [],
  policy: defaultPolicy,
  languages: [${languages.map(quoted).join(', ')}],
  requiredLanguages: [],
  demoPlaces: places,
});
`;
}

function places({ name }: NewRegion): string {
  return `import type { DemoPlace } from '../region/demo/place';

/** Where demo activities of ${name} happen: real localities, made-up venues.
 *  While there are none, all activities of the demo are online. */
export const places: readonly DemoPlace[] = [];
`;
}

function readme({ slug, name, prefix, port, languages }: NewRegion): string {
  return `# ${name}

The subgraph of ${name}: its members, activities, networks and bookings.

## What is different here

- Nothing yet: types, policy and demo are what any region has. It works in ${languages.map((tag) => `\`${tag}\``).join(', ')}.

## Run it

\`\`\`sh
npx citizenship serve ${slug}
\`\`\`

| variable | what it is | without it |
| --- | --- | --- |
| \`PORT\`, \`HOST\` | where it listens | ${port} on 127.0.0.1 |
| \`DATABASE_URL\` | your database: \`mysql://user:password@host/${slug}\`, or \`file:/var/lib/citizenship/${slug}.db\` | a file in \`data/\` |
| \`DIRECTORY_PUBLIC_KEY\` | PEM of the directory that may read your change feed | the key in \`data/keys/\`, for one machine |
| \`LOG_LEVEL\` | \`warn\`; \`info\` has a line for each operation | \`warn\` |

Yours alone: your process, your database, who sees what (\`policy\` in \`index.ts\`), and the fields that only you have
(\`types.ts\`). \`/health/ready\` says whether it serves. Give the UK-wide team your address and nothing else: the
directory reads \`/changes\` with a token that it signs, and you check it with its public key. Members' contact details
are in your database and nowhere else.

To add a field of your own: a column and a \`@Field\` (nullable) on your class in \`types.ts\`, its migration (see
[the kit](../kit/README.md#a-new-column-or-table)) listed in \`index.ts\`, then \`npm run schema\`.
It is in the graph as \`... on ${prefix}Activity { yourField }\`.
`;
}

/** The files of a region's folder, by name. */
export function regionFiles(region: NewRegion): ReadonlyMap<string, string> {
  return new Map([
    ['types.ts', types(region)],
    ['index.ts', index(region)],
    ['places.ts', places(region)],
    ['README.md', readme(region)],
  ]);
}
