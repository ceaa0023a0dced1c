import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Node } from '../../schema/contract/node';
import { Activity } from '../region/activity';
import { Booking } from '../region/booking';
import { Member } from '../region/member';
import { Network } from '../region/network';
import { Region } from '../region/region-profile';

@Entity('region')
@ObjectType({ implements: [Region], description: 'The region Wales.' })
@Directive('@key(fields: "slug")')
export class Wales extends Region {}

@Entity('member')
@ObjectType({ implements: [Node, Member], description: 'A member of Wales.' })
@Directive('@key(fields: "id")')
export class WalesMember extends Member {}

@Entity('activity')
@ObjectType({
  implements: [Node, Activity],
  description: 'An activity in Wales: always in Welsh and in English.',
})
@Directive('@key(fields: "id")')
export class WalesActivity extends Activity {
  @Column({ type: 'boolean', default: false })
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Welsh is translated into English as people speak.',
  })
  simultaneousTranslation!: boolean;
}

@Entity('network')
@ObjectType({ implements: [Node, Network], description: 'A network of Wales.' })
@Directive('@key(fields: "id")')
export class WalesNetwork extends Network {}

@Entity('booking')
@ObjectType({ implements: [Node, Booking], description: 'A place at an activity in Wales.' })
@Directive('@key(fields: "id")')
export class WalesBooking extends Booking {}
