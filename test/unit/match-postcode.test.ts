import { regions } from '../../schema/regions';
import { matchPostcode } from '../../subgraphs/directory/match-postcode';
import { postcodeRules } from '../../subgraphs/directory/postcode-areas';
import type { DemoPlace } from '../../subgraphs/region/demo/place';
import { refusalOf } from './refusal-of';

function match(postcode: string): string[] {
  return matchPostcode(postcode).map(({ slug, confidence }) => `${slug} ${confidence}`);
}

/** What is expected of a place in Scotland, where at most one region stands. */
function scottish(confidence: string): string[] {
  return regions.filter(({ nation }) => nation === 'S92000003').map(({ slug }) => `${slug} ${confidence}`);
}

it.each([
  ['the whole of Northern Ireland', 'BT48 6HQ', ['northern-ireland EXACT']],
  ['Cardiff', 'CF10 1BH', ['wales EXACT']],
  ['Manchester', 'M1 1AE', ['england EXACT']],
  ['London', 'EC1A 1BB', ['england EXACT']],
  ['Deeside, and not the area around it', 'CH5 3AB', ['wales LIKELY', 'england AMBIGUOUS']],
  ['Chester', 'CH1 2AB', ['england LIKELY', 'wales AMBIGUOUS']],
  ['the Wirral, which CH4 does not speak for', 'CH41 1AB', ['england EXACT']],
  ['Flintshire', 'CH7 1AB', ['wales EXACT']],
  ['Carlisle', 'CA1 1AB', ['cumbria EXACT']],
  ['Alston', 'CA9 3AB', ['cumbria LIKELY', 'england AMBIGUOUS']],
  ['a district of Cumbria that nothing is said of', 'CA99 9ZZ', ['cumbria LIKELY']],
  ['Kendal', 'LA9 4AB', ['cumbria EXACT']],
  ['Lancaster', 'LA1 1AB', ['england EXACT']],
  ['Kirkby Lonsdale', 'LA6 2AB', ['england AMBIGUOUS', 'cumbria AMBIGUOUS']],
  ['Shrewsbury', 'SY1 1AB', ['england EXACT']],
  ['Aberystwyth', 'SY23 1AB', ['wales EXACT']],
  ['Welshpool', 'SY21 7AB', ['wales LIKELY', 'england AMBIGUOUS']],
  ['somewhere between Shropshire and Powys', 'SY99 1AB', ['england AMBIGUOUS', 'wales AMBIGUOUS']],
  ['Edinburgh, which no region serves until one of Scotland joins', 'EH1 1YZ', scottish('EXACT')],
  ['Galashiels, in an area that reaches into England', 'TD1 1AB', scottish('LIKELY')],
  ['Berwick-upon-Tweed', 'TD15 1AB', ['england LIKELY', ...scottish('AMBIGUOUS')]],
  ['Jersey, which is not in the United Kingdom', 'JE2 3AB', []],
  ['an area that there is not', 'ZZ1 1AB', []],
])('%s: %s matches %j', (_what, postcode, expected) => {
  expect(match(postcode)).toEqual(expected);
});

it('a district with a letter at its end is part of the district without', () => {
  expect(match('SW1A 1AA')).toEqual(match('SW1 1AA'));
});

it('a postcode that is none is refused', () => {
  expect(refusalOf(() => matchPostcode('somewhere')).code).toBe('BAD_POSTCODE');
});

it('every rule speaks of a region that there is, each region once, best first', () => {
  const rank = ['EXACT', 'LIKELY', 'AMBIGUOUS'];
  const strange = postcodeRules.filter(({ matches }) => {
    const known = matches.every(({ slug }) => regions.some((region) => region.slug === slug));
    const isOnce = new Set(matches.map(({ slug }) => slug)).size === matches.length;
    const ranks = matches.map(({ confidence }) => rank.indexOf(confidence));
    const isExactAlone = matches.length === 1 || !ranks.includes(0);
    return !known || !isOnce || !isExactAlone || ranks.some((one, index) => one < (ranks[index - 1] ?? 0));
  });
  expect(strange).toEqual([]);
});

it('no two rules have the same beginning', () => {
  const prefixes = postcodeRules.map(({ prefix }) => prefix);
  expect(prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index)).toEqual([]);
});

/** Places of a region's demo: none in one that has only just joined. */
async function placesOf(slug: string): Promise<readonly DemoPlace[]> {
  return ((await import(`../../subgraphs/${slug}/places`)) as { places: readonly DemoPlace[] }).places;
}

it('the demos take place somewhere', async () => {
  const all = await Promise.all(regions.map(({ slug }) => placesOf(slug)));
  expect(all.filter((places) => places.length > 0).length).toBeGreaterThanOrEqual(4);
});

describe.each(regions)('the region $slug', ({ slug }) => {
  it('comes first for every place where its demo takes place', async () => {
    const others = (await placesOf(slug)).filter(({ outcode }) => matchPostcode(outcode)[0]?.slug !== slug);
    expect(others).toEqual([]);
  });
});
