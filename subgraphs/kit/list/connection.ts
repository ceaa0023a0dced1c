import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { PageRow } from './list-query';
import { Page, type PageSource } from './page';
import { PageInfo } from './page-info';

type Type = abstract new (...parameters: never[]) => object;

/** What a field of a connection type answers. */
export interface Connection {
  totalCount(): Promise<number>;
}

/** A pair of GraphQL classes: `<Name>Connection` and its edge. */
export interface ConnectionType {
  new (source: PageSource): Connection;
}

interface ConnectionOptions {
  /** Words for the descriptions: "members". */
  readonly of: string;
  /** Whether several subgraphs have the type. */
  readonly isShareable: boolean;
  /** Whether an edge says whose row it is, and whether that is always known. */
  readonly regionSlug: 'always' | 'sometimes' | 'none';
  /** Whether rows are always there, so that none of them is null, and no edge says more of them. */
  readonly isPlain?: boolean;
  /** Whether an edge carries how well it fits, from the column `score`. */
  readonly hasScore?: boolean;
}

function shareable(isShareable: boolean): ClassDecorator {
  return isShareable ? Directive('@shareable') : () => undefined;
}

function edgeOf(
  name: string,
  Node: Type,
  options: ConnectionOptions,
): new (page: Page, row: PageRow) => object {
  const always = options.regionSlug === 'always';
  @ObjectType(`${name}Edge`, {
    description: `One of the ${options.of} of a page, and where it stands in the list.`,
  })
  @shareable(options.isShareable)
  class Edge {
    constructor(
      private readonly page: Page,
      private readonly row: PageRow,
    ) {}

    @Field(() => String, {
      description: 'Opaque; send it as `after` or `before` with the same order and filter.',
    })
    cursor(): string {
      return this.page.cursor(this.row);
    }

    @Field(() => Node, { nullable: true, description: 'The row itself; null where it cannot be had.' })
    node(): unknown {
      return this.page.source.toNode(this.row);
    }

    regionSlug(): string | null {
      return this.page.source.regionOf?.(this.row) ?? null;
    }

    score(): number {
      return -Number(this.row.sort);
    }
  }
  if (options.regionSlug !== 'none') {
    const description = 'Slug of the region that owns the row: known even while that region is down.';
    fieldOfMethod(
      Edge,
      'regionSlug',
      Field(() => ID, { nullable: !always, description }),
    );
  }
  if (options.hasScore) {
    const description = 'How well the row fits: more is better. Comparable within one answer only.';
    fieldOfMethod(
      Edge,
      'score',
      Field(() => Float, { description }),
    );
  }
  return Edge;
}

/** Decorates a method where only some of the types made here have it. */
function fieldOfMethod(type: { prototype: object }, method: string, field: MethodDecorator): void {
  field(
    type.prototype,
    method,
    Object.getOwnPropertyDescriptor(type.prototype, method) as PropertyDescriptor,
  );
}

function edgesOf(Edge: Type | null): MethodDecorator {
  const description = 'The rows of the page, each with its cursor.';
  return Edge ? Field(() => [Edge], { description }) : () => undefined;
}

/** The connection type of a kind of node, as the Relay specification has it, with `nodes` and `totalCount`. */
export function connectionOf(name: string, Node: Type, options: ConnectionOptions): ConnectionType {
  const Edge = options.isPlain ? null : edgeOf(name, Node, options);

  @ObjectType(`${name}Connection`, { description: `A page of ${options.of}, in the order of the list.` })
  @shareable(options.isShareable)
  class PageConnection {
    private readonly page: Page;

    constructor(source: PageSource) {
      this.page = new Page(source);
    }

    @edgesOf(Edge)
    async edges(): Promise<object[]> {
      return (await this.page.rows()).flatMap((row) => (Edge ? [new Edge(this.page, row)] : []));
    }

    @Field(() => [Node], {
      nullable: options.isPlain ? false : 'items',
      description: 'The rows of the page without their cursors.',
    })
    async nodes(): Promise<unknown[]> {
      const nodes = (await this.page.rows()).map((row) => this.page.source.toNode(row));
      // One that went after the page was read is missing, where it must not be null.
      return options.isPlain ? (await Promise.all(nodes)).filter((node) => node !== null) : nodes;
    }

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo(): PageInfo {
      return new PageInfo(this.page);
    }

    @Field(() => Int, {
      description: 'How many rows the whole list has for who asks. Counted only when asked for.',
    })
    totalCount(): Promise<number> {
      return this.page.count();
    }
  }
  return PageConnection;
}
