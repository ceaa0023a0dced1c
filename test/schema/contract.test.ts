import {
  astFromValue,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  print,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { regions } from '../../schema/regions';
import { committed, concreteType, regionInterfaces } from '../support/sdl';

// What the contract has and later work brings. Each must be absent still: what is there leaves this list.
const later: readonly string[] = [
  // Figures: the insight subgraph.
  ...['Query.metrics', 'Query.statistics', 'Query.releases', 'Query.release'],
  ...['Metric', 'MetricName', 'Dimension', 'StatisticsTable', 'StatisticsCell', 'DimensionValue'],
  ...['Suppression', 'RegionContribution', 'Release', 'DisclosureRules'],
  // Who asks, and what only they see: with identity.
  ...['Query.viewer', 'Viewer'],
  // What one may do: linking.
  ...['Mutation.requestLinkCode', 'Mutation.linkMember', 'RequestPayload'],
  ...['RequestLinkCodeInput', 'LinkMemberInput'],
  // What changes, live.
  'Subscription',
];

// What the API has beside the contract, concrete types aside: an addition is made on purpose.
const beyond: Readonly<Record<string, string>> = {
  // Regions need not serve whole areas: England serves England less Cumbria.
  'Region.exceptAreas': '[Area!]',
  // What a source says and nobody understands stops nobody, and must not be silent either.
  'Freshness.setAside': 'Int!',
  // The facts do not always say which region an organisation coordinates for.
  'Coordination.regionAssumed': 'Boolean!',
  'Area.replaces': '[Area!]',
  // A member says why it leads when it says what; the contract has where that is read alone.
  'RecordRoleInput.motivations': '[String!]! = []',
  // What the facts tell of organisations and publications.
  'Organisation.coopMembership': 'CoopMembership',
  'Organisation.joining': 'String',
  'Organisation.nameSince': 'String',
  'Organisation.registeredIn': 'String',
  'Organisation.role': 'String',
  'Publication.subject': 'String',
  // The library's lists can be read from their end, too.
  'Query.organisations(last:)': 'Int',
  'Query.organisations(before:)': 'String',
  'Query.publications(last:)': 'Int',
  'Query.publications(before:)': 'String',
  // Types of the regions' own fields.
  CumbrianAuthority: 'enum',
  'CumbrianAuthority.CUMBERLAND': 'value',
  'CumbrianAuthority.WESTMORLAND_AND_FURNESS': 'value',
  HealthAndSocialCareTrust: 'enum',
  'HealthAndSocialCareTrust.BELFAST': 'value',
  'HealthAndSocialCareTrust.NORTHERN': 'value',
  'HealthAndSocialCareTrust.SOUTHERN': 'value',
  'HealthAndSocialCareTrust.SOUTH_EASTERN': 'value',
  'HealthAndSocialCareTrust.WESTERN': 'value',
};

// Fields of one region alone, on its concrete types.
const ownFields: Readonly<Record<string, string>> = {
  'CumbriaActivity.authority': 'CumbrianAuthority',
  'EnglandActivity.integratedCareBoard': 'String',
  'NorthernIrelandActivity.healthAndSocialCareTrust': 'HealthAndSocialCareTrust',
  'WalesActivity.simultaneousTranslation': 'Boolean',
};

/** What a schema says of each schema coordinate: a field's type, an argument's type and default. */
type Coordinates = Readonly<Record<string, string>>;

function ofInput({ type, defaultValue }: GraphQLArgument | GraphQLInputField): string {
  const literal = astFromValue(defaultValue, type);
  return literal ? `${String(type)} = ${print(literal)}` : String(type);
}

function coordinatesOfType(type: GraphQLNamedType): [string, string][] {
  const { name } = type;
  if (isEnumType(type)) {
    return [
      [name, 'enum'],
      ...type.getValues().map((one): [string, string] => [`${name}.${one.name}`, 'value']),
    ];
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return [[name, 'input'], ...fields.map((one): [string, string] => [`${name}.${one.name}`, ofInput(one)])];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [[name, 'scalar']];
  const fields = Object.values(type.getFields()).flatMap((field): [string, string][] => [
    [`${name}.${field.name}`, String(field.type)],
    ...field.args.map((one): [string, string] => [`${name}.${field.name}(${one.name}:)`, ofInput(one)]),
  ]);
  const kind = isInterfaceType(type) ? 'interface' : 'type';
  const interfaces = type.getInterfaces().map((one) => one.name);
  return [[name, [kind, ...interfaces.toSorted()].join(' ')], ...fields];
}

function coordinatesOf(sdl: string): Coordinates {
  return Object.fromEntries(
    Object.values(buildSchema(sdl).getTypeMap())
      .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
      .flatMap(coordinatesOfType),
  );
}

/** Whether a coordinate is one of these, or stands below one of them. */
function isWithin(coordinate: string, places: readonly string[]): boolean {
  return places.some(
    (place) => coordinate.startsWith(place) && ['.', '(', undefined].includes(coordinate[place.length]),
  );
}

function pick(coordinates: Coordinates, isPicked: (coordinate: string) => boolean): Coordinates {
  return Object.fromEntries(Object.entries(coordinates).filter(([coordinate]) => isPicked(coordinate)));
}

const ours = join(projectRoot, 'test', 'schema', 'contract.graphql');
const shared = join(projectRoot, '..', 'shared', 'contract.graphql');

const contract = coordinatesOf(readFileSync(ours, 'utf8'));
const api = coordinatesOf(committed('api.graphql'));
const concreteTypes = regions.flatMap((region) => regionInterfaces.map((name) => concreteType(region, name)));

describe('the API against the contract', () => {
  it('has all that the contract has, of the same type and with the same default, but for what comes later', () => {
    const due = pick(contract, (coordinate) => !isWithin(coordinate, later));
    expect(pick(api, (coordinate) => coordinate in due)).toEqual(due);
  });

  it('has nothing yet of what comes later, and all of that is in the contract', () => {
    expect(later.filter((place) => place in api || !(place in contract))).toEqual([]);
  });

  it("has no more than the contract but what is listed, and the regions' concrete types", () => {
    const more = pick(api, (coordinate) => !(coordinate in contract) && !isWithin(coordinate, concreteTypes));
    expect(more).toEqual(beyond);
  });

  it("has for each region a concrete type of each interface, with the same fields and the region's own", () => {
    const expected = regions.flatMap((region) =>
      regionInterfaces.flatMap((name) =>
        Object.entries(pick(api, (coordinate) => isWithin(coordinate, [name]))).map(([coordinate, what]) => [
          coordinate.replace(name, concreteType(region, name)),
          coordinate === name ? what.replace('interface', `type ${name}`) : what,
        ]),
      ),
    );
    expect(pick(api, (coordinate) => isWithin(coordinate, concreteTypes))).toEqual({
      ...(Object.fromEntries(expected) as Coordinates),
      ...ownFields,
    });
  });
});

describe('the copy of the contract in this folder', () => {
  it('is the contract that lies beside the project, where one does', () => {
    const text = readFileSync(ours, 'utf8');
    expect(existsSync(shared) ? readFileSync(shared, 'utf8') : text).toBe(text);
  });
});
