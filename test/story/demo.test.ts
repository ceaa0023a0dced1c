import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regions } from '../../schema/regions';
import { defaultDemoSize } from '../../subgraphs/kit/demo/demo-size';
import type { Database } from '../../subgraphs/kit/database/database';
import { getProgram } from '../../subgraphs/programs';
import { demoShare } from '../../subgraphs/region/demo/shares';
import { dropDatabasesOf, makeDatabasesOf } from '../support/databases';
import { NOW } from '../support/graph';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-demo-'));
const databases = new Map<string, Database>();

beforeAll(async () => {
  for (const { slug } of regions) {
    const program = await getProgram(slug);
    const db = await program.open(await makeDatabasesOf(folder));
    await program.seedDemo?.(db, { size: defaultDemoSize, now: NOW });
    databases.set(slug, db);
  }
});
afterAll(async () => {
  for (const db of databases.values()) await db.close();
  await dropDatabasesOf(folder);
  rmSync(folder, { recursive: true });
});

type Row = Record<string, string | number | null>;

async function select(slug: string, sql: string): Promise<Row[]> {
  return databases.get(slug)!.read.query<Row[]>(sql);
}

async function count(sql: string): Promise<number> {
  const rows = await Promise.all(regions.map(({ slug }) => select(slug, sql)));
  return rows.flat().reduce((sum, row) => sum + Number(Object.values(row)[0]), 0);
}

test('has the sizes that Citizen Network reports, spread over the regions', async () => {
  expect({
    people: await count("SELECT COUNT(*) FROM member WHERE kind = 'PERSON'"),
    groups: await count("SELECT COUNT(*) FROM member WHERE kind = 'GROUP'"),
    activities: await count('SELECT COUNT(*) FROM activity'),
  }).toEqual({ people: 820, groups: 210, activities: 600 });
  for (const { slug } of regions) {
    const [row] = await select(slug, 'SELECT COUNT(*) AS members FROM member');
    expect(Number(row?.['members'])).toBeGreaterThan(200);
  }
});

test('says of every member and activity that it is made up', async () => {
  expect(await count("SELECT COUNT(*) FROM member WHERE displayName NOT LIKE '%(demo)'")).toBe(0);
  expect(
    await count("SELECT COUNT(*) FROM activity WHERE summaryByLanguage NOT LIKE '%made-up activity%'"),
  ).toBe(0);
});

test('has activities from a year ago to a year ahead, at places that are known', async () => {
  for (const { slug } of regions) {
    const [span] = await select(slug, 'SELECT MIN(startsAt) AS first, MAX(startsAt) AS last FROM activity');
    const [first, last] = [span?.['first'], span?.['last']].map((at) =>
      new Date(at as string).toISOString().slice(0, 7),
    );
    expect(first).toMatch(/^2025-1[12]$/);
    expect(last).toMatch(/^2026-(10|11)|2027-(10|11)$/);
  }
  const placeless =
    "mode <> 'ONLINE' AND (placeName IS NULL OR locality IS NULL OR outcode IS NULL OR placeGss IS NULL OR latitude IS NULL OR longitude IS NULL)";
  expect(await count(`SELECT COUNT(*) FROM activity WHERE ${placeless}`)).toBe(0);
});

test('has Welsh and English of every activity in Wales, and of none of them the same words', async () => {
  const rows = await select(
    'wales',
    'SELECT titleByLanguage AS title, summaryByLanguage AS summary FROM activity',
  );
  const texts = rows.flatMap(
    ({ title, summary }) =>
      [JSON.parse(String(title)), JSON.parse(String(summary))] as { en: string; cy: string }[],
  );
  expect(texts.length).toBe(2 * demoShare(defaultDemoSize, 'wales').activities);
  const untranslated = new Set(texts.filter(({ en, cy }) => !cy || cy === en).map(({ en }) => en));
  // A festival's name is the same in both.
  expect([...untranslated]).toEqual([...untranslated].filter((text) => /CitizenFest/.test(text)));
});

test('never books more than there are places, and books some across a border', async () => {
  const tooMany = `SELECT COUNT(*) FROM (SELECT activity.id FROM activity JOIN booking ON booking.activityId = activity.id
    WHERE booking.status IN ('BOOKED', 'OFFERED', 'ATTENDED', 'NO_SHOW') GROUP BY activity.id, activity.capacity
    HAVING COUNT(*) > activity.capacity) overbooked`;
  expect(await count(tooMany)).toBe(0);
  for (const { slug } of regions) {
    const foreign = await select(
      slug,
      `SELECT memberId, homeRegion FROM booking WHERE homeRegion <> '${slug}'`,
    );
    expect(foreign.length).toBeGreaterThan(20);
    const { memberId, homeRegion } = foreign[0] as unknown as { memberId: string; homeRegion: string };
    expect(await select(homeRegion, `SELECT id FROM member WHERE id = '${memberId}'`)).toHaveLength(1);
  }
});
