import type { RequestContext } from '../context';
import { fingerprint, decodeCursor, type Position } from './cursor';
import {
  countRows,
  cursorOf,
  hasRowBeyond,
  markOf,
  readPage,
  type ListQuery,
  type PageRead,
  type PageRow,
} from './list-query';
import { groupBy } from '../loaders';
import type { PageRequest } from './page-arguments';

/** What a page of a list is read from. */
export interface PageSource {
  readonly list: ListQuery;
  readonly request: PageRequest;
  readonly context: RequestContext;
  /** The id that the list hangs from; null for a list of its own. */
  readonly parent: string | null;
  /** The node of a row: an entity, a reference, or a promise of one. */
  toNode(row: PageRow): unknown;
  /** The region that owns a row, where the list says so. */
  regionOf?(row: PageRow): string | null;
}

interface Read {
  readonly rows: readonly PageRow[];
  readonly hasMore: boolean;
}

/**
 * One page of a list, read when it is first asked for: a query that selects only `totalCount` reads no rows, and one
 * that does not select it counts none. Pages with the same arguments under many parents are read in one statement.
 */
export class Page {
  private reading: Promise<Read> | undefined;

  private readonly between: PageRead['between'];

  /** Throws BadCursor, at the field that the cursor was given to. */
  constructor(readonly source: PageSource) {
    const { request } = source;
    this.between = {
      after: this.decode('after', request.after),
      before: this.decode('before', request.before),
    };
  }

  async rows(): Promise<readonly PageRow[]> {
    return (await this.read()).rows;
  }

  cursor(row: PageRow): string {
    return cursorOf(this.source.list, row);
  }

  async count(): Promise<number> {
    const { list, parent, context } = this.source;
    if (parent === null) return (await countRows(context.db.read, list, null)).get(null) ?? 0;
    const loader = context.loaders.of(
      `count ${this.key()}`,
      (parents) => countRows(context.db.read, list, parents) as Promise<Map<string, number>>,
    );
    return (await loader.load(parent)) ?? 0;
  }

  /** Whether the list has rows on one side of this page. */
  async hasMore(side: 'after' | 'before'): Promise<boolean> {
    const { request } = this.source;
    const { rows, hasMore } = await this.read();
    if ((side === 'before') === request.fromEnd && hasMore) return true;
    const position = side === 'after' ? this.between.before : this.between.after;
    if (position === undefined) return false;
    const edge = side === 'after' ? rows.at(-1) : rows[0];
    return edge ? this.hasRow(side, edge, false) : this.hasRow(side, position, true);
  }

  private decode(name: 'after' | 'before', cursor: string | undefined): Position | undefined {
    if (cursor === undefined) return undefined;
    const { list, parent } = this.source;
    const { name: order, type } = list.order;
    return decodeCursor(name, cursor, { order, type, mark: markOf(list, parent) });
  }

  private hasRow(name: 'after' | 'before', position: Position, inclusive: boolean): Promise<boolean> {
    const { list, parent, context } = this.source;
    return hasRowBeyond(context.db.read, list, { name, position, inclusive, parent });
  }

  /** The same for pages that may be read together. */
  private key(): string {
    const { list, request } = this.source;
    return fingerprint(list.name, list.order.name, list.filter, list.parent, request);
  }

  private read(): Promise<Read> {
    this.reading ??= this.readRows();
    return this.reading;
  }

  private async readRows(): Promise<Read> {
    const { request } = this.source;
    const found = await this.findRows();
    const hasMore = found.length > request.size;
    const rows = hasMore ? found.slice(0, request.size) : found;
    return { rows: request.fromEnd ? rows.toReversed() : rows, hasMore };
  }

  private async findRows(): Promise<PageRow[]> {
    const { list, request, context, parent } = this.source;
    if (parent === null)
      return readPage(context.db.read, list, { request, between: this.between, parents: null });
    // A cursor belongs to one parent, so pages with cursors are not read together.
    const alone = request.after !== undefined || request.before !== undefined ? parent : '';
    const loader = context.loaders.of(`page ${this.key()} ${alone}`, async (parents) => {
      const rows = await readPage(context.db.read, list, { request, between: this.between, parents });
      return groupBy(rows, (row) => row.parent as string);
    });
    return (await loader.load(parent)) ?? [];
  }
}
