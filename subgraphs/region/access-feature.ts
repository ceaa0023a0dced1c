import { Directive, Field, ObjectType } from 'type-graphql';
import { AccessDelivery } from '../../schema/contract/activity-enums';
import { AccessFeatureKindReference } from './references';

/** An access feature as it is stored with an activity. */
export interface StoredAccessFeature {
  /** Slug of the vocabulary in the library. */
  readonly kind: string;
  readonly delivery: AccessDelivery;
  readonly confirmed: boolean;
}

/** Something that lets more people take part. */
@ObjectType('AccessFeature', { description: 'Something about an activity that lets more people take part.' })
@Directive('@shareable')
export class AccessFeature {
  @Field(() => AccessFeatureKindReference, { description: 'What it is, by the vocabulary.' })
  kind!: AccessFeatureKindReference;

  @Field(() => AccessDelivery, { description: 'How it is given: "BSL-led" is not "BSL-interpreted".' })
  delivery!: AccessDelivery;

  @Field(() => Boolean, { description: 'True when it is arranged for sure; false when it is promised.' })
  confirmed!: boolean;
}
