import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Node } from '../../schema/contract/node';
import { Activity } from '../region/activity';
import { Booking } from '../region/booking';
import { Member } from '../region/member';
import { Network } from '../region/network';
import { Region } from '../region/region-profile';

@Entity('region')
@ObjectType({ implements: [Region], description: 'The region England outside Cumbria.' })
@Directive('@key(fields: "slug")')
export class England extends Region {}

@Entity('member')
@ObjectType({ implements: [Node, Member], description: 'A member of England.' })
@Directive('@key(fields: "id")')
export class EnglandMember extends Member {}

@Entity('activity')
@ObjectType({ implements: [Node, Activity], description: 'An activity in England outside Cumbria.' })
@Directive('@key(fields: "id")')
export class EnglandActivity extends Activity {
  @Column({ type: 'varchar', length: 120, nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'The NHS integrated care board of the place, or of the host when it is only online; null where it is not known.',
  })
  integratedCareBoard!: string | null;
}

@Entity('network')
@ObjectType({ implements: [Node, Network], description: 'A network of England.' })
@Directive('@key(fields: "id")')
export class EnglandNetwork extends Network {}

@Entity('booking')
@ObjectType({ implements: [Node, Booking], description: 'A place at an activity in England.' })
@Directive('@key(fields: "id")')
export class EnglandBooking extends Booking {}
