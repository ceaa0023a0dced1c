import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * The id of a made-up row: a UUIDv7 that follows from what the row is, so that one region can name a made-up member
 * of another without asking it. The time in it is the same for all; the rest is a hash of `parts`.
 */
export function demoId(...parts: readonly (string | number)[]): string {
  const random = createHash('sha256').update(parts.join('/')).digest().subarray(0, 16);
  return v7({ msecs: Date.UTC(2025, 8, 1), seq: random.readUInt32BE(0), random });
}
