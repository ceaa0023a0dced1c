import { createHash } from 'node:crypto';
import { importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Viewer } from './viewer';

const algorithm = 'EdDSA';
const issuer = 'directory';
const lifetimeSeconds = 30;

const claims = z.object({
  act: z.literal('directory'),
  body: z.string(),
  viewer: z.object({
    roles: z.array(z.enum(['member', 'coordinator', 'analyst', 'operator'])),
    subject: z.string().optional(),
    memberId: z.string().optional(),
    homeRegion: z.string().optional(),
    coordinates: z.array(z.string()),
    booker: z
      .object({
        id: z.string(),
        homeRegion: z.string(),
        name: z.string().nullable(),
        hiddenNeeds: z.array(z.string()),
      })
      .optional(),
  }),
});

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}

/** What a routed mutation is sent with. */
export interface RoutedCall {
  /** Slug of the region that it goes to: of no use at another. */
  readonly audience: string;
  /** On whose behalf. */
  readonly viewer: Viewer;
  /** The request's JSON body: the token is of no use with another. */
  readonly body: unknown;
}

/** The token with which the directory passes on a mutation. Ed25519, valid for half a minute, bound to the body. */
export async function signRoutedToken(
  privateKey: string,
  { audience, viewer, body }: RoutedCall,
): Promise<string> {
  return new SignJWT({ act: 'directory', viewer: { ...viewer }, body: hashOf(body) })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(await importPKCS8(privateKey, algorithm));
}

/** On whose behalf the directory passes on this body; null when the token is not the directory's for it. */
export async function readRoutedToken(
  publicKey: string,
  token: string,
  { audience, body }: Omit<RoutedCall, 'viewer'>,
): Promise<Viewer | null> {
  try {
    const key = await importSPKI(publicKey, algorithm);
    const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: [algorithm] });
    const read = claims.parse(payload);
    return read.body === hashOf(body) ? read.viewer : null;
  } catch {
    return null;
  }
}
