import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { decodePosition, MAX_SEALED_LENGTH, type Position } from '../../../schema/position';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals positions in the feeds, and knows its own seal again. Nobody else can read one: the number in it would say how
 * much a region has written, rows that are for no one's eyes included.
 */
export class PositionSeal {
  private readonly key: Buffer;

  /** @param privateKey the directory's own key (PEM); positions are sealed with one that follows from it */
  constructor(privateKey: string) {
    this.key = createHmac('sha256', privateKey).update('positions of the change feeds').digest();
  }

  /** The position as a client is given it. */
  seal(position: string): string {
    // Made of the position, so that one position is sealed alike each time: a retry is answered as the first try was.
    const nonce = createHmac('sha256', this.key).update(position).digest().subarray(0, NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(position, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The position that a client sent back; null when it is not one that this graph gave. */
  open(sent: string): Position | null {
    const bytes = Buffer.from(sent.length > MAX_SEALED_LENGTH ? '' : sent, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== sent) return null;
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
      return decodePosition(Buffer.concat(opened).toString('utf8'));
    } catch {
      return null;
    }
  }
}
