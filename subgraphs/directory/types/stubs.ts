import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { Node, plainInterface } from '../../../schema/contract/node';
import type { RegionRow } from '../../../schema/regions';

// What the regions own, as the directory names it. The concrete types are made from the list of regions: composition
// does not notice a region that is missing here, and its rows would be found and never shown. Interfaces and stubs
// have no descriptions: two subgraphs that describe one type differently give a hint on composing.

type Class = new () => object;

@InterfaceType('Region', plainInterface)
export abstract class Region {
  @Field(() => ID)
  slug!: string;
}

@InterfaceType('Member', { ...plainInterface, implements: [Node] })
export abstract class Member extends Node {}

@InterfaceType('Activity', { ...plainInterface, implements: [Node] })
export abstract class Activity extends Node {}

@InterfaceType('Network', { ...plainInterface, implements: [Node] })
export abstract class Network extends Node {}

@InterfaceType('Booking', { ...plainInterface, implements: [Node] })
export abstract class Booking extends Node {
  @Field(() => ID, { nullable: true })
  @Directive('@external')
  memberId!: string;
}

/** A type that adds no field here: `resolvable: false` keeps the planner from weighing a way through it. */
function idOnly(name: string, Base: typeof Member): Class {
  @ObjectType(name, { implements: [Node, Base] })
  @Directive('@key(fields: "id", resolvable: false)')
  class Stub extends Base {}
  return Stub;
}

function regionStub(name: string): Class {
  @ObjectType(name, { implements: [Region] })
  @Directive('@key(fields: "slug")')
  class RegionStub extends Region {}
  return RegionStub;
}

/** A type that the directory adds fields to. */
function withFields(name: string, Base: typeof Member): Class {
  @ObjectType(name, { implements: [Node, Base] })
  @Directive('@key(fields: "id")')
  class Stub extends Base {}
  return Stub;
}

/** The stubs of every region of a list. */
export function stubsOf(regions: readonly RegionRow[]): Class[] {
  return regions.flatMap(({ prefix }) => [
    regionStub(prefix),
    withFields(`${prefix}Member`, Member),
    idOnly(`${prefix}Activity`, Activity),
    idOnly(`${prefix}Network`, Network),
    withFields(`${prefix}Booking`, Booking),
  ]);
}
