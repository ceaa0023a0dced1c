import 'reflect-metadata';
import fc from 'fast-check';
import { parseAcceptLanguage } from '../../schema/contract/accept-language';
import { localise } from '../../schema/contract/localised-text';

const both = { en: 'Wales', cy: 'Cymru' };
const available = ['en', 'cy'];

describe('a text', () => {
  it.each([
    ['the language asked for', both, ['cy'], { text: 'Cymru', language: 'cy', isFallback: false, available }],
    [
      'the first that exists',
      both,
      ['gd', 'cy', 'en'],
      { text: 'Cymru', language: 'cy', isFallback: false, available },
    ],
    ['cy for cy-GB', both, ['cy-GB'], { text: 'Cymru', language: 'cy', isFallback: false, available }],
    [
      'zh-Hant for zh-Hant-TW',
      { en: 'Wales', 'zh-Hant': '威爾士' },
      ['zh-Hant-TW'],
      { text: '威爾士', language: 'zh-Hant', isFallback: false, available: ['en', 'zh-Hant'] },
    ],
    [
      'a language whatever its case',
      both,
      ['CY-gb'],
      { text: 'Cymru', language: 'cy', isFallback: false, available },
    ],
    [
      'the regional text before the plain one',
      { cy: 'Cymru', 'cy-GB': 'Cymru (GB)' },
      ['cy-GB'],
      { text: 'Cymru (GB)', language: 'cy-GB', isFallback: false, available: ['cy', 'cy-GB'] },
    ],
    ['English, as a fallback', both, ['gd'], { text: 'Wales', language: 'en', isFallback: true, available }],
    [
      'whatever there is, as a fallback',
      { cy: 'Cymru' },
      ['en'],
      { text: 'Cymru', language: 'cy', isFallback: true, available: ['cy'] },
    ],
    ['English where nobody asks', both, [], { text: 'Wales', language: 'en', isFallback: false, available }],
    [
      'no text that is empty or null',
      { en: '', cy: null, ga: 'An Bhreatain Bheag' },
      ['en', 'cy'],
      { text: 'An Bhreatain Bheag', language: 'ga', isFallback: true, available: ['ga'] },
    ],
    [
      'nothing for a regional text to a plain wish',
      { 'cy-GB': 'Cymru' },
      ['cy'],
      {
        text: 'Cymru',
        language: 'cy-GB',
        isFallback: true,
        available: ['cy-GB'],
      },
    ],
  ])('answers %s', (_what, texts, wanted, expected) => {
    expect(localise(texts, wanted)).toEqual(expected);
  });

  it.each([[null], [undefined], [{}], [{ en: '' }], [{ en: null, cy: undefined }]])(
    'that is not there (%j) is null',
    (texts) => {
      expect(localise(texts, ['en'])).toBeNull();
    },
  );

  it('is marked as a fallback when it is in no language asked for, and only then', () => {
    const language = fc.constantFrom('en', 'cy', 'ga', 'gd');
    fc.assert(
      fc.property(fc.uniqueArray(language, { minLength: 1 }), fc.array(language), (languages, wanted) => {
        const texts = Object.fromEntries(languages.map((one) => [one, `text in ${one}`]));
        const expected =
          wanted.find((one) => languages.includes(one)) ?? (languages.includes('en') ? 'en' : languages[0]);
        expect(localise(texts, wanted)).toEqual({
          text: `text in ${expected}`,
          language: expected,
          isFallback: wanted.length > 0 && !wanted.includes(expected!),
          available: languages,
        });
      }),
    );
  });
});

describe('Accept-Language', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['cy', ['cy']],
    ['cy, en', ['cy', 'en']],
    ['en;q=0.5, cy', ['cy', 'en']],
    ['en;q=0.5,cy;q=0.9,ga;q=0.7', ['cy', 'ga', 'en']],
    ['cy-GB , en-GB;q=0.8', ['cy-GB', 'en-GB']],
    ['en; q=0.2, cy; q=0.8', ['cy', 'en']],
    ['cy;q=0, en', ['en']],
    ['cy;q=0.000, en', ['en']],
    ['*, cy;q=0.1', ['cy']],
    ['en;level=1;q=0.3, cy;q=0.4', ['cy', 'en']],
    [',,cy,,', ['cy']],
    ['drop table, cy, <script>, 1234, ..., e', ['cy']],
    ['cy;q=..', []],
  ])('%j wants %j', (header, expected) => {
    expect(parseAcceptLanguage(header)).toEqual(expected);
  });

  it('keeps the order of equal wishes', () => {
    expect(parseAcceptLanguage('ga;q=0.5, cy;q=0.5, en;q=0.5')).toEqual(['ga', 'cy', 'en']);
  });

  it('gives tags alone, whatever a caller sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z*,;=q.0-9 -]*$/)), (header) => {
        for (const tag of parseAcceptLanguage(header))
          expect(tag).toMatch(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);
      }),
    );
  });

  it('of a megabyte is not read to its end', () => {
    expect(parseAcceptLanguage(`cy,${'x'.repeat(1_000_000)},en`)).toEqual(['cy']);
  });
});
