import { ValidateNested } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { ActivityOrder } from '../../schema/contract/activity-enums';
import { ActivityFilter, MemberFilter, NetworkFilter } from '../../schema/contract/filters';
import { MemberOrder } from '../../schema/contract/member-enums';
import { ForwardArguments, PageArguments } from '../kit/list/page-arguments';

/** Arguments of a list of members. */
@ArgsType()
export class MemberListArguments extends PageArguments {
  @Field(() => MemberFilter, {
    nullable: true,
    description: 'Which members; all that the asker may find when left out.',
  })
  @ValidateNested()
  filter?: MemberFilter | null;

  @Field(() => MemberOrder, {
    defaultValue: MemberOrder.JOINED_NEWEST_FIRST,
    description: 'The order of the list.',
  })
  orderBy!: MemberOrder;
}

/** Arguments of a list of activities. */
@ArgsType()
export class ActivityListArguments extends PageArguments {
  @Field(() => ActivityFilter, {
    nullable: true,
    description: 'Which activities; all that are published or cancelled when left out.',
  })
  @ValidateNested()
  filter?: ActivityFilter | null;

  @Field(() => ActivityOrder, {
    defaultValue: ActivityOrder.STARTS_SOONEST_FIRST,
    description: 'The order of the list.',
  })
  orderBy!: ActivityOrder;
}

/** Arguments of a list of networks. */
@ArgsType()
export class NetworkListArguments extends ForwardArguments {
  @Field(() => NetworkFilter, { nullable: true, description: 'Which networks; all when left out.' })
  @ValidateNested()
  filter?: NetworkFilter | null;
}
