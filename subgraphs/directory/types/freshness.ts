import { Field, Int, ObjectType } from 'type-graphql';
import { RegionStatus } from '../../../schema/contract/region-enums';
import { DateTimeScalar } from '../../../schema/contract/scalars';

/** How current the UK-wide lists are for one region. */
@ObjectType('Freshness', { description: 'How current the UK-wide lists are for one region.' })
export class Freshness {
  @Field(() => RegionStatus, {
    description: 'Whether the region answers, and whether all that it said is in the lists.',
  })
  status!: RegionStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the lists last held all that the region had said; null when they never have.',
  })
  asOf!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Changes not yet in the lists; null when it cannot be known.',
  })
  behind!: number | null;

  @Field(() => Int, { description: 'Changes that could not be understood and were set aside.' })
  setAside!: number;
}
