import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodePosition, type Position } from '../../../schema/position';

/** Signs positions in the feeds, and knows its own signature again. */
export class PositionSigner {
  private readonly key: Buffer;

  /** @param privateKey the directory's own key (PEM); positions are signed with one that follows from it */
  constructor(privateKey: string) {
    this.key = createHmac('sha256', privateKey).update('positions of the change feeds').digest();
  }

  /** The position with its signature, as a client is given it. */
  sign(position: string): string {
    return `${position}.${this.signature(position)}`;
  }

  /** The position that a client sent back; null when it is not one that this graph gave. */
  read(signed: string): Position | null {
    const [position = '', signature = '', ...rest] = signed.slice(0, 600).split('.');
    const expected = Buffer.from(this.signature(position));
    const given = Buffer.from(signature);
    const isOurs = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs ? decodePosition(position) : null;
  }

  private signature(position: string): string {
    return createHmac('sha256', this.key).update(position).digest('base64url');
  }
}
