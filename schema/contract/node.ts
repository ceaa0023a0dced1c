import { Field, ID, InterfaceType, type InterfaceTypeOptions } from 'type-graphql';

/**
 * Options of every interface here. Implementations are named by each subgraph that has them: registering them
 * automatically would pull every region's classes into the schema of the others when they share a process.
 */
export const plainInterface: InterfaceTypeOptions = {
  autoRegisterImplementations: false,
  resolveType: (value: { __typename?: string }) => value.__typename ?? value.constructor.name,
};

/** Anything that has an id of its own in the whole graph. */
@InterfaceType('Node', { ...plainInterface, description: 'Anything that `node(id:)` finds.' })
export abstract class Node {
  @Field(() => ID, {
    description: 'Global and opaque. It stays when a member moves to another region.',
  })
  id!: string;
}
