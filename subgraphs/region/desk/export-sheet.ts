import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { groupBy } from '../../kit/loaders';
import type { Activity } from '../activity';
import { Consent } from '../consent';
import type { Member } from '../member';
import type { RegionDefinition } from '../region-definition';
import { activityColumns } from './activity-columns';
import { columnIn, type Column } from './columns';
import { sheetFormat } from './error-file';
import { ExternalId, type SheetKind } from './external-id';
import { guardCell } from './formula-guard';
import { memberColumns } from './member-columns';
import { HOME_ZONE, writeUkDate } from './uk-date';

const ROWS_AT_ONCE = 500;

/** What can be exported. */
export const exportable = ['members', 'activities'] as const;
export type Exportable = (typeof exportable)[number];

type Texts = Readonly<Record<string, string | number | null | undefined>>;

/** The database that is read, and whose it is. */
interface Source {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
}

/** The ids by which a sheet knows rows; what was never in one goes by its own id. */
async function externalIds(
  { manager }: Source,
  kind: SheetKind,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const known = await manager.findBy(ExternalId, { kind, subjectId: In([...ids]) });
  const byId = new Map(known.map(({ subjectId, externalId }) => [subjectId, externalId]));
  return (id) => byId.get(id) ?? id;
}

/** Consents that were given with the membership: to the same wording, in the same language. */
function consentCells(member: Member, consents: readonly Consent[]): Texts {
  const live = consents.filter(({ withdrawnAt }) => withdrawnAt === null);
  const membership = live.find(({ purpose }) => purpose === 'MEMBERSHIP');
  if (!membership) return { consents: 'MEMBERSHIP' };
  const { wordingVersion, language, givenAt } = membership;
  const together = live.filter((one) => one.wordingVersion === wordingVersion && one.language === language);
  return {
    consents: [...new Set(together.map(({ purpose }) => purpose))].join('; '),
    wordingVersion,
    consentLanguage: language === member.preferredLanguage ? null : language,
    consentGivenAt: givenAt.getTime() === member.joinedAt.getTime() ? null : writeUkDate(givenAt, HOME_ZONE),
  };
}

function memberCells(member: Member, consents: readonly Consent[]): Texts {
  const { kind, displayName, visibility, email, phone, postcode, preferredLanguage } = member;
  return {
    ...{ kind, displayName, visibility, email, phone, postcode, preferredLanguage },
    networks: member.networkIds.join('; '),
    joinedAt: writeUkDate(member.joinedAt, HOME_ZONE),
    groupSize: member.groupSize,
    contactName: member.contactName,
    ...consentCells(member, consents),
  };
}

async function* memberRows(source: Source): AsyncGenerator<Texts> {
  const { manager, region } = source;
  for (let after = ''; ;) {
    const members = await manager.find(region.types.Member, {
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: ROWS_AT_ONCE,
    });
    if (members.length === 0) return;
    const ids = members.map(({ id }) => id);
    const idOf = await externalIds(source, 'MEMBER', ids);
    const consents = groupBy(
      await manager.findBy(Consent, { memberId: In(ids) }),
      ({ memberId }) => memberId,
    );
    for (const member of members.filter(({ status }) => status === 'ACTIVE'))
      yield { ...memberCells(member, consents.get(member.id) ?? []), externalId: idOf(member.id) };
    after = ids.at(-1) ?? after;
  }
}

async function* activitiesOf({ manager, region }: Source): AsyncGenerator<Activity[]> {
  for (let after = ''; ;) {
    const activities = await manager.find(region.types.Activity, {
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: ROWS_AT_ONCE,
    });
    if (activities.length === 0) return;
    yield activities.filter(({ status }) => status !== 'CANCELLED');
    after = activities.at(-1)?.id ?? after;
  }
}

function textCells(name: 'title' | 'summary', texts: Activity['titleByLanguage']): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [columnIn(name, language), text]),
  );
}

async function* activityRows(source: Source): AsyncGenerator<Texts> {
  for await (const activities of activitiesOf(source)) {
    const idOf = await externalIds(
      source,
      'ACTIVITY',
      activities.map(({ id }) => id),
    );
    for (const activity of activities) {
      const { id, status, kind, audience, timeZone, mode, placeName, locality } = activity;
      const { latitude, longitude, capacity, waitlistLimit } = activity;
      yield {
        ...{ externalId: idOf(id), status, kind, audience, timeZone, mode, placeName, locality },
        ...{ latitude, longitude, capacity, waitlistLimit },
        ...textCells('title', activity.titleByLanguage),
        ...textCells('summary', activity.summaryByLanguage),
        startsAt: writeUkDate(activity.startsAt, timeZone),
        endsAt: writeUkDate(activity.endsAt, timeZone),
        postcode: activity.outcode,
        gss: activity.placeGss,
        accessFeatures: activity.storedAccessFeatures
          .map(
            ({ kind: feature, delivery, confirmed }) =>
              `${feature} ${delivery}${confirmed ? ' confirmed' : ''}`,
          )
          .join('; '),
        languages: activity.languages.join('; '),
        themes: activity.themeSlugs.join('; '),
        network: activity.networkId,
      };
    }
  }
}

/** The languages that activities have texts in, the region's own first. */
async function languagesOf(source: Source): Promise<string[]> {
  const languages = new Set(source.region.languages);
  for await (const activities of activitiesOf(source))
    for (const { titleByLanguage, summaryByLanguage } of activities)
      for (const language of Object.keys({ ...titleByLanguage, ...summaryByLanguage }))
        languages.add(language);
  return [...languages];
}

function namesOf(columns: readonly Column[], languages: readonly string[]): string[] {
  return columns.flatMap(({ name, isByLanguage }) =>
    isByLanguage ? languages.map((language) => columnIn(name, language)) : [name],
  );
}

async function* asCells(rows: AsyncIterable<Texts>, names: readonly string[]): AsyncGenerator<string[]> {
  for await (const row of rows) yield names.map((name) => guardCell(String(row[name] ?? '')));
}

/**
 * Writes the members of today, or the activities that are not cancelled, as a sheet that an import reads back: UTF-8
 * with a byte order mark, and no cell that a spreadsheet would execute. It holds contact data.
 */
export async function exportSheet(source: Source, what: Exportable, to: Writable): Promise<void> {
  const names =
    what === 'members' ? namesOf(memberColumns, []) : namesOf(activityColumns, await languagesOf(source));
  const rows = what === 'members' ? memberRows(source) : activityRows(source);
  const csv = stringify({ ...sheetFormat, header: true, columns: names });
  await pipeline(Readable.from(asCells(rows, names)), csv, to);
}
