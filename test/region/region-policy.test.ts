import { regions } from '../../schema/regions';
import type { Viewer } from '../../schema/viewer';
import type { Database } from '../../subgraphs/kit/database/database';
import type { RegionDefinition } from '../../subgraphs/region/region-definition';
import { selectEverything } from './everything';
import { activityOf, bookingOf, memberOf, store } from './region-rows';
import { RegionScene, testedRegions, viewersOf } from './region-scene';

const memberIds = ['open', 'network', 'private', 'self', 'left', 'moved'];
const activityIds = ['published', 'cancelled', 'draft'];

/** One member of every visibility, one activity of every status; every name and title holds the word "zebra". */
function storeOneOfEach(db: Database, region: RegionDefinition): Promise<void> {
  const name = (id: string): string => `Zebra ${id}`;
  const title = (id: string) => ({ en: name(id), cy: name(id) });
  return store(db, region, {
    members: [
      memberOf(region, { id: 'open', displayName: name('open') }),
      memberOf(region, { id: 'network', displayName: name('network'), visibility: 'NETWORK' }),
      memberOf(region, { id: 'private', displayName: name('private'), visibility: 'PRIVATE' }),
      memberOf(region, { id: 'self', displayName: name('self'), visibility: 'PRIVATE' }),
      memberOf(region, { id: 'left', displayName: name('left'), status: 'LEFT' }),
      memberOf(region, { id: 'moved', displayName: name('moved'), status: 'MOVED' }),
    ],
    activities: [
      activityOf(region, {
        id: 'published',
        titleByLanguage: title('published'),
        capacity: 2,
        hasPlaces: false,
      }),
      activityOf(region, { id: 'cancelled', titleByLanguage: title('cancelled'), status: 'CANCELLED' }),
      activityOf(region, {
        id: 'draft',
        titleByLanguage: title('draft'),
        status: 'DRAFT',
        publishedAt: null,
      }),
    ],
    bookings: [
      bookingOf(region, { id: 'b1', activityId: 'published', memberId: 'self', memberName: 'Zebra self' }),
      bookingOf(region, { id: 'b2', activityId: 'published', memberId: 'open', memberName: 'Zebra open' }),
      bookingOf(region, {
        id: 'b3',
        activityId: 'published',
        memberId: 'far',
        status: 'WAITLISTED',
        position: 1,
      }),
    ],
  });
}

type Who = keyof ReturnType<typeof viewersOf>;

const seenMembers: Readonly<Record<Who, string[]>> = {
  anonymous: ['open'],
  self: ['network', 'open', 'self'],
  memberElsewhere: ['network', 'open'],
  coordinator: ['left', 'moved', 'network', 'open', 'private', 'self'],
  coordinatorElsewhere: ['network', 'open'],
  analyst: ['open'],
};
const everyone = Object.keys(seenMembers) as Who[];

