import type { DataSource } from 'typeorm';
import { embeddedFullText } from './embedded-full-text';
import type { FullText } from './full-text';
import { serverFullText } from './server-full-text';

/** The search of the engine that is talked to. */
export function fullTextOf({ options }: Pick<DataSource, 'options'>): FullText {
  return options.type === 'better-sqlite3' ? embeddedFullText : serverFullText;
}
