import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Node } from '../../schema/contract/node';
import { Activity } from '../region/activity';
import { Booking } from '../region/booking';
import { Member } from '../region/member';
import { Network } from '../region/network';
import { Region } from '../region/region-profile';
import { HealthAndSocialCareTrust } from './health-and-social-care-trust';

@Entity('region')
@ObjectType({ implements: [Region], description: 'The region Northern Ireland.' })
@Directive('@key(fields: "slug")')
export class NorthernIreland extends Region {}

@Entity('member')
@ObjectType({ implements: [Node, Member], description: 'A member of Northern Ireland.' })
@Directive('@key(fields: "id")')
export class NorthernIrelandMember extends Member {}

@Entity('activity')
@ObjectType({ implements: [Node, Activity], description: 'An activity in Northern Ireland.' })
@Directive('@key(fields: "id")')
export class NorthernIrelandActivity extends Activity {
  @Column({ type: 'varchar', length: 20, nullable: true })
  @Field(() => HealthAndSocialCareTrust, {
    nullable: true,
    description:
      'The health and social care trust of the place, or of the host when it is only online; null where it is not known.',
  })
  healthAndSocialCareTrust!: HealthAndSocialCareTrust | null;
}

@Entity('network')
@ObjectType({ implements: [Node, Network], description: 'A network of Northern Ireland.' })
@Directive('@key(fields: "id")')
export class NorthernIrelandNetwork extends Network {}

@Entity('booking')
@ObjectType({ implements: [Node, Booking], description: 'A place at an activity in Northern Ireland.' })
@Directive('@key(fields: "id")')
export class NorthernIrelandBooking extends Booking {}
