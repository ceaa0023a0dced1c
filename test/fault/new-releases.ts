import { regions, type RegionRow } from '../../schema/regions';
import { rules } from '../../schema/release/scene';
import type { SourceEdit } from '../support/builds';

/** A kind of change, as people write it in the sources: every region makes it, each on its own day. */
export interface NewRelease {
  readonly kind: string;
  readonly edits: readonly SourceEdit[];
  /** Null where it can be published as it is. */
  readonly refusal: Refusal | null;
  /** What is said of it when Wales publishes it first: as it is, or as it was told to. */
  readonly says: RegExp;
  /** Whether the directory has what is changed too. */
  readonly isInDirectory: boolean;
  /** Asks for what is changed, of one region. */
  readonly asks: (prefix: string) => string;
  /** Who can ask for it while some have it and others have not; the directory has it, if it is to. */
  readonly isFor: 'who has it' | 'nobody' | 'everyone';
  /** Whether all wait for the last one, who opens it by having it. */
  readonly isOpenedByLast: boolean;
}

/** How a release is refused. */
export interface Refusal {
  readonly at: string;
  readonly rule: string;
  /** How to publish it instead, in the words of the refusal. */
  readonly says: RegExp;
  /** The same in the sources. */
  readonly instead: readonly SourceEdit[];
  /** What the SDL is that would pass: what those sources make, or what was there before. */
  readonly suggests: 'as instead' | 'as before';
}

const description = "nullable: true, description: 'New.'";

function inEvery(edit: (region: RegionRow) => Omit<SourceEdit, 'path'>): SourceEdit[] {
  return regions.map((region) => ({ path: `subgraphs/${region.slug}/types.ts`, ...edit(region) }));
}

function after(path: string, line: string, more: string): SourceEdit {
  return { path, from: line, to: `${line}\n${more}` };
}

const indoors = `  @Field(() => Boolean, { ${description} })
  get indoors(): boolean {
    return this.mode !== 'ONLINE';
  }
`;

function floor(directive = ''): SourceEdit[] {
  const field = `${directive}@Field(() => String, { ${description} })\nfloor?: string | null;`;
  return [
    after('subgraphs/region/place.ts', 'export class Place {', field),
    {
      path: 'subgraphs/region/resolvers/activity-resolver.ts',
      from: 'return { name, locality,',
      to: "return { floor: 'Ground floor', name, locality,",
    },
  ];
}

function walk(text: string): SourceEdit[] {
  const path = 'schema/contract/activity-enums.ts';
  return [
    after(path, "  FESTIVAL: 'A festival, such as a CitizenFest.',", `  WALK: ${text},`),
    { path, from: 'import { describedEnum }', to: 'import { describedEnum, hidden }' },
  ];
}

const hiddenWalk = walk("hidden('People walk together.')");

function shortName(path: string, names: string): SourceEdit[] {
  return [
    after(
      path,
      "@Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })\n    language?: string,",
      `@Arg('short', () => Boolean, { ${description} }) short?: boolean,`,
    ),
    {
      path,
      from: `return localise(${names}, wantedLanguages(context, language));`,
      to: `const name = localise(${names}, wantedLanguages(context, language));
    return name && short ? { ...name, text: name.text.slice(0, 3) } : name;`,
    },
  ];
}

const place = 'subgraphs/region/place.ts';
const locality = "@Field(() => String, { nullable: true, description: 'Town, village or district.' })";

