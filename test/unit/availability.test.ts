import { availabilityOf, holdsPlace, placesLeft } from '../../subgraphs/region/availability';
import { BookingStatus } from '../../schema/contract/activity-enums';

const now = new Date('2026-11-21T12:00:00Z');
const later = new Date(now.getTime() + 1);

type Given = Partial<Parameters<typeof availabilityOf>[0]> & { held?: number; waiting?: number };

function tell({ held = 0, waiting = 0, ...activity }: Given): string {
  const published = { capacity: 10, waitlistLimit: 2, status: 'PUBLISHED', startsAt: later } as const;
  return availabilityOf({ ...published, ...activity }, { held, waiting }, now);
}

it.each<[string, Given, string]>([
  ['with room', { held: 6 }, 'OPEN'],
  ['with three places left', { held: 7 }, 'FEW_LEFT'],
  ['with one place left', { held: 9 }, 'FEW_LEFT'],
  ['with a tenth left', { capacity: 100, held: 90 }, 'FEW_LEFT'],
  ['with more than a tenth left', { capacity: 100, held: 89 }, 'OPEN'],
  ['that is small and empty', { capacity: 3 }, 'FEW_LEFT'],
  ['that is taken, with room to wait', { held: 10, waiting: 1 }, 'WAITING_LIST'],
  ['that is taken, waiting list and all', { held: 10, waiting: 2 }, 'FULL'],
  ['that is taken and lets any number wait', { held: 10, waiting: 500, waitlistLimit: null }, 'WAITING_LIST'],
  ['that is taken and lets no one wait', { held: 10, waitlistLimit: 0 }, 'FULL'],
  ['that more hold than it has places', { held: 12 }, 'WAITING_LIST'],
  ['without a limit', { capacity: null, held: 5000 }, 'OPEN'],
  ['without a place', { capacity: 0 }, 'WAITING_LIST'],
  ['that starts now', { startsAt: now }, 'CLOSED'],
  ['that has started', { startsAt: new Date(0) }, 'CLOSED'],
  ['that has started, without a limit', { capacity: null, startsAt: now }, 'CLOSED'],
  ['that is cancelled', { status: 'CANCELLED' }, 'CLOSED'],
  ['that is a draft', { status: 'DRAFT' }, 'CLOSED'],
])('an activity %s', (_what, given, expected) => {
  expect(tell(given)).toBe(expected);
});

it.each([
  [10, 4, 6],
  [10, 10, 0],
  [10, 12, 0],
  [0, 0, 0],
  [null, 12, null],
])('of %p places with %p held, %p are left', (capacity, held, expected) => {
  expect(placesLeft({ capacity }, { held, waiting: 0 })).toBe(expected);
});

it('a place is held by who has it, who is offered it and who had it, and by no one else', () => {
  const holding = Object.keys(BookingStatus).filter((status) => holdsPlace.includes(status));
  expect(holding).toEqual(['BOOKED', 'OFFERED', 'ATTENDED', 'NO_SHOW']);
});
