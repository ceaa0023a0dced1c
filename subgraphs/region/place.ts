import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { AreaReference } from './references';

/** Where an activity takes place. */
@ObjectType('Place', {
  description:
    'Where it happens. Coordinates are WGS 84 degrees, never more exact than the outcode for a private home.',
})
@Directive('@shareable')
export class Place {
  @Field(() => String, { nullable: true, description: 'Name of the venue.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Town, village or district.' })
  locality!: string | null;

  @Field(() => String, { nullable: true, description: 'First half of the postcode, such as CF10.' })
  outcode!: string | null;

  @Field(() => AreaReference, { nullable: true, description: 'The local authority.' })
  area!: AreaReference | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north (WGS 84).' })
  latitude!: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84).' })
  longitude!: number | null;
}
