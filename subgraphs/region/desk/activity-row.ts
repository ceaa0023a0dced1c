import {
  AccessDelivery,
  ActivityKind,
  ActivityStatus,
  AttendanceMode,
  Audience,
} from '../../../schema/contract/activity-enums';
import type {
  AccessFeatureInput,
  ActivityInput,
  LocalisedTextInput,
  PlaceInput,
} from '../../../schema/contract/activity-inputs';
import type { TextByLanguage } from '../../../schema/contract/localised-text';
import { lackingTexts } from '../lacking-texts';
import { textsOf } from '../writes/activity-texts';
import { checkDraft } from '../writes/create-activity';
import type { Cells } from './cells';
import { columnIn } from './columns';
import * as messages from './messages';
import { tellProblems, type Desk } from './sheet';
import { HOME_ZONE } from './uk-date';

type Text = 'title' | 'summary';

/** What a row of a sheet says of an activity. */
export interface ActivityRow {
  /** As one is created, with its times in ISO 8601. */
  readonly input: Omit<ActivityInput, 'startsAt' | 'endsAt'> & {
    readonly startsAt: string;
    readonly endsAt: string;
  };
  /** Null where the sheet does not say. */
  readonly status: 'DRAFT' | 'PUBLISHED' | null;
  /** Columns that the sheet has a say on: the rest of an activity that is there already stays as it is. */
  readonly told: readonly string[];
  /** Languages of the sheet, the empty ones of this row too. */
  readonly languages: Readonly<Record<Text, readonly string[]>>;
}

const { DRAFT, PUBLISHED } = ActivityStatus;
/** What is left empty is removed. */
const removed = ['placeName', 'locality', 'postcode', 'gss', 'latitude', 'longitude'].concat([
  'capacity',
  'waitlistLimit',
  'accessFeatures',
  'themes',
  'network',
]);

function languagesOf(cells: Cells, field: Text): string[] {
  return cells.columns.flatMap((column) =>
    column.startsWith(`${field} (`) ? column.slice(field.length + 2, -1) : [],
  );
}

function textsIn(cells: Cells, field: Text): LocalisedTextInput[] {
  return languagesOf(cells, field).flatMap((language) => {
    const text = cells.text(columnIn(field, language));
    return text === null ? [] : [{ language, text }];
  });
}

function featuresIn(cells: Cells): AccessFeatureInput[] {
  return cells.list('accessFeatures').map((text) => {
    const [kind = '', ...words] = text.split(/\s+/);
    const said = words.map((word) => word.toUpperCase());
    const delivery = Object.values(AccessDelivery).find((value) => said.includes(value));
    const isUnderstood = said.every((word) => word === 'CONFIRMED' || word === delivery);
    if (!isUnderstood) cells.say('accessFeatures', 'INVALID', messages.accessFeatureWrong());
    return { kind, delivery: delivery ?? 'PROVIDED', confirmed: said.includes('CONFIRMED') };
  });
}

function placeIn(cells: Cells): PlaceInput | null {
  const place = {
    name: cells.text('placeName'),
    locality: cells.text('locality'),
    postcode: cells.text('postcode'),
    gss: cells.text('gss'),
    latitude: cells.number('latitude'),
    longitude: cells.number('longitude'),
  };
  return Object.values(place).some((value) => value !== null) ? place : null;
}

/** A time that must be there; where it cannot be read, one that breaks no rule. */
function timeIn(cells: Cells, column: 'startsAt' | 'endsAt', timeZone: string): Date | null {
  cells.needed(column);
  return cells.instant(column, timeZone);
}

function timesIn(cells: Cells, timeZone: string): { startsAt: Date; endsAt: Date } {
  const startsAt = timeIn(cells, 'startsAt', timeZone);
  const endsAt = timeIn(cells, 'endsAt', timeZone);
  return {
    startsAt: startsAt ?? new Date((endsAt?.getTime() ?? 0) - 1),
    endsAt: endsAt ?? new Date((startsAt?.getTime() ?? 0) + 1),
  };
}

function inputIn({ region, networks }: Desk, cells: Cells): Pick<ActivityInput, keyof ActivityInput> {
  const network = cells.text('network');
  const timeZone = cells.text('timeZone') ?? HOME_ZONE;
  const languages = cells.languages('languages', cells.list('languages'));
  return {
    region: region.row.slug,
    network: network === null ? null : networks.idOf(network),
    kind: cells.choice('kind', ActivityKind),
    audience: cells.choice('audience', Audience, 'BOTH'),
    title: textsIn(cells, 'title'),
    summary: textsIn(cells, 'summary'),
    ...timesIn(cells, timeZone),
    timeZone,
    mode: cells.choice('mode', AttendanceMode),
    place: placeIn(cells),
    capacity: cells.wholeNumber('capacity'),
    waitlistLimit: cells.wholeNumber('waitlistLimit'),
    accessFeatures: featuresIn(cells),
    languages: languages.length === 0 ? ['en'] : languages,
    themes: cells.list('themes'),
  };
}

/** The column that a part of the input came from. */
function columnOf({ title, summary }: ActivityInput) {
  return ([field = '', part = '']: readonly string[]): string => {
    if (field === 'place') return part === 'name' ? 'placeName' : part || 'placeName';
    if (field === 'title') return columnIn('title', title[Number(part)]?.language ?? 'en');
    if (field === 'summary') return columnIn('summary', summary?.[Number(part)]?.language ?? 'en');
    return field;
  };
}

/** Says which texts a sheet lacks for an activity to be published, at the cell of the first language that is missing. */
export function sayLacking(
  { region }: Pick<Desk, 'region'>,
  texts: Parameters<typeof lackingTexts>[1],
  say: (column: string, lacking: ReturnType<typeof lackingTexts>[number]) => void,
): void {
  for (const lacking of lackingTexts(region, texts)) {
    const there = lacking.field === 'title' ? texts.titleByLanguage : texts.summaryByLanguage;
    const missing = region.requiredLanguages.find((language) => !there[language]?.trim());
    say(columnIn(lacking.field, missing ?? region.languages[0] ?? 'en'), lacking);
  }
}

/** Reads a row, and checks all that can be told by it alone; problems stand in the cells. */
export function readActivity(desk: Desk, cells: Cells): ActivityRow {
  const input = inputIn(desk, cells);
  const status = cells.isFilled('status') ? cells.choice('status', { DRAFT, PUBLISHED }, 'DRAFT') : null;
  tellProblems(cells, checkDraft(input, desk.networks.ids), columnOf(input));
  return {
    input: { ...input, startsAt: input.startsAt.toISOString(), endsAt: input.endsAt.toISOString() },
    status,
    told: cells.columns.filter((column) => removed.includes(column) || cells.isFilled(column)),
    languages: { title: languagesOf(cells, 'title'), summary: languagesOf(cells, 'summary') },
  };
}

/** The texts that an activity has once a row is brought to it. */
export function textsAfter(
  { input, languages }: ActivityRow,
  field: Text,
  before: TextByLanguage,
): TextByLanguage {
  const kept = Object.entries(before).filter(([language]) => !languages[field].includes(language));
  return { ...Object.fromEntries(kept), ...textsOf(input[field]) };
}
