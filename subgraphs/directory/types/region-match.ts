import { Field, ID, ObjectType } from 'type-graphql';
import { Confidence } from '../../../schema/contract/region-enums';
import { Region } from './stubs';

/** A region that may serve a postcode. */
@ObjectType('RegionMatch', { description: 'A region that may serve a postcode, and how sure that is.' })
export class RegionMatch {
  @Field(() => ID, { description: 'Slug of the region.' })
  slug!: string;

  @Field(() => Region, { nullable: true, description: 'The region.' })
  region!: Region;

  @Field(() => Confidence, { description: 'How sure the match is.' })
  confidence!: Confidence;

  @Field(() => String, { description: 'Why, in a sentence for people.' })
  reason!: string;
}
