import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { signDirectoryToken } from '../../schema/directory-token';
import { regions } from '../../schema/regions';
import { anonymous, type Viewer } from '../../schema/viewer';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import type { Database } from '../../subgraphs/kit/database/database';
import type { RunningServer } from '../../subgraphs/kit/server';
import { getProgram } from '../../subgraphs/programs';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { ask, type Answer, type Question } from '../support/ask';
import { dropDatabasesOf, engine, makeDatabasesOf } from '../support/databases';
import { LogSink } from '../support/log-sink';
import { rounds } from '../support/rounds';

/** The instant at which everything here takes place. */
export const NOW = new Date('2026-11-21T12:00:00Z');

const viewerHeader = 'x-test-viewer';

/** Trusts a header: who asks is what the test says. */
function identify({ headers }: FastifyRequest): Viewer {
  const told = headers[viewerHeader];
  return told === undefined ? anonymous : (JSON.parse(String(told)) as Viewer);
}

/** The regions that a test of this folder runs over: in CI, one stands for all of them on a server. */
export const testedRegions =
  engine === 'embedded' ? regions : regions.slice(rounds(0, 1), rounds(regions.length, 2));

/** Another region than this one. */
export function anotherRegion(slug: string): string {
  return regions.find((row) => row.slug !== slug)!.slug;
}

/** People who may ask a region something. */
export function viewersOf(slug: string) {
  const elsewhere = anotherRegion(slug);
  return {
    anonymous,
    /** A member of the region, with the id `self`. */
    self: { roles: ['member'], memberId: 'self', homeRegion: slug, coordinates: [] },
    memberElsewhere: { roles: ['member'], memberId: 'elsewhere', homeRegion: elsewhere, coordinates: [] },
    coordinator: { roles: ['coordinator'], coordinates: [slug] },
    coordinatorElsewhere: { roles: ['coordinator'], coordinates: [elsewhere] },
    analyst: { roles: ['analyst', 'operator'], coordinates: [] },
  } satisfies Record<string, Viewer>;
}

type Prepare = (db: Database, program: RegionProgram) => Promise<unknown>;

/** One region alone, served over HTTP from a database of its own. */
export class RegionScene {
  readonly log = new LogSink();
  private server!: RunningServer;

  private constructor(
    readonly program: RegionProgram,
    /** The database behind the server's back. */
    readonly db: Database,
    private readonly folder: string,
  ) {}

  /** Opens a region's database, lets `prepare` fill it, and serves it, with further variables where `env` has them. */
  static async start(
    slug: string,
    prepare?: Prepare,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RegionScene> {
    const folder = mkdtempSync(join(tmpdir(), 'citizenship-region-'));
    const program = (await getProgram(slug)) as RegionProgram;
    const variables = await makeDatabasesOf(folder);
    const db = await program.open(variables);
    await prepare?.(db, program);
    const scene = new RegionScene(program, db, folder);
    scene.server = await program.start({
      env: { ...variables, ...env, PORT: '0' },
      log: scene.log.log,
      clock: () => NOW,
      identify,
    });
    return scene;
  }

  ask(question: Question | string, viewer: Viewer = anonymous): Promise<Answer> {
    return ask(this.server.url, question, { [viewerHeader]: JSON.stringify(viewer) });
  }

  /** Asks for something beside GraphQL. */
  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.server.url}${path}`, { headers });
  }

  /** Asks the change feed; `audience` is whom the directory's token is made out to, null for no token. */
  async changes(query: string, audience: string | null = this.program.slug): Promise<Response> {
    const token = audience === null ? null : await signDirectoryToken(ownDirectoryKey(this.folder), audience);
    const headers = { ...(token !== null && { authorization: `Bearer ${token}` }) };
    return fetch(`${this.server.url}/changes${query}`, { headers });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.db.close();
    await dropDatabasesOf(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
