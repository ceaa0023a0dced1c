import type { Faker } from '@faker-js/faker';
import { facts } from '../../../schema/reference/facts';
import { sortName } from '../../kit/list/sort-name';
import { demoId } from '../../kit/demo/demo-id';
import { LeadershipRole } from '../leadership-role';
import type { Member } from '../member';
import type { RegionDefinition } from '../region-definition';
import { groupNames, welshLocalities } from './groups';
import { findPlace } from './place';

/** Every made-up name says so. */
export const demoMark = '(demo)';

const roleTitles = [
  'Citizen leader',
  'Expert by experience',
  'Peer researcher',
  'Community voice',
  'Co-chair',
];

/** Some prefer a language of the region's that is not English. */
function preferredLanguage({ languages }: RegionDefinition, faker: Faker): string {
  const others = languages.filter((language) => language !== 'en');
  return others.length > 0 && faker.datatype.boolean(0.3) ? faker.helpers.arrayElement(others) : 'en';
}

function groupName(region: RegionDefinition, faker: Faker): string {
  const locality = findPlace(region, faker)?.locality ?? region.row.name.en;
  const usable = groupNames.filter(
    ({ language }) => language === 'en' || region.languages.includes(language),
  );
  const { pattern, language } = faker.helpers.arrayElement(usable);
  const place = language === 'cy' ? (welshLocalities[locality] ?? locality) : locality;
  return pattern.replace('{locality}', place);
}

/** Contacts lead nowhere: a domain kept for examples (RFC 2606), and numbers that Ofcom keeps for drama. */
function contactOf(region: RegionDefinition, faker: Faker): Pick<Member, 'email' | 'phone' | 'postcode'> {
  const email = `${faker.string.alphanumeric(10).toLowerCase()}@example.org`;
  const phone = `07700 900${faker.string.numeric(3)}`;
  const place = findPlace(region, faker);
  return { email, phone, postcode: place ? `${place.outcode} 9ZZ` : null };
}

/** One made-up member: the first `groups` indexes are groups. */
export function makeMember(
  region: RegionDefinition,
  faker: Faker,
  {
    index,
    groups,
    now,
    networkIds,
  }: { index: number; groups: number; now: Date; networkIds: readonly string[] },
): { member: Member; roles: LeadershipRole[] } {
  const isGroup = index < groups;
  const person = faker.person.fullName();
  const displayName = `${isGroup ? groupName(region, faker) : person} ${demoMark}`;
  const id = demoId(region.row.slug, 'member', index);
  const member = Object.assign(new region.types.Member(), {
    id,
    kind: isGroup ? 'GROUP' : 'PERSON',
    displayName,
    sortName: sortName(displayName),
    visibility: faker.helpers.weightedArrayElement([
      { weight: isGroup ? 9 : 7, value: 'PUBLIC' },
      { weight: 2, value: 'NETWORK' },
      { weight: 1, value: 'PRIVATE' },
    ]),
    status: 'ACTIVE',
    joinedAt: faker.date.between({ from: '2016-11-17T00:00:00Z', to: now }),
    groupSize: isGroup ? faker.number.int({ min: 3, max: 60 }) : null,
    networkIds: faker.helpers.arrayElements(networkIds, { min: 1, max: 2 }),
    preferredLanguage: preferredLanguage(region, faker),
    contactName: isGroup ? `${person} ${demoMark}` : null,
    ...contactOf(region, faker),
  } satisfies Partial<Member>);
  const leads = !isGroup && faker.datatype.boolean(0.3);
  return { member, roles: leads ? makeRoles(region, faker, { member, now }) : [] };
}

function makeRoles(
  region: RegionDefinition,
  faker: Faker,
  { member, now }: { member: Member; now: Date },
): LeadershipRole[] {
  const organisations = facts.coordinatingOrganisations.filter((one) => one.region === region.row.slug);
  return Array.from({ length: faker.number.int({ min: 1, max: 2 }) }, (_, number) => {
    const level = faker.helpers.arrayElement(['INDIVIDUAL', 'ORGANISATIONAL', 'STRATEGIC'] as const);
    const from = faker.date.between({ from: member.joinedAt, to: now });
    return Object.assign(new LeadershipRole(), {
      id: demoId(member.id, 'role', number),
      memberId: member.id,
      // A role in an organisation needs one; a region without any known gives individual roles.
      level: level === 'ORGANISATIONAL' && organisations.length === 0 ? 'INDIVIDUAL' : level,
      title: faker.helpers.arrayElement(roleTitles),
      organisationId:
        level === 'ORGANISATIONAL' && organisations.length > 0
          ? faker.helpers.arrayElement(organisations).id
          : null,
      focus:
        level === 'STRATEGIC'
          ? [faker.helpers.arrayElement(['DESIGN', 'ACCESS', 'IMPROVEMENT'] as const)]
          : [],
      collaborative: faker.datatype.boolean(),
      from: from.toISOString().slice(0, 10),
      to: null,
    } satisfies Partial<LeadershipRole>);
  });
}
