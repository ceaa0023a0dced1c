import type { MutationName } from '../../../schema/contract/mutations';
import { problem } from '../../../schema/contract/problem';
import type { Activity } from '../activity';
import { isCancelled } from '../messages';
import { activityById } from './subjects';
import type { WriteOf } from './write';

type OfActivity<Name extends MutationName, Known> = WriteOf<Name, Activity, Known>;

/** A write on an activity that is not cancelled: one that is changes no more. */
export function activityWrite<Name extends MutationName, Known>({
  read,
  check,
  store,
}: Omit<OfActivity<Name, Known>, 'about'>): OfActivity<Name, Known> {
  return {
    about: activityById as OfActivity<Name, Known>['about'],
    read,
    check: (deed) =>
      deed.thing.status === 'CANCELLED' ? [problem('CLOSED', isCancelled(), 'id')] : check(deed),
    store,
  };
}
