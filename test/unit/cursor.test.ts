import fc from 'fast-check';
import { decodeCursor, encodeCursor, fingerprint, type SortType } from '../../subgraphs/kit/list/cursor';
import { refusalOf } from './refusal-of';

const id = fc.string({ unit: 'binary', minLength: 1 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
const typedPosition = fc.oneof(
  fc.record({ type: fc.constant<SortType>('text'), sort: fc.string({ unit: 'binary' }), id }),
  fc.record({ type: fc.constant<SortType>('number'), sort: finite, id }),
  fc.record({
    type: fc.constant<SortType>('instant'),
    sort: fc.date({ noInvalidDate: true }).map(Number),
    id,
  }),
);

const binding = { order: 'NAME', type: 'text', mark: 'mark' } as const;
const damaged = {
  code: 'BAD_CURSOR',
  message: '"after" is not a cursor of this graph. Send back a cursor as it was given, unchanged.',
};

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('a cursor', () => {
  it('stands for the position that it was made of', () => {
    fc.assert(
      fc.property(typedPosition, fc.string(), fc.string(), ({ type, ...at }, order, mark) => {
        expect(decodeCursor('after', encodeCursor(order, mark, at), { order, type, mark })).toEqual(at);
      }),
    );
  });

  it('goes into an address as it is', () => {
    fc.assert(
      fc.property(typedPosition, (at) => {
        expect(encodeCursor('NAME', 'mark', at)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it.each([
    ['text', 5],
    ['number', 'five'],
    ['number', '5'],
    ['instant', 'soon'],
    ['instant', ''],
    ['instant', 8.64e15 + 1],
    ['instant', 1e300],
  ] as const)('of a list sorted by %s is refused with the sort value %j', (type, sort) => {
    const cursor = encodeCursor('NAME', 'mark', { sort, id: 'a' });
    expect(refusalOf(() => decodeCursor('after', cursor, { ...binding, type }))).toEqual(damaged);
  });

  it('of another order is refused, with both orders', () => {
    const cursor = encodeCursor('JOINED_NEWEST_FIRST', 'mark', { sort: 1, id: 'a' });
    expect(refusalOf(() => decodeCursor('before', cursor, binding))).toEqual({
      code: 'BAD_CURSOR',
      message:
        '"before" was given by a list ordered by JOINED_NEWEST_FIRST, but this one is ordered by NAME. Start without a cursor.',
    });
  });

  it('of another filter is refused', () => {
    const cursor = encodeCursor('NAME', 'mark', { sort: 'a', id: 'a' });
    expect(refusalOf(() => decodeCursor('after', cursor, { ...binding, mark: 'other mark' }))).toEqual({
      code: 'BAD_CURSOR',
      message:
        '"after" was given by a list with another filter. Send the same filter with every page, or start without a cursor.',
    });
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', encoded({ order: 'NAME' })],
    ['null', encoded(null)],
    ['a part too few', encoded(['NAME', 'mark', 'a'])],
    ['a part too many', encoded(['NAME', 'mark', 'a', 'a', 'a'])],
    ['an order that is no word', encoded([1, 'mark', 'a', 'a'])],
    ['a mark that is no word', encoded(['NAME', null, 'a', 'a'])],
    ['an id that is no word', encoded(['NAME', 'mark', 'a', { id: 'a' }])],
    ['a sort value that is nothing', encoded(['NAME', 'mark', null, 'a'])],
    ['a sort value that is a list', encoded(['NAME', 'mark', ['a'], 'a'])],
    ['an endless sort value', Buffer.from('["NAME","mark",1e999,"a"]').toString('base64url')],
  ])('that holds %s is refused', (_what, cursor) => {
    expect(refusalOf(() => decodeCursor('after', cursor, binding))).toEqual(damaged);
  });

  it('is refused whatever else is sent in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(refusalOf(() => decodeCursor('after', text, binding))).toEqual(damaged);
      }),
    );
  });

  it('is refused when it is cut short', () => {
    const whole = encodeCursor('NAME', 'mark', { sort: 'anwen', id: 'm1' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(refusalOf(() => decodeCursor('after', whole.slice(0, length), binding))).toEqual(damaged);
      }),
    );
  });
});

describe('the mark of a list', () => {
  const filter = { kinds: ['PERSON'], text: 'ann', near: { km: 5, postcode: 'LL55' } };

  it('does not depend on how a filter was written down', () => {
    const same = {
      near: { postcode: 'LL55', km: 5, latitude: null },
      regions: undefined,
      text: 'ann',
      kinds: ['PERSON'],
    };
    expect(fingerprint('members', same, null)).toBe(fingerprint('members', filter, null));
  });

  it('is the same for an instant, whichever object holds it', () => {
    const from = '2026-11-21T12:00:00.000Z';
    expect(fingerprint({ from: new Date(from) })).toBe(fingerprint({ from: new Date(from) }));
  });

  it.each([
    ['another list', ['activities', filter, null]],
    ['another parent', ['members', filter, 'net:1']],
    ['another value', ['members', { ...filter, text: 'anne' }, null]],
    ['one value more', ['members', { ...filter, kinds: ['PERSON', 'GROUP'] }, null]],
    ['a value deep inside', ['members', { ...filter, near: { km: 6, postcode: 'LL55' } }, null]],
    ['no filter', ['members', null, null]],
  ])('is another one for %s', (_what, parts) => {
    expect(fingerprint(...parts)).not.toBe(fingerprint('members', filter, null));
  });

  it('tells any two filters apart', () => {
    const filters = fc.record({ text: fc.string(), kinds: fc.array(fc.constantFrom('PERSON', 'GROUP')) });
    fc.assert(
      fc.property(filters, filters, (one, other) => {
        expect(fingerprint(one) === fingerprint(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
