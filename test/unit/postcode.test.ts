import fc from 'fast-check';
import { outcodeOf } from '../../subgraphs/catalogue/postcode';
import { outcodes } from '../../subgraphs/catalogue/outcodes';
import { refusalOf } from './refusal-of';

it.each([
  ['CF10 1BH', 'CF10'],
  ['cf10 1bh', 'CF10'],
  ['CF101BH', 'CF10'],
  ['  cf10   1bh ', 'CF10'],
  ['CF10', 'CF10'],
  ['M1 1AE', 'M1'],
  ['M11AE', 'M1'],
  ['M11 1AE', 'M11'],
  ['EC1A 1BB', 'EC1A'],
  ['W1A 0AX', 'W1A'],
  ['BT1', 'BT1'],
  ['CH5 3AB', 'CH5'],
])('%j lies in %s', (postcode, outcode) => {
  expect(outcodeOf(postcode)).toBe(outcode);
});

it.each([
  [''],
  [' '],
  ['CF'],
  ['10'],
  ['CF10 1B'],
  ['CF10 1CI'],
  ['CF10 BH1'],
  ['CF100 1BH'],
  ['CFX10 1BH'],
  ['10 Downing Street'],
  ['75008'],
  ["CF10'; --"],
  ['CF10\u00001BH'],
])('%j is refused, and not repeated', (postcode) => {
  expect(refusalOf(() => outcodeOf(postcode))).toEqual({
    code: 'BAD_POSTCODE',
    message:
      'A UK postcode such as "CF10 1BH", or its first half such as "CF10", was expected, but what came is neither.',
  });
});

it('is found in a postcode however it is written', () => {
  const inward = fc.stringMatching(/^[0-9][ABD-HJLNP-UW-Z]{2}$/);
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(outcodes)), inward, fc.boolean(), (outcode, end, isSpaced) => {
      const postcode = `${outcode}${isSpaced ? ' ' : ''}${end}`;
      expect([outcodeOf(postcode), outcodeOf(postcode.toLowerCase()), outcodeOf(outcode)]).toEqual([
        outcode,
        outcode,
        outcode,
      ]);
    }),
  );
});

it('every known outcode is one, and lies in the United Kingdom', () => {
  const strange = Object.entries(outcodes).filter(
    ([outcode, [latitude, longitude]]) =>
      outcodeOf(outcode) !== outcode ||
      latitude < 49.8 ||
      latitude > 60.9 ||
      longitude < -8.2 ||
      longitude > 1.8,
  );
  expect(strange).toEqual([]);
});
