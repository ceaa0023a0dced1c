import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars';

/** Says that a person was erased, and where: all that is known of them from then on. */
@ObjectType('EraseReceipt', { description: 'Says that a member was erased, and where.' })
export class EraseReceipt {
  @Field(() => ID, { description: 'Names the erasure: the same each time that it is asked for.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: "When the member's own region erased it." })
  erasedAt!: Date;

  @Field(() => [ID], {
    description: 'Slugs of the regions that have erased by now; the others do as soon as they answer.',
  })
  regions!: readonly string[];
}
