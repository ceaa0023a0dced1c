import { z } from 'zod';

/** A place in the change feed of one region: everything up to this number. */
export interface Position {
  readonly region: string;
  readonly epoch: string;
  readonly number: number;
}

/** The most characters that a position has when the directory has sealed it for clients. */
export const MAX_SEALED_LENGTH = 600;

/** Whether a text may be a position that the directory has sealed: whether it is one, only the directory can tell. */
export function isLikeSealed(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_SEALED_LENGTH && /^[\w-]{40,}$/.test(text);
}

const shape = z.tuple([z.string().max(100), z.string().min(1).max(64), z.int().positive()]);

/** A position as text without blanks. It says nothing of what was written. */
export function encodePosition({ region, epoch, number }: Position): string {
  return Buffer.from(JSON.stringify([region, epoch, number])).toString('base64url');
}

/** The position that a text stands for; null when it is none. */
export function decodePosition(text: string): Position | null {
  try {
    const [region, epoch, number] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { region, epoch, number };
  } catch {
    return null;
  }
}
