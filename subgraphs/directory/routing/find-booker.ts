import { z } from 'zod';
import { bookerOf } from '../../../schema/booker';
import type { Booker } from '../../../schema/viewer';
import type { DirectoryContext } from '../directory-context';
import { sendToRegion } from './call-region';
import { RegionSilent } from './post-to-region';

const query = `query Booker($id: ID!) {
  member(id: $id) {
    displayName
    status
    private { consents { purpose withdrawnAt } accessRequirements { kind { slug } shareWithHosts } }
  }
}`;

const member = z.object({
  displayName: z.string(),
  status: z.string(),
  private: z
    .object({
      consents: z.array(z.object({ purpose: z.string(), withdrawnAt: z.string().nullable() })),
      accessRequirements: z.array(
        z.object({ kind: z.object({ slug: z.string() }), shareWithHosts: z.boolean() }),
      ),
    })
    .nullable(),
});
const shape = z.object({ data: z.object({ member: member.nullable() }) });

/**
 * Asks the member's own region, as the viewer, what a host elsewhere may be told: the name is that region's word and
 * never the caller's. Null where the viewer may not find the member there, or it is none any more. Whoever may find it
 * and may not see its consents is told no name. Throws RegionSilent.
 */
export async function findBooker(
  context: DirectoryContext,
  { member: id, needs, home }: { member: string; needs: readonly string[]; home: string },
): Promise<Booker | null> {
  const answer = await sendToRegion(context.regionCalls, context, { region: home, query, variables: { id } });
  const { success, data } = shape.safeParse(answer);
  if (!success) throw new RegionSilent('A region gave no sound answer about a member.');
  const found = data.data.member;
  if (found?.status !== 'ACTIVE') return null;
  const { displayName, private: own } = found;
  const consents = (own?.consents ?? []).filter(({ withdrawnAt }) => withdrawnAt === null);
  return bookerOf(
    {
      id,
      homeRegion: home,
      displayName,
      consents: consents.map(({ purpose }) => purpose),
      requirements: (own?.accessRequirements ?? []).map(({ kind: { slug }, shareWithHosts }) => ({
        kind: slug,
        shareWithHosts,
      })),
    },
    needs,
  );
}
