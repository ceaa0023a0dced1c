import type { DataSource } from 'typeorm';
import type { RegionDefinition } from '../../../subgraphs/region/region-definition';
import type { MixedLoad, Retried } from './mixed-load';
import {
  compareKeys,
  findBrokenWords,
  findHalves,
  keyLine,
  readState,
  type StoredState,
} from './stored-state';

/** What became of the writes that had no answer. */
export interface Aftermath {
  readonly retried: readonly Retried[];
  /** How many of them were stored all the same. */
  readonly stored: number;
}

/** A region under a mixed load that something happens to, and all that it has said looked after each time. */
export class Ordeal {
  private marksBefore: readonly number[] = [];

  constructor(
    private readonly region: RegionDefinition,
    readonly load: MixedLoad,
    private readonly open: () => Promise<DataSource>,
  ) {}

  /** Begins the load, in a region where nobody has written. */
  async begin(): Promise<void> {
    this.marksBefore = (await this.state()).marks;
    await this.load.start();
  }

  /**
   * Looks at what is there when every client is cut off, and the region is well again; has what had no answer sent again,
   * and looks at all that was ever said. The clients then go on.
   */
  async look(): Promise<Aftermath> {
    const before = await this.state();
    const { lost, unanswered } = compareKeys(before, this.load.told);
    expect({ lost, halves: this.halvesOf(before) }).toEqual({ lost: [], halves: [] });
    const retried = await this.load.retry();
    expect(findUntold(unanswered, retried)).toEqual([]);
    expect(await this.load.repeatSome(3)).toEqual([]);
    const after = await this.state();
    expect([...this.halvesOf(after), ...findBrokenWords(after, this.load.told)]).toEqual([]);
    this.load.goOn();
    return { retried, stored: unanswered.length };
  }

  private async state(): Promise<StoredState> {
    const source = await this.open();
    return readState(source, this.region).finally(() => source.destroy());
  }

  private halvesOf(state: StoredState): string[] {
    return findHalves(state, this.region, this.marksBefore);
  }
}

/** Of what is stored without an answer, that which was not told when it was asked for again, or was said not to be. */
function findUntold(unanswered: readonly string[], retried: readonly Retried[]): string[] {
  return unanswered.flatMap((line) => {
    const { lack, done } = retried.find((one) => one.done && keyLine(one.done) === line) ?? {};
    const isTold = lack !== undefined && lack !== 'DATABASE_UNAVAILABLE';
    return isTold ? [] : [`${line}, ${done?.name ?? 'of nobody'}: stored, and answered by ${lack}`];
  });
}
