import fc from 'fast-check';
import { sortName } from '../../subgraphs/kit/list/sort-name';

const name = fc.string({ unit: 'grapheme', maxLength: 60 });

it.each([
  ['Anwen Rees', 'anwen rees'],
  ['Llŷr ap Siôn', 'llyr ap sion'],
  ['Ŵ Ŷ â ê î ô û ï', 'w y a e i o u i'],
  ['Seán Ó Briain', 'sean o briain'],
  ["Siân  O'Connor-Jones", 'sian o connor jones'],
  ['  “Speak Up”!  ', 'speak up'],
  ['ＦＵＬＬ', 'full'],
  ['2nd Chance (Demo)', '2nd chance demo'],
  ['Київ', 'киів'],
  ['!!!', ''],
  ['', ''],
])('%j sorts as %j', (given, expected) => {
  expect(sortName(given)).toBe(expected);
});

it('is the same for letters with their accents apart', () => {
  fc.assert(
    fc.property(name, (given) => {
      expect(sortName(given.normalize('NFD'))).toBe(sortName(given.normalize('NFC')));
    }),
  );
});

it('is letters, digits and single spaces, at most 200 of them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (given) => {
      const sorted = sortName(given);
      expect(sorted).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      expect(sorted.length).toBeLessThanOrEqual(200);
    }),
  );
});

it('of a long name does not end in a space', () => {
  expect(sortName(`${'a'.repeat(199)} b`)).toBe('a'.repeat(199));
});

it('puts names in the order that a reader of Welsh or English would, as far as bytes can', () => {
  const names = ['Zoë', 'Élan', 'anwen', 'Ángel', 'Bryn', 'élan b'];
  const sorted = names.toSorted((one, other) =>
    Buffer.compare(Buffer.from(sortName(one)), Buffer.from(sortName(other))),
  );
  expect(sorted).toEqual(['Ángel', 'anwen', 'Bryn', 'Élan', 'élan b', 'Zoë']);
});
