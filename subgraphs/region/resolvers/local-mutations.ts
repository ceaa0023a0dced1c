import { mutations, type MutationName, type MutationRow } from '../../../schema/contract/mutations';
import { afterTheFact } from '../../kit/database/failures';
import { mutationResolver } from '../../kit/mutation-resolver';
import { paperPayloads, payloadOf, payloadWith, type Payload } from '../../kit/payload';
import { Activity } from '../activity';
import { Booking } from '../booking';
import { Member } from '../member';
import { getReceipt } from '../person/erasure';
import { exportAlone } from '../person/export-person';
import { findActivity, findBooking, findMember, type RegionContext } from '../region-context';
import { allWrites } from '../writes/all-writes';
import { performWrite } from '../writes/write';

const payloads = {
  member: payloadOf('Member', 'member', Member),
  activity: payloadOf('Activity', 'activity', Activity),
  booking: payloadOf('Booking', 'booking', Booking),
  ...paperPayloads,
};

type Show = (context: RegionContext, id: string) => Promise<object | string>;

/** What a write answers with: the thing as the viewer may see it; of what is not for them, no more than its id. */
const show: Readonly<Record<MutationRow['answers'], Show>> = {
  member: async (context, id) =>
    (await findMember(context, id)) ??
    Object.assign(new context.region.types.Member(), { id, networkIds: [] }),
  activity: async (context, id) =>
    (await findActivity(context, id)) ?? Object.assign(new context.region.types.Activity(), { id }),
  booking: async (context, id) =>
    (await findBooking(context, id)) ??
    Object.assign(new context.region.types.Booking(), {
      id,
      activityId: '',
      needSlugs: [],
      hiddenNeedSlugs: [],
    }),
  document: (context, id) => exportAlone(context, id),
  receipt: ({ db, region }, receipt) => getReceipt(db.read, region, receipt),
};

async function perform(name: MutationName, context: RegionContext, input: object): Promise<Payload> {
  const { answers } = mutations[name];
  const outcome = await performWrite(context, { name, write: allWrites[name], input });
  if ('problems' in outcome)
    return payloadWith(payloads[answers], answers, {
      thing: null,
      change: null,
      problems: outcome.problems,
    });
  const { resultId, change } = outcome.made;
  const thing = await afterTheFact(async () => show[answers](context, resultId));
  return payloadWith(payloads[answers], answers, { thing, change, problems: [] });
}

/** The contract's mutations on this region's own rows. */
export const LocalMutations = mutationResolver<MutationName, RegionContext>(mutations, { payloads, perform });
