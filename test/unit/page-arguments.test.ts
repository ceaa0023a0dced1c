import 'reflect-metadata';
import fc from 'fast-check';
import { MAX_PAGE, readPageRequest, type PageArguments } from '../../subgraphs/kit/list/page-arguments';
import { refusalOf } from './refusal-of';

const read = (given: PageArguments): unknown => ({ ...readPageRequest(given) });

it.each([
  ['nothing', {}, { size: 20, fromEnd: false }],
  ['nulls', { first: null, after: null, last: null, before: null }, { size: 20, fromEnd: false }],
  ['the smallest page', { first: 1 }, { size: 1, fromEnd: false }],
  ['the largest page', { first: 100 }, { size: 100, fromEnd: false }],
  ['a page after a row', { first: 5, after: 'c' }, { size: 5, fromEnd: false, after: 'c' }],
  ['a page from the end', { last: 5 }, { size: 5, fromEnd: true }],
  ['a page before a row', { last: 5, before: 'c' }, { size: 5, fromEnd: true, before: 'c' }],
  [
    'a page between two rows',
    { after: 'a', before: 'c' },
    { size: 20, fromEnd: false, after: 'a', before: 'c' },
  ],
])('%s is a request', (_what, given, expected) => {
  expect(read(given)).toEqual(expected);
});

it.each([
  [{ first: 0 }, '"first" must be 1 to 100, but got 0. Read on with a cursor for more.'],
  [{ first: -1 }, '"first" must be 1 to 100, but got -1. Read on with a cursor for more.'],
  [{ first: 101 }, '"first" must be 1 to 100, but got 101. Read on with a cursor for more.'],
  [{ last: 0 }, '"last" must be 1 to 100, but got 0. Read on with a cursor for more.'],
  [{ last: 1000 }, '"last" must be 1 to 100, but got 1000. Read on with a cursor for more.'],
  [{ first: 5, last: 5 }, 'Give "first" or "last", not both: a page starts from one end.'],
  [{ first: 0, last: 0 }, 'Give "first" or "last", not both: a page starts from one end.'],
])('%j is refused', (given, message) => {
  expect(refusalOf(() => readPageRequest(given))).toEqual({ code: 'BAD_USER_INPUT', message });
});

it('no page is larger than the limit, whatever is asked for', () => {
  const size = fc.option(fc.integer());
  fc.assert(
    fc.property(size, size, (first, last) => {
      const asked = [first, last].filter((number) => number !== null);
      const isRight = asked.length < 2 && asked.every((number) => number >= 1 && number <= MAX_PAGE);
      if (isRight) expect(readPageRequest({ first, last }).size).toBe(asked[0] ?? 20);
      else expect(refusalOf(() => readPageRequest({ first, last })).code).toBe('BAD_USER_INPUT');
    }),
  );
});
