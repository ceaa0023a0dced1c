interface Silence {
  /** How often in a row the region did not answer. */
  readonly times: number;
  /** Milliseconds since 1970, until when it is not asked. */
  readonly until: number;
}

/** How long a region that does not answer is left alone at most, as a multiple of the first rest. */
const MOST_RESTS = 64;

/** Which regions have been silent, and from when on they are asked again: after twice as long each time. */
export class Patience {
  private readonly silences = new Map<string, Silence>();

  /** @param restMillis how long the first rest is. */
  constructor(
    private readonly restMillis: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Milliseconds since 1970, until when a region is not to be asked; 0 for one that may be asked. */
  restsUntil(region: string): number {
    const until = this.silences.get(region)?.until ?? 0;
    return until > this.now() ? until : 0;
  }

  /** Answers until when it is not to be asked, and whether it had answered before. */
  wasSilent(region: string): { readonly until: number; readonly isNew: boolean } {
    const earlier = this.silences.get(region);
    const resting = this.restsUntil(region);
    // Of several that met the same silence, one counts.
    if (earlier && resting > 0) return { until: resting, isNew: false };
    const times = earlier?.times ?? 0;
    const until = this.now() + this.restMillis * Math.min(2 ** times, MOST_RESTS);
    this.silences.set(region, { times: times + 1, until });
    return { until, isNew: times === 0 };
  }

  answered(region: string): void {
    this.silences.delete(region);
  }
}
