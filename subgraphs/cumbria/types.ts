import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Node } from '../../schema/contract/node';
import { Activity } from '../region/activity';
import { Booking } from '../region/booking';
import { Member } from '../region/member';
import { Network } from '../region/network';
import { Region } from '../region/region-profile';
import { CumbrianAuthority } from './cumbrian-authority';

@Entity('region')
@ObjectType({ implements: [Region], description: 'The region Cumbria.' })
@Directive('@key(fields: "slug")')
export class Cumbria extends Region {}

@Entity('member')
@ObjectType({ implements: [Node, Member], description: 'A member of Cumbria.' })
@Directive('@key(fields: "id")')
export class CumbriaMember extends Member {}

@Entity('activity')
@ObjectType({ implements: [Node, Activity], description: 'An activity in Cumbria.' })
@Directive('@key(fields: "id")')
export class CumbriaActivity extends Activity {
  @Column({ type: 'varchar', length: 30, nullable: true })
  @Field(() => CumbrianAuthority, {
    nullable: true,
    description:
      'Which of the two authorities the place, or the host when it is only online, is in; null where it is not known.',
  })
  authority!: CumbrianAuthority | null;
}

@Entity('network')
@ObjectType({ implements: [Node, Network], description: 'A network of Cumbria.' })
@Directive('@key(fields: "id")')
export class CumbriaNetwork extends Network {}

@Entity('booking')
@ObjectType({ implements: [Node, Booking], description: 'A place at an activity in Cumbria.' })
@Directive('@key(fields: "id")')
export class CumbriaBooking extends Booking {}
