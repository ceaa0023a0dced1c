import fc from 'fast-check';
import { engine } from '../support/databases';
import { rounds } from '../support/rounds';
import { TemporaryFolder } from '../unit/temporary-folder';
import { BAD, openStage, Scene, type Differences, type Rival, type Said, type Stage } from './feed-scene';

/** A server takes five times as long for each. */
const SCHEDULES = engine === 'embedded' ? rounds(1000, 300) : rounds(300, 100);
/** In milliseconds. On a file one writes at a time, and all others wait. */
const LONGEST_PAUSE = engine === 'embedded' ? 3 : 40;

const folder = new TemporaryFolder();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(folder);
});
afterAll(() => folder.remove());

const none: Differences = { missing: [], phantom: [], stale: [], wronglySetAside: [], notSetAside: [] };

type Step = (scene: Scene) => Promise<unknown>;

const limit = fc.integer({ min: 1, max: 4 });
const name = fc.nat(99).map((number) => `name ${number}`);
const saidOf = (ids: string): fc.Arbitrary<Said> =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...Array.from(ids)),
      fc.oneof({ weight: 6, arbitrary: name }, { weight: 3, arbitrary: fc.constant(null) }, fc.constant(BAD)),
    ),
    { minLength: 1, maxLength: 3 },
  );

const write = saidOf('abcde').map((changes): [string, Step] => [
  `write ${JSON.stringify(changes)}`,
  (scene) => scene.write(changes),
]);

const rival: fc.Arbitrary<Rival> = fc.record({
  // Of many ids: those that write the same wait for each other before they come to the feed.
  changes: saidOf('abcdefghijklmnopqrst'),
  pause: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: LONGEST_PAUSE })),
  isTakenBack: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

/** Writes that begin at once and end whenever they do, beside whatever comes next: first of all some pulls. */
const writesAtOnce = fc
  .tuple(fc.array(rival, { minLength: 3, maxLength: 5 }), fc.array(limit, { minLength: 1, maxLength: 4 }))
  .map(([rivals, pulls]): [string, Step] => [
    `write at once ${JSON.stringify(rivals)}, and pull ${pulls.join(', ')}`,
    async (scene) => {
      await scene.begin(rivals);
      for (const size of pulls) await scene.pull(size);
    },
  ]);

const steps: fc.Arbitrary<[string, Step]> = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 5, arbitrary: writesAtOnce },
  {
    weight: 5,
    arbitrary: limit.map((size): [string, Step] => [`pull ${size}`, (scene) => scene.pull(size)]),
  },
  { weight: 2, arbitrary: limit.map((size): [string, Step] => [`ask ${size}`, (scene) => scene.ask(size)]) },
  {
    weight: 3,
    arbitrary: fc.nat(9).map((at): [string, Step] => [`deliver ${at}`, (scene) => scene.deliverOld(at)]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(limit, fc.nat(4))
      .map(([size, turn]): [string, Step] => [
        `pull ${size} disordered by ${turn}`,
        (scene) => scene.pullDisordered(size, turn),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(limit, fc.nat(25))
      .map(([size, at]): [string, Step] => [
        `pull ${size} and die at ${at}`,
        (scene) => scene.pullAndDie(size, at),
      ]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['back up', (scene) => scene.keepBackup()]) },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['restore', (scene) => scene.restore()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['leave', (scene) => scene.leave()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['come back', (scene) => scene.comeBack()]) },
);

const schedule = fc.array(
  steps.map(([text, run]) => ({ run, [fc.toStringMethod]: () => text })),
  { minLength: 4, maxLength: 16 },
);

it(`the index is what its owner says after each of ${SCHEDULES} schedules of faults`, async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(schedule, fc.boolean(), async (script, endsAway) => {
      count += 1;
      const scene = await Scene.start(stage);
      for (const { run } of script) await run(scene);
      if (endsAway) await scene.leave();
      else await scene.comeBack();
      await scene.catchUp();
      // What was still under way arrives at last, and changes nothing.
      for (let at = 0; at < 3; at += 1) await scene.deliverOld(at);
      await scene.catchUp();
      expect(await scene.differences()).toEqual(none);
    }),
    { numRuns: SCHEDULES },
  );
  expect(count).toBeGreaterThanOrEqual(SCHEDULES);
  const { atOnce, takenBack, pulledBeside } = Scene.tally;
  process.stdout.write(
    `${atOnce} writes began beside others, ${takenBack} of them were taken back; ${pulledBeside} pages were read meanwhile.\n`,
  );
  expect(Math.min(atOnce, takenBack, pulledBeside)).toBeGreaterThan(SCHEDULES / 4);
});
