import { generateKeyPairSync } from 'node:crypto';
import { importPKCS8, SignJWT, UnsecuredJWT } from 'jose';
import { isDirectoryToken, signDirectoryToken } from '../../schema/directory-token';

function makeKey(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const { privateKey, publicKey } = makeKey();
const right = { act: 'directory', issuer: 'directory', audience: 'wales', expires: '60s' };

/** A token like the directory's own, but for what is changed. */
async function tokenWith(changed: Partial<typeof right>): Promise<string> {
  const { act, issuer, audience, expires } = { ...right, ...changed };
  return new SignJWT({ act })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importPKCS8(privateKey, 'EdDSA'));
}

it('is taken by the subgraph that it was made out to', async () => {
  const token = await signDirectoryToken(privateKey, 'wales');
  expect(await isDirectoryToken(publicKey, 'wales', token)).toBe(true);
});

it('is not taken by another subgraph', async () => {
  const token = await signDirectoryToken(privateKey, 'wales');
  expect(await isDirectoryToken(publicKey, 'england', token)).toBe(false);
});

it('is not taken when another key signed it', async () => {
  const token = await signDirectoryToken(makeKey().privateKey, 'wales');
  expect(await isDirectoryToken(publicKey, 'wales', token)).toBe(false);
});

it('is of use for a minute', async () => {
  const [, payload = ''] = (await signDirectoryToken(privateKey, 'wales')).split('.');
  const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, number>;
  expect(exp! - iat!).toBe(60);
});

it.each([
  ['that is right', {}, true],
  ['that has expired', { expires: '-1s' }, false],
  ["with another's claim to act", { act: 'gateway' }, false],
  ['of another issuer', { issuer: 'gateway' }, false],
  ['for another audience', { audience: 'wale' }, false],
])('a token %s', async (_what, changed, expected) => {
  expect(await isDirectoryToken(publicKey, 'wales', await tokenWith(changed))).toBe(expected);
});

it('is not taken without a signature', async () => {
  const token = new UnsecuredJWT({ act: 'directory' })
    .setIssuer('directory')
    .setAudience('wales')
    .setExpirationTime('60s')
    .encode();
  expect(await isDirectoryToken(publicKey, 'wales', token)).toBe(false);
});

it('is not taken when the public key was used as a shared secret', async () => {
  const token = await new SignJWT({ act: 'directory' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('directory')
    .setAudience('wales')
    .setExpirationTime('60s')
    .sign(new TextEncoder().encode(publicKey));
  expect(await isDirectoryToken(publicKey, 'wales', token)).toBe(false);
});

it('is not taken when a single letter of it is another', async () => {
  const token = await signDirectoryToken(privateKey, 'wales');
  const places = Array.from({ length: token.length }, (_, place) => place).filter((place) => place % 7 === 0);
  const spoilt = places.map((place) => {
    // The last letter of a part may hold bits that mean nothing: another group of four is changed for sure.
    const letter = token[place] === 'A' ? 'Q' : 'A';
    return `${token.slice(0, place)}${letter}${token.slice(place + 1)}`;
  });
  const taken = await Promise.all(spoilt.map((one) => isDirectoryToken(publicKey, 'wales', one)));
  expect(taken).toEqual(spoilt.map(() => false));
});

it.each(['', '.', '..', 'garbage', 'a.b.c', 'null', '\u0000', 'x'.repeat(100_000)])(
  'is not %j',
  async (text) => {
    expect(await isDirectoryToken(publicKey, 'wales', text)).toBe(false);
  },
);

it('is not taken where the key is none', async () => {
  expect(await isDirectoryToken('no key', 'wales', await signDirectoryToken(privateKey, 'wales'))).toBe(
    false,
  );
});
