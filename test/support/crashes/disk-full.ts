import { ask } from '../ask';
import { waitUntil } from '../wait-until';
import type { Ordeal } from './ordeal';
import type { SmallDisk } from './small-disk';

interface Full {
  readonly ordeal: Ordeal;
  readonly disk: SmallDisk;
  readonly url: string;
}

async function countMembers(url: string): Promise<unknown> {
  const { data, errors } = await ask(url, '{ members(first: 100) { totalCount nodes { id displayName } } }');
  return errors ?? typeof data.members.totalCount;
}

/** Fills the disk in the middle of the load; looks at what is said meanwhile, and at what is there when it has room again. */
export async function fillAndFree({ ordeal, disk, url }: Full): Promise<void> {
  const { load } = ordeal;
  await load.untilDone(40);
  disk.fill();
  await load.untilCutOff();
  const said = new Set<string>();
  for (let time = 1; time <= 20; time += 1) said.add(await load.tryOne());
  // Now and then there is room for one more, since what is written over needs none.
  said.delete('DONE');
  expect([...said]).toEqual(['DATABASE_UNAVAILABLE']);
  expect(await countMembers(url)).toBe('number');
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  disk.free();
  await waitUntil('it is written to again', async () => (await load.tryOne()) === 'DONE');
  const { retried } = await ordeal.look();
  expect([...new Set(retried.map(({ lack }) => lack))]).toEqual(['DATABASE_UNAVAILABLE']);
}
