import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Directive, Field, ObjectType } from 'type-graphql';
import { CoordinationRole } from '../../schema/contract/region-enums';
import { DateScalar } from '../../schema/contract/scalars';
import { AreaReference, OrganisationReference } from './references';

/** What an organisation does for a network. Exactly one of a network's has the role LEAD. */
@Entity('coordination')
@ObjectType('Coordination', { description: 'What an organisation does for a network, and where.' })
@Directive('@shareable')
export class Coordination {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  organisationId!: string;

  @Index('coordination_by_network')
  @PrimaryColumn({ type: 'varchar', length: 100 })
  networkId!: string;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => CoordinationRole, { description: 'Lead or partner; every network has exactly one lead.' })
  role!: CoordinationRole;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'First day; null where it is not known.' })
  from!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day; null while it lasts or where it is not known.',
  })
  to!: string | null;

  /** GSS codes; null where it is not known. */
  @Column({ type: 'simple-json', nullable: true })
  areaCodes!: readonly string[] | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'True when the region of the organisation was inferred and may be corrected.',
  })
  regionAssumed!: boolean;

  @Field(() => OrganisationReference, { nullable: true, description: 'The organisation.' })
  organisation(): OrganisationReference {
    return { id: this.organisationId };
  }

  @Field(() => [AreaReference], {
    nullable: true,
    description: 'The part of the region that it covers; null where it is not known.',
  })
  coversAreas(): AreaReference[] | null {
    return this.areaCodes?.map((gss) => ({ gss })) ?? null;
  }
}
