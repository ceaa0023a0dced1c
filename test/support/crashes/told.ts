import type { MutationName } from '../../../schema/contract/mutations';
import type { Viewer } from '../../../schema/viewer';

/** A write as it is sent, and sent again: with its key. */
export interface Sent {
  readonly name: MutationName;
  readonly input: { readonly idempotencyKey: string };
  readonly as?: Viewer | undefined;
}

/** A write that the region has said is done. */
export interface Acknowledged extends Sent {
  readonly id: string;
  readonly change: string | null;
  readonly status: string;
}

/** Why a write has no answer yet: nothing came, or one of the two codes that say that the database was lost. */
export type Lack = 'NO_ANSWER' | 'OUTCOME_UNKNOWN' | 'DATABASE_UNAVAILABLE';

/** What a region that keeps its word has stored once every write is answered. */
export class Told {
  readonly acknowledged: Acknowledged[] = [];
  readonly members = new Map<string, { displayName: string; status: string }>();
  readonly activities = new Map<string, string>();
  /** What the status of a booking may be: who waits may have been offered a place since. */
  readonly bookings = new Map<string, readonly string[]>();

  take(done: Acknowledged): void {
    this.acknowledged.push(done);
    const { displayName = '' } = done.input as { displayName?: string };
    switch (done.name) {
      case 'joinNetwork':
      case 'updateMember':
        this.members.set(done.id, { displayName, status: 'ACTIVE' });
        break;
      case 'leaveNetwork':
        this.members.set(done.id, { displayName: '', status: 'LEFT' });
        break;
      case 'createActivity':
        this.activities.set(done.id, 'DRAFT');
        break;
      case 'publishActivity':
        this.activities.set(done.id, 'PUBLISHED');
        break;
      case 'bookPlace':
        this.bookings.set(done.id, done.status === 'BOOKED' ? ['BOOKED'] : ['WAITLISTED', 'OFFERED']);
        break;
      case 'cancelBooking':
        this.bookings.set(done.id, ['CANCELLED']);
        break;
      default:
        this.bookings.set(done.id, ['BOOKED']);
    }
  }
}
