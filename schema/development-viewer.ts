import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Words } from './contract/words';
import { viewerNotAccepted, viewerWrong } from './messages';
import { findRegion, regions } from './regions';
import { SetupError } from './setup-error';
import type { Viewer } from './viewer';

/** The header that says who asks, until sign-in does: for whoever develops, and for tests. */
export const DEVELOPMENT_VIEWER_HEADER = 'x-development-viewer';

/** What the header may hold: shown to whoever got it wrong. */
const example =
  '{"roles":["coordinator"],"coordinates":["wales"]} or {"roles":["member"],"memberId":"<id>","homeRegion":"wales"}';

const slugs = regions.map(({ slug }) => slug).join(', ');
const region = z.string().refine((slug) => findRegion(slug) !== undefined, `one of ${slugs} is expected`);
const shape = z.strictObject({
  roles: z.array(z.enum(['member', 'coordinator', 'analyst', 'operator'])).max(4),
  memberId: z.string().min(1).max(100).optional(),
  homeRegion: region.optional(),
  coordinates: z.array(region).max(regions.length).default([]),
});

/** Who the header says is asking, or what is wrong with it. */
export type ReadViewer = { readonly viewer: Viewer } | { readonly faults: string };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the header's value. What is wrong is told by place and rule, without what came. */
export function readDevelopmentViewer(header: string): ReadViewer {
  const json = parseJson(header);
  if (json === undefined) return { faults: 'it is not JSON' };
  const { success, data, error } = shape.safeParse(json);
  if (success) return { viewer: data };
  return {
    faults: error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; '),
  };
}

/**
 * Who asks, by the development header, null without it; or why the request is to be refused (BAD_VIEWER) where this
 * process does not take its word: to go on as nobody would hide that from whoever sent it.
 */
export function findDevelopmentViewer(
  headers: IncomingHttpHeaders,
  isAccepted: boolean,
): { readonly viewer: Viewer | null } | { readonly fault: Words } {
  const header = headers[DEVELOPMENT_VIEWER_HEADER];
  if (header === undefined) return { viewer: null };
  if (!isAccepted) return { fault: viewerNotAccepted() };
  const read = readDevelopmentViewer(String(header));
  return 'faults' in read ? { fault: viewerWrong(read.faults, example) } : read;
}

/**
 * Whether a process takes the header's word, by its variables DEVELOPMENT_VIEWER and NODE_ENV. Throws SetupError in
 * production: anybody could be anyone.
 */
export function acceptsDevelopmentViewer(setting: string, nodeEnv: string | undefined): boolean {
  if (setting !== 'true') return false;
  if (nodeEnv !== 'production') return true;
  throw new SetupError(
    'DEVELOPMENT_VIEWER=true lets anybody say who they are, and NODE_ENV is production. Unset one of them.',
  );
}
