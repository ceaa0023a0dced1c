import { Column } from 'typeorm';
import { Field, InterfaceType } from 'type-graphql';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { Node, plainInterface } from '../../schema/contract/node';
import { NetworkStatus } from '../../schema/contract/region-enums';
import { ListedNetwork } from '../catalogue/network-list';

/** A network of citizen leaders, run by a coordinating organisation. */
@InterfaceType('Network', {
  ...plainInterface,
  implements: [Node],
  description: 'A network of citizen leaders, run by a coordinating organisation. It belongs to one region.',
})
export abstract class Network extends ListedNetwork {
  @Column({ type: 'simple-json' })
  nameByLanguage!: TextByLanguage;

  @Column({ type: 'varchar', length: 100, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What its leaders prefer to be called; null where it is not known.',
  })
  leaderTitle!: string | null;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => NetworkStatus, { nullable: true, description: 'Where the network stands in its life.' })
  status!: NetworkStatus;
}
