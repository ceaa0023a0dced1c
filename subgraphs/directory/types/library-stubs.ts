import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../../schema/contract/node';

// What the library owns, as the directory names it, without descriptions of its own.

@ObjectType('Theme', { implements: [Node] })
@Directive('@key(fields: "id")')
@Directive('@key(fields: "slug")')
export class Theme extends Node {
  @Field(() => ID)
  slug!: string;
}

@ObjectType('Publication', { implements: [Node] })
@Directive('@key(fields: "id", resolvable: false)')
export class Publication extends Node {}

@ObjectType('Organisation', { implements: [Node] })
@Directive('@key(fields: "id")')
export class Organisation extends Node {}

@ObjectType('Cohort')
@Directive('@key(fields: "id")')
export class Cohort {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Area')
@Directive('@key(fields: "gss", resolvable: false)')
export class Area {
  @Field(() => ID)
  gss!: string;
}
