import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { plainInterface } from '../../schema/contract/node';
import type { RegionRow } from '../../schema/regions';

// Regions own members; the library adds one field to each of them. Neither the interface nor the stubs are described
// here: two subgraphs that describe one type differently give a hint on composing.

/** A member of any region, as far as the library knows one: by its id. */
@InterfaceType('Member', plainInterface)
export abstract class Member {
  @Field(() => ID)
  id!: string;
}

/** The class of a region's concrete member type, such as `WalesMember`. */
export type MemberStub = new () => Member;

/**
 * Makes the concrete member type of a region. An interface with a key would spare the stubs, and cost the planner a
 * choice for each region: see the design, "choices multiply".
 */
export function memberStub({ prefix }: Pick<RegionRow, 'prefix'>): MemberStub {
  @ObjectType(`${prefix}Member`, { implements: [Member] })
  @Directive('@key(fields: "id")')
  class Stub extends Member {}
  return Stub;
}