/** Every kind of change, each a release of its own. */
export const newReleases: readonly NewRelease[] = [
  {
    kind: 'a field of its own',
    edits: inEvery(({ name, prefix }) => ({
      from: `export class ${prefix}Network extends Network {}`,
      to: `export class ${prefix}Network extends Network {
  @Field(() => String, { ${description} })
  get motto(): string {
    return '${name.en} for ever';
  }
}`,
    })),
    refusal: null,
    says: /^WalesNetwork\.motto: Field 'motto' was added to object type 'WalesNetwork'\.$/m,
    isInDirectory: false,
    asks: (prefix) => `{ networks(first: 5) { nodes { ... on ${prefix}Network { motto } } } }`,
    isFor: 'who has it',
    isOpenedByLast: false,
  },
  {
    kind: 'a field of a shared type',
    edits: floor(),
    refusal: {
      at: 'Place.floor',
      rule: rules.shared,
      says: /Publish it as "floor @inaccessible"/,
      instead: floor("@Directive('@inaccessible') "),
      suggests: 'as instead',
    },
    says: /^Place\.floor is not in the API yet: it is @inaccessible in wales; cumbria, .* have it not\.$/m,
    isInDirectory: false,
    asks: (prefix) => `{ activities(first: 5) { nodes { ... on ${prefix}Activity { place { floor } } } } }`,
    isFor: 'nobody',
    isOpenedByLast: false,
  },
  {
    kind: 'a field of an interface',
    edits: [
      {
        path: 'subgraphs/region/activity.ts',
        from: "  @Column({ type: 'simple-json' })\n  titleByLanguage",
        to: `${indoors}\n  @Column({ type: 'simple-json' })\n  titleByLanguage`,
      },
    ],
    refusal: {
      at: 'Activity.indoors',
      rule: rules.interfaceField,
      says: /Take "indoors" from the interface and keep it on WalesActivity/,
      instead: inEvery(({ prefix }) => ({
        from: `export class ${prefix}Activity extends Activity {`,
        to: `export class ${prefix}Activity extends Activity {\n${indoors}`,
      })),
      suggests: 'as instead',
    },
    says: /^WalesActivity\.indoors: Field 'indoors' was added to object type 'WalesActivity'\.$/m,
    isInDirectory: false,
    asks: (prefix) => `{ activities(first: 5) { nodes { ... on ${prefix}Activity { indoors } } } }`,
    isFor: 'who has it',
    isOpenedByLast: false,
  },
  {
    kind: 'a value of an enum',
    edits: walk("'People walk together.'").slice(0, 1),
    refusal: {
      at: 'ActivityKind.WALK',
      rule: rules.shared,
      says: /Publish it as "WALK @inaccessible"/,
      instead: hiddenWalk,
      suggests: 'as instead',
    },
    says: /^ActivityKind\.WALK is not in the API yet: it is @inaccessible in wales; .* have it not\.$/m,
    isInDirectory: true,
    asks: () => '{ activities(first: 5, filter: { kinds: [WALK] }) { nodes { id } } }',
    isFor: 'nobody',
    isOpenedByLast: false,
  },
  {
    kind: 'an input field',
    edits: [
      after(
        'schema/contract/filters.ts',
        "@InputType('ActivityFilter', { description: 'Which activities a list holds. All that is given must be met.' })\nexport class ActivityFilter {",
        `  @Field(() => Boolean, { ${description} })\n  indoors?: boolean | null;`,
      ),
      after(
        'subgraphs/catalogue/activity-list.ts',
        "facetAll(query, 'access', filter?.accessFeatures);",
        "      if (filter?.indoors) query.andWhere(`${ROW}.mode <> 'ONLINE'`);",
      ),
    ],
    refusal: null,
    says: /^ActivityFilter\.indoors is not in the API yet: cumbria, directory, .* have it not\.$/m,
    isInDirectory: true,
    asks: () => '{ activities(first: 5, filter: { indoors: true }) { nodes { id } } }',
    isFor: 'nobody',
    isOpenedByLast: true,
  },
  {
    kind: 'an argument',
    edits: [
      ...shortName('subgraphs/region/resolvers/region-resolver.ts', 'region.nameByLanguage'),
      ...shortName('subgraphs/directory/resolvers/region-fields.ts', 'getRegion(region.slug).name'),
    ],
    refusal: null,
    says: /^Wales\.name\(short:\) is not in the API yet: directory has it not\.$/m,
    isInDirectory: true,
    asks: (prefix) => `{ regions { ... on ${prefix} { name(short: true) { text } } } }`,
    isFor: 'who has it',
    isOpenedByLast: true,
  },
  {
    kind: 'a field less',
    edits: [{ path: place, from: locality, to: '' }],
    refusal: {
      at: 'Place.locality',
      rule: rules.promise,
      says: /Keep it, with @deprecated if it is to go/,
      instead: [
        {
          path: place,
          from: locality,
          to: locality.replace('nullable', "deprecationReason: 'Ask for area.', nullable"),
        },
      ],
      suggests: 'as before',
    },
    says: /deprecat/,
    isInDirectory: false,
    asks: (prefix) =>
      `{ activities(first: 5) { nodes { ... on ${prefix}Activity { place { locality } } } } }`,
    isFor: 'everyone',
    isOpenedByLast: false,
  },
];

/** A value that clients do not see yet, and rows that have it. */
export const rowsWithHiddenValue: readonly SourceEdit[] = [
  ...hiddenWalk,
  {
    path: 'subgraphs/wales/types.ts',
    from: "import { Column, Entity } from 'typeorm';",
    to: "import { AfterLoad, Column, Entity } from 'typeorm';",
  },
  {
    path: 'subgraphs/wales/types.ts',
    from: 'export class WalesActivity extends Activity {',
    to: `export class WalesActivity extends Activity {
  @AfterLoad()
  walk(): void {
    if (this.kind === 'MEETING') this.kind = 'WALK';
  }
`,
  },
];

/** Wales without its field that an example asks for. */
export const withoutTranslation: readonly SourceEdit[] = [
  {
    path: 'subgraphs/wales/types.ts',
    from: `  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Welsh is translated into English as people speak.',
  })
`,
    to: '',
  },
  {
    path: 'subgraphs/wales/types.ts',
    from: "import { Directive, Field, ObjectType } from 'type-graphql';",
    to: "import { Directive, ObjectType } from 'type-graphql';",
  },
];

/** England without its field that no example asks for. */
export const withoutCareBoard: readonly SourceEdit[] = [
  {
    path: 'subgraphs/england/types.ts',
    from: `  @Field(() => String, {
    nullable: true,
    description:
      'The NHS integrated care board of the place, or of the host when it is only online; null where it is not known.',
  })
`,
    to: '',
  },
  {
    path: 'subgraphs/england/types.ts',
    from: "import { Directive, Field, ObjectType } from 'type-graphql';",
    to: "import { Directive, ObjectType } from 'type-graphql';",
  },
];
