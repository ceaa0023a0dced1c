import { Mutex } from '../../subgraphs/kit/database/mutex';

/** Work that ends when it is told to, and says when it began. */
function heldWork(name: string, events: string[]) {
  let release!: () => void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const work = async (): Promise<string> => {
    events.push(`${name} begins`);
    await gate;
    events.push(`${name} ends`);
    return name;
  };
  return { work, release };
}

it('lets one piece of work run at a time, in the order of asking', async () => {
  const mutex = new Mutex();
  const events: string[] = [];
  const first = heldWork('first', events);
  const second = heldWork('second', events);
  const third = heldWork('third', events);
  const all = Promise.all([first, second, third].map(({ work }) => mutex.run(work)));
  third.release();
  second.release();
  await new Promise((resolve) => setImmediate(resolve));
  expect(events).toEqual(['first begins']);
  first.release();
  expect(await all).toEqual(['first', 'second', 'third']);
  expect(events).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
});

it('tells the one who asked of a failure, and lets the next one run', async () => {
  const mutex = new Mutex();
  const outcomes = await Promise.allSettled([
    mutex.run(() => Promise.reject(new Error('no'))),
    mutex.run(() => {
      throw new Error('not even begun');
    }),
    mutex.run(() => Promise.resolve('yes')),
  ]);
  expect(outcomes).toEqual([
    { status: 'rejected', reason: new Error('no') },
    { status: 'rejected', reason: new Error('not even begun') },
    { status: 'fulfilled', value: 'yes' },
  ]);
});

it('can be asked for from outside while it is held', async () => {
  const mutex = new Mutex();
  let later: Promise<string> | undefined;
  await mutex.run(() => {
    later = mutex.run(() => Promise.resolve('later'));
    return Promise.resolve();
  });
  expect(await later).toBe('later');
});
