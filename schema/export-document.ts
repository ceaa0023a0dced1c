import type { HeldByRegion } from './orders';

/** All that is held about a person, as a person reads it. A region's own endpoint answers with its part alone. */
export interface ExportDocument {
  /** Id. */
  readonly member: string;
  readonly exportedAt: string;
  /** What each region holds, the member's own first. */
  readonly regions: readonly HeldByRegion[];
  /** What the UK-wide index holds; left out by a region, which does not know. */
  readonly directory?: object;
  /** Slugs of regions that did not answer: what they hold is not in here. */
  readonly missing: readonly string[];
}

/** The text of a document: JSON, with a line for each value. */
export function printExport(document: ExportDocument): string {
  return JSON.stringify(document, null, 2);
}
