import {
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  type DocumentNode,
  type FieldDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { findRegion, regions, type RegionRow } from '../regions';
import { directivesOf, findType, interfacesOf, membersOf, typesOf } from './document';
import { editType, makeNullable, renameType, throughFamily } from './edit';
import { joined, rules, type Fault, type Scene } from './scene';

const ownedInterfaces: readonly string[] = ['Region', 'Member', 'Activity', 'Network', 'Booking'];
const roots = ['Query', 'Mutation', 'Subscription'];
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible"])';

function concreteName({ prefix }: RegionRow, name: string): string {
  return name === 'Region' ? prefix : `${prefix}${name}`;
}

function without(names: readonly string[]) {
  return (document: DocumentNode): DocumentNode =>
    names.reduce((all, name) => editType(all, name, () => null), document);
}

function judgeLink({ proposed }: Scene): Fault[] {
  const isLinked = proposed.definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_EXTENSION || kind === Kind.SCHEMA_DEFINITION)
    .some((definition) => JSON.stringify(definition).includes('specs.apollo.dev/federation/v2'));
  if (isLinked) return [];
  return [
    {
      at: 'schema',
      what: 'The SDL does not say which Federation it is of.',
      rule: rules.federation,
      instead: `Begin with: ${link}`,
      remedy: (document) => ({
        ...document,
        definitions: [...parse(link).definitions, ...document.definitions],
      }),
    },
  ];
}

function judgeRoots({ proposed }: Scene): Fault[] {
  const found = roots.filter((name) => findType(proposed, name));
  if (found.length === 0) return [];
  return [
    {
      at: joined(found),
      what: `The SDL has ${joined(found)}.`,
      rule: rules.roots,
      instead: `Leave ${joined(found)} out of what is published ("_service" gives it without).`,
      remedy: without(found),
    },
  ];
}

/** Types that a region's SDL has and that another region's name is on. */
function judgeForeignTypes({ proposed }: Scene, region: RegionRow): Fault[] {
  return regions
    .filter(({ slug }) => slug !== region.slug)
    .flatMap((other) => ownedInterfaces.map((name) => ({ other, name: concreteName(other, name) })))
    .filter(({ name }) => findType(proposed, name))
    .map(({ other, name }) => ({
      at: name,
      what: `${region.slug} has the type ${name}, which ${other.slug} owns.`,
      rule: rules.ownership,
      instead: `Take ${name} out. Someone else's member is a "memberId"; the directory knows the way.`,
      remedy: without([name]),
    }));
}

/** A region's own type that goes by another name than clients know. */
function judgeNames({ proposed, name: slug }: Scene, region: RegionRow): Fault[] {
  return typesOf(proposed)
    .filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap((type) => {
      const name = type.name.value;
      const of = ownedInterfaces.find((one) => interfacesOf(type).includes(one));
      const expected = of === undefined ? undefined : concreteName(region, of);
      if (
        of === undefined ||
        expected === undefined ||
        name === expected ||
        regions.some((one) => name === concreteName(one, of))
      )
        return [];
      return {
        at: name,
        what: `${slug} calls its ${of} ${name}; clients know it as ${expected}, and so does the directory.`,
        rule: rules.ownership,
        instead: `Keep the name ${expected}: a type is renamed for good by nobody.`,
        remedy: (document: DocumentNode) =>
          findType(document, expected) ? without([name])(document) : renameType(document, name, expected),
      } satisfies Fault;
    });
}

function isPromisedNonNull({ api }: Scene, type: TypeDefinitionNode, field: string): boolean {
  return [type.name.value, ...interfacesOf(type)].some((name) => {
    const known = api?.getType(name);
    if (!isObjectType(known) && !isInterfaceType(known)) return false;
    return isNonNullType(known.getFields()[field]?.type);
  });
}

/** Fields that a type is known by: they are there on both sides of a border. */
function keysOf(type: TypeDefinitionNode): readonly string[] {
  return directivesOf(type, 'key')
    .flatMap((key) => key.arguments ?? [])
    .filter(({ name }) => name.value === 'fields')
    .flatMap(({ value }) => print(value).match(/\w+/g) ?? []);
}

/** Fields of entities that are newly without null. */
function judgeNullable(scene: Scene): Fault[] {
  return typesOf(scene.proposed)
    .filter((type) => directivesOf(type, 'key').length > 0)
    .flatMap((type) => {
      const keys = keysOf(type);
      return (membersOf(type) as readonly FieldDefinitionNode[])
        .filter((field) => field.type.kind === Kind.NON_NULL_TYPE && !keys.includes(field.name.value))
        .filter((field) => !isPromisedNonNull(scene, type, field.name.value))
        .map((field) => {
          const at = `${type.name.value}.${field.name.value}`;
          return {
            at,
            what: `${at} can never be null, but ${scene.name} can be down.`,
            rule: rules.nullable,
            instead: `Take the "!" from its end.`,
            remedy: (document: DocumentNode) => throughFamily(document, at, makeNullable),
          };
        });
    });
}

/** What a subgraph may say at all: of Federation 2, no root fields of a region, nobody else's types, nothing without null. */
export function judgeBorders(scene: Scene): Fault[] {
  const region = findRegion(scene.name);
  const ofRegion = region
    ? [...judgeRoots(scene), ...judgeForeignTypes(scene, region), ...judgeNames(scene, region)]
    : [];
  return [...judgeLink(scene), ...ofRegion, ...judgeNullable(scene)];
}
