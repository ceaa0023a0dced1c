import { Directive, Field, ID, ObjectType } from 'type-graphql';

// What other subgraphs own, as a region names it: the key and nothing else. No descriptions here: two subgraphs that
// describe one type differently give a hint on composing.

@ObjectType('Theme')
@Directive('@key(fields: "slug", resolvable: false)')
export class ThemeReference {
  @Field(() => ID)
  slug!: string;
}

@ObjectType('Area')
@Directive('@key(fields: "gss", resolvable: false)')
export class AreaReference {
  @Field(() => ID)
  gss!: string;
}

@ObjectType('Organisation')
@Directive('@key(fields: "id", resolvable: false)')
export class OrganisationReference {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Cohort')
@Directive('@key(fields: "id", resolvable: false)')
export class CohortReference {
  @Field(() => ID)
  id!: string;
}

@ObjectType('AccessFeatureKind')
@Directive('@key(fields: "slug", resolvable: false)')
export class AccessFeatureKindReference {
  @Field(() => ID)
  slug!: string;
}
