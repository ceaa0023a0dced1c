import { z } from 'zod';

/** A place in the change feed of one region: everything up to this number. */
export interface Position {
  readonly region: string;
  readonly epoch: string;
  readonly number: number;
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
