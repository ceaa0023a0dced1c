import { importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';

const algorithm = 'EdDSA';
const issuer = 'directory';
const lifetimeSeconds = 60;

/**
 * The token with which the directory reads the change feed of `audience` (a subgraph's slug). Signed with Ed25519,
 * valid for a minute, of no use at another subgraph.
 *
 * @param privateKey PKCS #8 in PEM
 */
export async function signDirectoryToken(privateKey: string, audience: string): Promise<string> {
  return new SignJWT({ act: 'directory' })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(await importPKCS8(privateKey, algorithm));
}

/**
 * Whether a token is the directory's own for `audience`, and has not expired.
 *
 * @param publicKey SPKI in PEM
 */
export async function isDirectoryToken(publicKey: string, audience: string, token: string): Promise<boolean> {
  try {
    const key = await importSPKI(publicKey, algorithm);
    const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: [algorithm] });
    return payload['act'] === 'directory';
  } catch {
    return false;
  }
}
