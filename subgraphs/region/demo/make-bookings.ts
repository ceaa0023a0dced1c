import type { Faker } from '@faker-js/faker';
import { regions } from '../../../schema/regions';
import { demoId } from '../../kit/demo/demo-id';
import type { DemoSize } from '../../kit/demo/demo-size';
import type { Activity } from '../activity';
import type { Booking } from '../booking';
import type { RegionDefinition } from '../region-definition';
import { demoMark } from './make-members';
import { demoShare } from './shares';

/** One booking in seven is by a member of another region. */
const FROM_ELSEWHERE = 1 / 7;

interface Booker {
  readonly memberId: string;
  readonly homeRegion: string;
}

function chooseBooker(region: RegionDefinition, faker: Faker, size: DemoSize): Booker {
  const others = regions.filter(({ slug }) => slug !== region.row.slug);
  const isElsewhere = others.length > 0 && faker.datatype.boolean(FROM_ELSEWHERE);
  const homeRegion = isElsewhere ? faker.helpers.arrayElement(others).slug : region.row.slug;
  const { groups, people } = demoShare(size, homeRegion);
  const index = groups + faker.number.int({ min: 0, max: Math.max(0, people - 1) });
  return { memberId: demoId(homeRegion, 'member', index), homeRegion };
}

function chooseBookers(
  region: RegionDefinition,
  faker: Faker,
  { size, wanted }: { size: DemoSize; wanted: number },
): Booker[] {
  const chosen = Array.from({ length: wanted }, () => chooseBooker(region, faker, size));
  return [...new Map(chosen.map((booker) => [booker.memberId, booker])).values()];
}

function statusOf(faker: Faker, { isHeld, isPast }: { isHeld: boolean; isPast: boolean }): Booking['status'] {
  if (isPast) return isHeld ? (faker.datatype.boolean(0.85) ? 'ATTENDED' : 'NO_SHOW') : 'CANCELLED';
  return isHeld ? 'BOOKED' : 'WAITLISTED';
}

/** Made-up bookings of one activity: never more than its places, then its waiting list, first come first served. */
export function makeBookings(
  region: RegionDefinition,
  faker: Faker,
  { activity, size, now }: { activity: Activity; size: DemoSize; now: Date },
): Booking[] {
  if (activity.status !== 'PUBLISHED' || activity.publishedAt === null) return [];
  const places = activity.capacity ?? 12;
  const waiting = activity.capacity === null ? 0 : (activity.waitlistLimit ?? 4);
  const wanted = faker.number.int({ min: 0, max: places + waiting });
  const isPast = activity.startsAt <= now;
  const until = isPast ? activity.startsAt : now;
  const times = faker.date
    .betweens({ from: activity.publishedAt, to: until, count: Math.max(1, wanted) })
    .toSorted((one, other) => one.getTime() - other.getTime());
  return chooseBookers(region, faker, { size, wanted }).map((booker, number) => {
    const isHeld = number < places;
    const status = statusOf(faker, { isHeld, isPast });
    const name = faker.datatype.boolean() ? `${faker.person.fullName()} ${demoMark}` : null;
    const needs = faker.datatype.boolean(0.1) ? ['step-free'] : [];
    // Who is of another region has consented to nothing there.
    const isOwn = booker.homeRegion === region.row.slug;
    return Object.assign(new region.types.Booking(), {
      id: demoId(activity.id, 'booking', number),
      activityId: activity.id,
      ...booker,
      memberName: isOwn ? name : null,
      status,
      position: status === 'WAITLISTED' ? number - places + 1 : null,
      offerExpiresAt: null,
      bookedAt: times[number] ?? until,
      needSlugs: isOwn ? needs : [],
      hiddenNeedSlugs: isOwn ? [] : needs,
      language: null,
    } satisfies Partial<Booking>);
  });
}