describe.each(testedRegions)('in $slug', ({ slug, prefix }) => {
  const viewers = viewersOf(slug);

  describe('one row of each kind', () => {
    let scene: RegionScene;

    beforeAll(async () => {
      scene = await RegionScene.start(slug, (db, { region }) => storeOneOfEach(db, region));
    });

    afterAll(() => scene.stop());

    async function findAll(kind: 'member' | 'activity', ids: readonly string[], viewer: Viewer) {
      const [list, type] = kind === 'member' ? ['members', 'Member'] : ['activities', 'Activity'];
      const statuses = kind === 'activity' ? ', statuses: [DRAFT, PUBLISHED, CANCELLED]' : '';
      const answer = await scene.ask(
        {
          query: `query ($those: [_Any!]!) {
            list: ${list}(filter: { regions: ["${slug}"] ${statuses} }) { totalCount nodes { id } }
            text: ${list}(filter: { text: "zebra" ${statuses} }) { totalCount nodes { id } }
            region(slug: "${slug}") { ${list}(filter: { text: "zeb" ${statuses} }) { totalCount nodes { id } } }
            ${ids.map((id) => `byId_${id}: ${kind}(id: "${id}") { id } byNode_${id}: node(id: "${id}") { id }`).join(' ')}
            _entities(representations: $those) { ... on ${prefix}${type} { id } }
          }`,
          variables: { those: ids.map((id) => ({ __typename: `${prefix}${type}`, id })) },
        },
        viewer,
      );
      const { data } = answer;
      const idsIn = (nodes: ({ id: string } | null)[]): string[] =>
        nodes.flatMap((node) => (node ? [node.id] : [])).sort();
      return {
        errors: answer.errors,
        list: idsIn(data.list.nodes),
        text: idsIn(data.text.nodes),
        ofRegion: idsIn(data.region[list].nodes),
        counts: [data.list.totalCount, data.text.totalCount, data.region[list].totalCount],
        byId: idsIn(ids.map((id) => data[`byId_${id}`])),
        byNode: idsIn(ids.map((id) => data[`byNode_${id}`])),
        byReference: idsIn(data._entities),
      };
    }

    /** Whoever has left or moved is found by id alone, by those who may: no list has them. */
    function onlyThese(ids: string[]) {
      const listed = ids.filter((id) => id !== 'left' && id !== 'moved');
      const counts = [listed.length, listed.length, listed.length];
      return {
        errors: undefined,
        list: listed,
        text: listed,
        ofRegion: listed,
        counts,
        byId: ids,
        byNode: ids,
        byReference: ids,
      };
    }

    it.each(everyone)('%s finds the members that are for them, whichever way they look', async (who) => {
      expect(await findAll('member', memberIds, viewers[who])).toEqual(onlyThese(seenMembers[who]));
    });

    it.each(everyone)('%s finds the activities that are for them, whichever way they look', async (who) => {
      const seen = who === 'coordinator' ? ['cancelled', 'draft', 'published'] : ['cancelled', 'published'];
      expect(await findAll('activity', activityIds, viewers[who])).toEqual(onlyThese(seen));
    });

    it.each(everyone)('%s finds no draft without asking for drafts', async (who) => {
      const { data } = await scene.ask('{ activities { totalCount nodes { id } } }', viewers[who]);
      expect(data.activities).toEqual({ totalCount: 2, nodes: [{ id: 'cancelled' }, { id: 'published' }] });
    });

    it.each(everyone)('%s cannot tell what is hidden from what is not there', async (who) => {
      const ask = (id: string) =>
        scene.ask(`{ member(id: "${id}") { id } activity(id: "${id}") { id } }`, viewers[who]);
      const hidden = [...memberIds, ...activityIds].filter(
        (id) =>
          who !== 'coordinator' && !seenMembers[who].includes(id) && !['published', 'cancelled'].includes(id),
      );
      const nothing = await ask('no such thing');
      expect(await Promise.all(hidden.map(ask))).toEqual(hidden.map(() => nothing));
    });

    it.each(everyone)('%s sees exact figures and bookings only as the own coordinator', async (who) => {
      const { data, errors } = await scene.ask(
        `{ activity(id: "published") {
          availability placesLeft waitlistLength
          bookings(first: 10) { totalCount nodes { id memberId memberName position status } }
        } }`,
        viewers[who],
      );
      const hidden = { placesLeft: null, waitlistLength: null, bookings: null };
      const exact = {
        placesLeft: 0,
        waitlistLength: 1,
        bookings: {
          totalCount: 3,
          nodes: [
            { id: 'b1', memberId: 'self', memberName: 'Zebra self', position: null, status: 'BOOKED' },
            { id: 'b2', memberId: 'open', memberName: 'Zebra open', position: null, status: 'BOOKED' },
            { id: 'b3', memberId: 'far', memberName: null, position: 1, status: 'WAITLISTED' },
          ],
        },
      };
      expect({ data, errors }).toEqual({
        data: { activity: { availability: 'WAITING_LIST', ...(who === 'coordinator' ? exact : hidden) } },
        errors: undefined,
      });
    });

    it.each(everyone)('%s is given the bookings that are theirs', async (who) => {
      const { data } = await scene.ask(
        {
          query: `query ($those: [_Any!]!) { _entities(representations: $those) { ... on ${prefix}Booking { memberName } } }`,
          variables: { those: ['b1', 'b2', 'b3'].map((id) => ({ __typename: `${prefix}Booking`, id })) },
        },
        viewers[who],
      );
      const own = [{ memberName: 'Zebra self' }, null, null];
      const all = [{ memberName: 'Zebra self' }, { memberName: 'Zebra open' }, { memberName: null }];
      expect(data._entities).toEqual(who === 'coordinator' ? all : who === 'self' ? own : [null, null, null]);
    });
  });

  describe('everything that can be asked', () => {
    let scene: RegionScene;

    beforeAll(async () => {
      // For all regions together.
      const size = { members: 30 * regions.length, activities: 30 * regions.length };
      scene = await RegionScene.start(slug, (db, { seedDemo }) =>
        seedDemo!(db, { size, now: new Date('2026-11-21T12:00:00Z') }),
      );
    });

    afterAll(() => scene.stop());

    /** What the database holds and only some may read. */
    async function privateValues() {
      const { types } = scene.program.region;
      const [members, activities, bookings] = await Promise.all([
        scene.db.read.find(types.Member),
        scene.db.read.find(types.Activity),
        scene.db.read.find(types.Booking),
      ]);
      const open = members
        .filter(({ visibility }) => visibility === 'PUBLIC')
        .map(({ displayName }) => displayName);
      const namesOf = (visibility: string): string[] =>
        members.filter((member) => member.visibility === visibility).map(({ displayName }) => displayName);
      const notOpen = (names: (string | null)[]): string[] =>
        names.filter((name): name is string => name !== null && !open.includes(name));
      const contacts = members.flatMap(({ email, phone, postcode }) => [email, phone, postcode]);
      return {
        contacts: notOpen(contacts),
        contactNames: notOpen(members.map(({ contactName }) => contactName)),
        privateNames: notOpen(namesOf('PRIVATE')).filter((name) => !namesOf('NETWORK').includes(name)),
        networkNames: notOpen(namesOf('NETWORK')),
        bookings: bookings.map(({ id }) => id),
        bookedNames: notOpen(bookings.map(({ memberName }) => memberName)),
        drafts: activities.filter(({ status }) => status === 'DRAFT').map(({ id }) => id),
        allIds: [...members, ...activities, ...bookings.slice(0, 30)].map(({ constructor, id }) => ({
          __typename: constructor.name,
          id,
        })),
      };
    }

    /** Every byte of answers that ask for every field of everything, by lists and by reference. */
    async function bytesFor(
      viewer: Viewer,
      those: readonly { __typename: string; id: string }[],
    ): Promise<string> {
      const { executable: schema } = scene.program.schema();
      const typeOf = (name: string) => schema.getType(name) as Parameters<typeof selectEverything>[1];
      const everything = (name: string, depth: number) => selectEverything({ schema, depth }, typeOf(name));
      const lists = `{ ${everything('Query', 5)} }`;
      const references = `query ($those: [_Any!]!) { _entities(representations: $those) { ${everything('_Entity', 3)} } }`;
      const answers = await Promise.all([
        scene.ask(lists, viewer),
        scene.ask({ query: references, variables: { those } }, viewer),
      ]);
      expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
      return JSON.stringify([answers, scene.log.lines]);
    }

    it('finds every row for the own coordinator, and the way to reach each, of which no log has a word', async () => {
      const { allIds, contacts } = await privateValues();
      const bytes = await bytesFor(viewers.coordinator, allIds);
      // Without places for its demo, all activities of a new region are online.
      const where = scene.program.region.demoPlaces.length > 0 ? ['outcode'] : [];
      const fields = ['displayName', 'memberName', 'placesLeft', ...where, 'delivery'];
      expect({
        missing: allIds.filter(({ id }) => !bytes.includes(id)),
        fields: fields.filter((field) => bytes.includes(`_${field}":`)),
        contacts: contacts.filter((contact) => bytes.includes(contact)),
        logged: contacts.filter((contact) => JSON.stringify(scene.log.lines).includes(contact)),
      }).toEqual({ missing: [], fields, contacts, logged: [] });
    });

    it.each(['anonymous', 'memberElsewhere', 'coordinatorElsewhere'] as const)(
      'tells %s nothing that is private',
      async (who) => {
        const { allIds, networkNames, ...hidden } = await privateValues();
        const secret = { ...hidden, ...(who === 'anonymous' && { networkNames }) };
        const bytes = await bytesFor(viewers[who], allIds);
        const told = Object.entries(secret).flatMap(([what, values]) =>
          values.filter((value) => bytes.includes(value)).map((value) => `${what}: ${value}`),
        );
        const empty = Object.keys(secret).filter((what) => secret[what as keyof typeof secret]?.length === 0);
        expect({ told, empty }).toEqual({ told: [], empty: [] });
      },
    );
  });
});
