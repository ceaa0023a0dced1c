/** For how long a reader waits for an own write, in milliseconds: here and in the directory together. */
export const PATIENCE_MILLIS = 2000;
/** How many readers are with the directory at one time, which lets them wait there. */
const WAITING_INSIDE = 256;
/** How many of those that have no time left to wait are answered at one time. */
const LATE_INSIDE = 8;

/** A reader's turn. Whoever is given one gives it back. */
export interface Turn {
  /** For how much longer the reader may wait. */
  readonly patienceMillis: number;
  leave(): void;
}

interface Guest {
  readonly since: number;
  readonly isGone: () => boolean;
  readonly timer: NodeJS.Timeout;
  readonly admit: (turn: Turn | null) => void;
}

/**
 * Where readers of their own writes (`x-read-after`) stand in line, so that however many they are, they take no more of
 * the gateway than a few: everyone else is served as if they were not there. Measured without it: ten thousand of them
 * at once made every answer fail, those of others too.
 */
export class WaitingRoom {
  private inside = 0;
  private lateInside = 0;
  /** In the order in which they came, which is also the order in which their time runs out. */
  private readonly line: Guest[] = [];
  private readonly lateLine: Guest[] = [];

  /** @param giveUpMillis how old a request may be that is answered at all */
  constructor(private readonly giveUpMillis: number) {}

  /** Waits for a turn; null for one that came so late that it must be refused, or whose client is gone. */
  enter(isGone: () => boolean): Promise<Turn | null> {
    return new Promise((admit) => {
      const timer = setTimeout(() => this.becomeLate(), PATIENCE_MILLIS);
      this.line.push({ since: performance.now(), isGone, timer, admit });
      this.letIn();
    });
  }

  private letIn(): void {
    while (this.inside < WAITING_INSIDE) {
      const guest = this.line.shift();
      if (!guest) return;
      clearTimeout(guest.timer);
      if (guest.isGone()) {
        guest.admit(null);
        continue;
      }
      this.inside += 1;
      const patienceMillis = Math.max(0, Math.round(PATIENCE_MILLIS - (performance.now() - guest.since)));
      guest.admit({ patienceMillis, leave: this.once(() => (this.inside -= 1)) });
    }
  }

  /** The time of whoever came first has run out. */
  private becomeLate(): void {
    const guest = this.line.shift();
    if (guest) this.lateLine.push(guest);
    this.letLateIn();
  }

  private letLateIn(): void {
    while (this.lateInside < LATE_INSIDE) {
      const guest = this.lateLine.shift();
      if (!guest) return;
      if (guest.isGone() || performance.now() - guest.since > this.giveUpMillis) {
        guest.admit(null);
        continue;
      }
      this.lateInside += 1;
      guest.admit({ patienceMillis: 0, leave: this.once(() => (this.lateInside -= 1)) });
    }
  }

  private once(leave: () => void): () => void {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      leave();
      this.letIn();
      this.letLateIn();
    };
  }
}
