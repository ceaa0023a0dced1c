import { regions } from '../../schema/regions';

/** Which regions may serve the postcodes that begin with `prefix`. */
export interface PostcodeRule {
  /** A whole area (`CH`) or a whole district (`CH5`), upper case. */
  readonly prefix: string;
  /** Best first; none where no region serves the place. */
  readonly matches: readonly {
    slug: string;
    confidence: 'EXACT' | 'LIKELY' | 'AMBIGUOUS';
    /** One short English sentence that a person understands. */
    reason: string;
  }[];
}

type Match = PostcodeRule['matches'][number];

const exact = (slug: string, reason: string): Match => ({ slug, confidence: 'EXACT', reason });
const likely = (slug: string, reason: string): Match => ({ slug, confidence: 'LIKELY', reason });
const ambiguous = (slug: string, reason: string): Match => ({ slug, confidence: 'AMBIGUOUS', reason });

/** One rule a prefix, all with the same matches. */
function rules(prefixes: readonly string[], ...matches: Match[]): PostcodeRule[] {
  return prefixes.map((prefix) => ({ prefix, matches }));
}

/** `districts('CH', 41, 43)` is CH41, CH42, CH43. */
function districts(area: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${area}${first + index}`);
}

const wholeEngland =
  'AL B BA BB BD BH BL BN BR BS CB CM CO CR CT CV CW DA DE DH DN DT DY E EC EN EX FY GL GU HA HD HG HP HU HX ' +
  'IG IP KT L LE LN LS LU M ME MK N NE NG NN NR NW OL OX PE PL PO PR RG RH RM S SE SG SK SL SM SN SO SP SR SS ST ' +
  'SW TA TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO';
const wholeScotland = 'AB DD EH FK G HS IV KA KW KY ML PA PH ZE';
/** Guernsey, the Isle of Man and Jersey: postcodes, yet not in the United Kingdom. */
const crownDependencies = 'GY IM JE';

const inEngland = exact('england', 'The whole of this postcode district is in England, outside Cumbria.');
const inWales = exact('wales', 'The whole of this postcode district is in Wales.');
const inCumbria = exact('cumbria', 'The whole of this postcode district is in Cumbria.');

/** The regions of Scotland, whichever they are: its postcodes have no match until one joins. */
function inScotland(match: (slug: string, reason: string) => Match, reason: string): Match[] {
  const slugs = regions.filter(({ nation }) => nation === 'S92000003').map(({ slug }) => slug);
  return slugs.map((slug) => (slugs.length === 1 ? match : ambiguous)(slug, reason));
}

const wholeAreas: readonly PostcodeRule[] = [
  ...rules(wholeEngland.split(' '), exact('england', 'This postcode area is in England, outside Cumbria.')),
  ...rules(['CF', 'SA'], exact('wales', 'The whole of this postcode area is in Wales.')),
  ...rules(['BT'], exact('northern-ireland', 'All postcodes that begin with BT are in Northern Ireland.')),
  ...rules(wholeScotland.split(' '), ...inScotland(exact, 'This postcode area is in Scotland.')),
  ...rules(crownDependencies.split(' ')),
];

const englandAndCumbria: readonly PostcodeRule[] = [
  ...rules(['CA'], likely('cumbria', 'Nearly every postcode that begins with CA is in Cumbria.')),
  ...rules([...districts('CA', 1, 5), 'CA7', ...districts('CA', 10, 28)], inCumbria),
  ...rules(['CA6'], likely('cumbria', 'CA6 is in Cumbria, beside the border with Scotland.')),
  ...rules(
    ['CA8'],
    likely('cumbria', 'CA8 is mostly around Brampton in Cumbria.'),
    ambiguous('england', 'Some villages in CA8, such as Greenhead, are in Northumberland.'),
  ),
  ...rules(
    ['CA9'],
    likely('cumbria', 'CA9 is around Alston in Cumbria.'),
    ambiguous('england', 'CA9 lies beside Northumberland and County Durham.'),
  ),
  ...rules(
    ['LA'],
    ambiguous('cumbria', 'From LA7 on, postcodes that begin with LA are in Cumbria.'),
    ambiguous('england', 'LA1 to LA6 are mostly in Lancashire.'),
  ),
  ...rules(districts('LA', 1, 4), inEngland),
  ...rules(
    ['LA5'],
    likely('england', 'LA5 is mostly around Carnforth in Lancashire.'),
    ambiguous('cumbria', 'Some places in LA5, such as Arnside, are in Cumbria.'),
  ),
  ...rules(
    ['LA6'],
    ambiguous('england', 'LA6 has places in Lancashire and North Yorkshire, such as Ingleton.'),
    ambiguous('cumbria', 'LA6 has places in Cumbria, such as Kirkby Lonsdale.'),
  ),
  ...rules(
    ['LA7'],
    likely('cumbria', 'LA7 is around Milnthorpe in Cumbria.'),
    ambiguous('england', 'LA7 lies beside Lancashire.'),
  ),
  ...rules(districts('LA', 8, 23), inCumbria),
  ...rules(['DL'], likely('england', 'Postcodes that begin with DL are in the north of England.')),
  ...rules([...districts('DL', 1, 7), ...districts('DL', 9, 11), ...districts('DL', 13, 17)], inEngland),
  ...rules(
    ['DL8', 'DL12'],
    likely('england', 'This district is in the north of England; its western edge lies beside Cumbria.'),
    ambiguous('cumbria', 'The western edge of this district lies beside Cumbria.'),
  ),
];

const englandAndWales: readonly PostcodeRule[] = [
  ...rules(
    ['CH'],
    ambiguous('england', 'Chester, Ellesmere Port and the Wirral are in England.'),
    ambiguous('wales', 'Flintshire is in Wales.'),
  ),
  ...rules(
    ['CH1'],
    likely('england', 'CH1 is mostly Chester, in England.'),
    ambiguous('wales', 'Some homes in CH1, west of Chester, are in Flintshire.'),
  ),
  ...rules(['CH2', 'CH3', ...districts('CH', 41, 49), ...districts('CH', 60, 66)], inEngland),
  ...rules(
    ['CH4'],
    ambiguous('england', 'CH4 has the south-west of Chester, in England.'),
    ambiguous('wales', 'CH4 has Saltney, Broughton and Penyffordd, in Flintshire.'),
  ),
  ...rules(
    ['CH5'],
    likely('wales', 'CH5 is mostly Deeside, in Flintshire.'),
    ambiguous('england', 'CH5 lies beside Cheshire.'),
  ),
  ...rules(districts('CH', 6, 8), inWales),
  ...rules(['LL'], likely('wales', 'Nearly every postcode that begins with LL is in north Wales.')),
  ...rules(
    ['LL11', ...districts('LL', 15, 19), ...districts('LL', 21, 49), ...districts('LL', 51, 78)],
    inWales,
  ),
  ...rules(
    ['LL12', 'LL13'],
    likely('wales', 'This district is around Wrexham, in Wales.'),
    ambiguous('england', 'This district lies beside Cheshire and Shropshire.'),
  ),
  ...rules(
    ['LL14'],
    likely('wales', 'LL14 is mostly in Wrexham County Borough, in Wales.'),
    ambiguous('england', 'A few homes in LL14, such as at Chirk Bank, are in Shropshire.'),
  ),
  ...rules(
    ['LL20'],
    likely('wales', 'LL20 is around Llangollen in Wales.'),
    ambiguous('england', 'LL20 lies beside Shropshire.'),
  ),
  ...rules(
    ['SY'],
    ambiguous('england', 'SY1 to SY14 are mostly in Shropshire and around it.'),
    ambiguous('wales', 'SY15 to SY25 are mostly in Powys and Ceredigion.'),
  ),
  ...rules([...districts('SY', 1, 4), 'SY6', 'SY8'], inEngland),
  ...rules(
    ['SY5', 'SY7', 'SY9'],
    likely('england', 'This district is mostly in Shropshire.'),
    ambiguous('wales', 'The western edge of this district reaches Powys.'),
  ),
  ...rules(
    ['SY10'],
    likely('england', 'SY10 is mostly around Oswestry in Shropshire.'),
    ambiguous('wales', 'Some villages in SY10, such as Llanrhaeadr-ym-Mochnant, are in Powys.'),
  ),
  ...rules(
    ['SY11', 'SY12'],
    likely('england', 'This district is in the north of Shropshire.'),
    ambiguous('wales', 'This district lies beside Wrexham.'),
  ),
  ...rules(
    ['SY13'],
    likely('england', 'SY13 is mostly around Whitchurch in Shropshire.'),
    ambiguous('wales', 'Some villages in SY13, such as Bettisfield, are in Wrexham.'),
  ),
  ...rules(
    ['SY14'],
    likely('england', 'SY14 is mostly around Malpas in Cheshire.'),
    ambiguous('wales', 'Some villages in SY14, such as Tallarn Green, are in Wrexham.'),
  ),
  ...rules(
    ['SY15'],
    likely('wales', 'SY15 is mostly around Montgomery in Powys.'),
    ambiguous('england', 'Some villages in SY15, such as Chirbury, are in Shropshire.'),
  ),
  ...rules([...districts('SY', 16, 20), ...districts('SY', 23, 25)], inWales),
  ...rules(
    ['SY21'],
    likely('wales', 'SY21 is mostly around Welshpool in Powys.'),
    ambiguous('england', 'Some villages in SY21, such as Marton, are in Shropshire.'),
  ),
  ...rules(
    ['SY22'],
    likely('wales', 'SY22 is mostly in the north of Powys.'),
    ambiguous('england', 'SY22 has Llanymynech, which the border divides.'),
  ),
  ...rules(['LD'], likely('wales', 'Postcodes that begin with LD are mostly in Powys.')),
  ...rules(districts('LD', 1, 6), inWales),
  ...rules(
    ['LD7'],
    likely('wales', 'LD7 is mostly around Knighton in Powys.'),
    ambiguous('england', 'Some villages in LD7, such as Llanfair Waterdine, are in Shropshire.'),
  ),
  ...rules(
    ['LD8'],
    likely('wales', 'LD8 is mostly around Presteigne in Powys.'),
    ambiguous('england', 'Some villages in LD8, such as Byton, are in Herefordshire.'),
  ),
  ...rules(['HR'], likely('england', 'Postcodes that begin with HR are mostly in Herefordshire.')),
  ...rules(['HR1', 'HR4', ...districts('HR', 6, 9)], inEngland),
  ...rules(
    ['HR2'],
    likely('england', 'HR2 is in the south-west of Herefordshire.'),
    ambiguous('wales', 'HR2 lies beside Monmouthshire and Powys.'),
  ),
  ...rules(
    ['HR3'],
    ambiguous('england', 'HR3 has villages in Herefordshire, such as Eardisley.'),
    ambiguous('wales', 'HR3 has Hay-on-Wye, which is in Powys.'),
  ),
  ...rules(
    ['HR5'],
    likely('england', 'HR5 is mostly around Kington in Herefordshire.'),
    ambiguous('wales', 'Some villages in HR5, such as Gladestry, are in Powys.'),
  ),
  ...rules(['NP'], likely('wales', 'Postcodes that begin with NP are mostly in south-east Wales.')),
  ...rules(['NP4', 'NP8', ...districts('NP', 10, 13), 'NP15', ...districts('NP', 18, 20)], inWales),
  ...rules([...districts('NP', 22, 24), 'NP26', 'NP44'], inWales),
  ...rules(
    ['NP7'],
    likely('wales', 'NP7 is around Abergavenny in Monmouthshire.'),
    ambiguous('england', 'NP7 lies beside Herefordshire.'),
  ),
  ...rules(
    ['NP16'],
    likely('wales', 'NP16 is mostly around Chepstow in Monmouthshire.'),
    ambiguous('england', 'Some villages in NP16, such as Tutshill, are in Gloucestershire.'),
  ),
  ...rules(
    ['NP25'],
    likely('wales', 'NP25 is mostly around Monmouth in Monmouthshire.'),
    ambiguous('england', 'Some villages in NP25, such as Redbrook, are in Gloucestershire.'),
  ),
  ...rules(
    ['GL16'],
    likely('england', 'GL16 is around Coleford in Gloucestershire.'),
    ambiguous('wales', 'GL16 lies beside Monmouthshire.'),
  ),
];

const englandAndScotland: readonly PostcodeRule[] = [
  ...rules(['DG', 'TD'], ...inScotland(likely, 'Nearly all of this postcode area is in Scotland.')),
  ...rules(
    ['TD12'],
    ambiguous('england', 'Part of TD12 is in England; Coldstream is in Scotland.'),
    ...inScotland(ambiguous, 'Part of TD12, such as Coldstream, is in Scotland.'),
  ),
  ...rules(
    ['TD15'],
    likely('england', 'TD15 is mostly Berwick-upon-Tweed in England; some of it is in Scotland.'),
    ...inScotland(ambiguous, 'Some of TD15 is in Scotland.'),
  ),
];

/** Which regions may serve a postcode, by its area (the leading letters) or its district (the outcode).
 *
 *  The longest matching prefix wins: look for the whole outcode first, then for its area. `CH4` is a district
 *  and does not speak for CH41, so compare whole outcodes, not beginnings of text. All 124 postcode areas have a
 *  rule; one without matches is a place that no region serves (the Crown dependencies, Scotland until one does).
 *  Borders are from knowledge of the places, since the registry has no complete table: the person chooses. */
export const postcodeRules: readonly PostcodeRule[] = [
  ...wholeAreas,
  ...englandAndCumbria,
  ...englandAndWales,
  ...englandAndScotland,
];
