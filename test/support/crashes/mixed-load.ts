import { DEVELOPMENT_VIEWER_HEADER } from '../../../schema/development-viewer';
import type { Viewer } from '../../../schema/viewer';
import { ask, type Answer } from '../ask';
import { mutation, type Mutated } from '../mutate';
import { waitUntil } from '../wait-until';
import { Gate } from './gate';
import { Told, type Acknowledged, type Lack, type Sent } from './told';

const region = 'cumbria';
const coordinator: Viewer = { roles: ['coordinator'], coordinates: [region] };
const self = (memberId: string): Viewer => ({
  roles: ['member'],
  memberId,
  homeRegion: region,
  coordinates: [],
});

/** One write that had no answer, and what came of it when it was sent again. */
export interface Retried {
  readonly lack: Lack;
  /** Null where the place that it would have had was taken meanwhile. */
  readonly done: Acknowledged | null;
}

/** The gates between a kill and the next round. */
class Round {
  /** Opens when the killed process serves again: what had no answer is sent again. */
  readonly retry = new Gate();
  /** Opens when what is stored has been looked at. */
  readonly goOn = new Gate();
  readonly retried: Retried[] = [];
}

/** Several clients that write all the time, each one thing after another, and send again what had no answer. */
export class MixedLoad {
  readonly told = new Told();
  /** Whatever no client of a region that keeps its word meets. */
  readonly faults: string[] = [];
  private round = new Round();
  private keys = 0;
  private isOver = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: () => string,
    private readonly clients: number,
  ) {}

  /** Begins to write; ends after `stop`. */
  async start(): Promise<void> {
    const popular = await this.makeActivity('Popular', { capacity: 3, waitlistLimit: 2 });
    const clients = Array.from({ length: this.clients }, (_, index) => this.runClient(index, popular));
    this.running = Promise.all(clients);
  }

  /** Waits until so many more are acknowledged. */
  async untilDone(more: number): Promise<void> {
    const wanted = this.told.acknowledged.length + more;
    await this.until(`${more} writes are done`, () => this.told.acknowledged.length >= wanted);
  }

  /** Waits until each client has sent something that has no answer. */
  async untilCutOff(): Promise<void> {
    await this.until('every client is cut off', () => this.round.retry.waiting === this.clients);
  }

  /** Sends again all that had no answer, and tells what came of it. */
  async retry(): Promise<readonly Retried[]> {
    const { retry, goOn, retried } = this.round;
    retry.open();
    await this.until('all is sent again', () => goOn.waiting === this.clients);
    return retried;
  }

  /** Sends one write more, beside those of the clients, once. */
  async tryOne(): Promise<Lack | 'DONE'> {
    this.keys += 1;
    const answer = await this.attempt(this.joining(`Extra ${this.keys}`), false);
    return typeof answer === 'string' ? answer : 'DONE';
  }

  /** Sends some of what is acknowledged again, and tells of those that are answered in another way than before. */
  async repeatSome(count: number): Promise<Acknowledged[]> {
    const { acknowledged } = this.told;
    const some = Array.from(
      { length: count },
      () => acknowledged[Math.floor(Math.random() * acknowledged.length)]!,
    );
    const again = await Promise.all(some.map((one) => this.answerOf(one)));
    return some.filter(({ id, change }, index) => {
      const { data, errors } = again[index]!;
      const answer = data?.[some[index]!.name] as Mutated | undefined;
      // Whoever has left is not shown any more.
      const isSame = (answer?.thing?.id ?? id) === id && answer?.change === change;
      return errors !== undefined || !isSame;
    });
  }

  /** Lets the clients go on as before. */
  goOn(): void {
    const { goOn } = this.round;
    this.round = new Round();
    goOn.open();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    this.round.retry.open();
    this.round.goOn.open();
    await this.running;
  }

  private async until(what: string, isSo: () => boolean): Promise<void> {
    await waitUntil(what, () => Promise.resolve(isSo() || this.faults.length > 0), 60_000);
    if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
  }

  private async runClient(number: number, popular: string): Promise<void> {
    try {
      for (let turn = 1; !this.isOver; turn += 1) await this.writeAll(`${number}-${turn}`, popular);
    } catch (error) {
      this.faults.push((error as Error).message);
    }
  }

  /** One turn of a client: every kind of write, on people and activities of its own and on a place that all want. */
  private async writeAll(turn: string, popular: string): Promise<void> {
    const ann = await this.sendUntilAnswered(this.joining(`Ann ${turn}`));
    const ben = await this.sendUntilAnswered(this.joining(`Ben ${turn}`));
    await this.send('updateMember', { id: ann, displayName: `Anna ${turn}` }, self(ann));
    const activity = await this.makeActivity(turn, { capacity: 1, waitlistLimit: 5 });
    const first = await this.book(activity, ann);
    const second = await this.book(activity, ben);
    const wish = await this.book(popular, ann, { mayBeFull: true });
    await this.send('cancelBooking', { activity, id: first }, self(ann));
    await this.send('acceptOffer', { activity, id: second }, self(ben));
    if (wish) await this.send('cancelBooking', { activity: popular, id: wish }, self(ann));
    await this.send('updateMember', { id: ben, displayName: `Benedict ${turn}` }, self(ben));
    await this.send('leaveNetwork', { id: ann }, self(ann));
  }

  private joining(displayName: string): Sent {
    const input = {
      idempotencyKey: `join as ${displayName}`,
      region,
      kind: 'PERSON',
      displayName,
      email: 'somebody@example.org',
      visibility: 'PUBLIC',
      consents: ['MEMBERSHIP'],
      wordingVersion: '2026-04',
    };
    return { name: 'joinNetwork', input };
  }

  private async makeActivity(title: string, room: object): Promise<string> {
    const input = {
      ...{ region, kind: 'MEETING', mode: 'ONLINE', title: [{ language: 'en', text: title }] },
      ...{ startsAt: '2090-03-01T18:00:00Z', endsAt: '2090-03-01T19:00:00Z' },
      ...room,
    };
    const id = await this.send('createActivity', input, coordinator);
    return this.send('publishActivity', { id }, coordinator);
  }

  private book(activity: string, member: string, { mayBeFull = false } = {}): Promise<string> {
    return this.send('bookPlace', { activity, member }, self(member), mayBeFull);
  }

  private send(name: Sent['name'], given: object, as: Viewer, mayBeFull = false): Promise<string> {
    this.keys += 1;
    const input = { ...given, idempotencyKey: `key of ${this.keys}` };
    return this.sendUntilAnswered({ name, input, as }, mayBeFull);
  }

  /** Sends a write until it is answered. Answers the id of the thing; none where there was no room. */
  private async sendUntilAnswered(sent: Sent, mayBeFull = false): Promise<string> {
    const first = await this.attempt(sent, mayBeFull);
    if (typeof first !== 'string') return first?.id ?? '';
    const { retry, goOn, retried } = this.round;
    await retry.pass();
    if (this.isOver) return '';
    const second = await this.attempt(sent, mayBeFull);
    if (typeof second === 'string') throw new Error(`${sent.name}, sent again, was answered by ${second}.`);
    retried.push({ lack: first, done: second });
    await goOn.pass();
    return second?.id ?? '';
  }

  private answerOf({ name, input, as }: Sent): Promise<Answer> {
    const who: Record<string, string> = as ? { [DEVELOPMENT_VIEWER_HEADER]: JSON.stringify(as) } : {};
    return ask(this.url(), mutation(name, input, '__typename id status'), who);
  }

  private async attempt(sent: Sent, mayBeFull: boolean): Promise<Acknowledged | null | Lack> {
    const answer = await this.answerOf(sent).catch((error: unknown) => {
      // Of another realm than the classes of the tests.
      if ((error as Error).name === 'TypeError') return null;
      throw error;
    });
    if (!answer) return 'NO_ANSWER';
    const code = answer.errors?.[0]?.extensions.code;
    if (code === 'OUTCOME_UNKNOWN' || code === 'DATABASE_UNAVAILABLE') return code;
    const { thing, change, problems = [] } = (answer.data?.[sent.name] ?? {}) as Partial<Mutated>;
    if (mayBeFull && problems[0]?.code === 'FULL') return null;
    if (answer.errors || problems.length > 0)
      throw new Error(`${sent.name} was answered by ${JSON.stringify(answer)}.`);
    const named = (sent.input as { id?: string }).id ?? '';
    const done = { ...sent, id: thing?.id ?? named, change: change ?? null, status: thing?.status ?? '' };
    this.told.take(done);
    return done;
  }
}
