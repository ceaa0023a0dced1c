import { Directive, Field, ObjectType } from 'type-graphql';
import type { Page } from './page';

/** Where a page stands in its list, as the Relay cursor connections specification has it. */
@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay cursor connections).' })
@Directive('@shareable')
export class PageInfo {
  constructor(private readonly page: Page) {}

  @Field(() => Boolean, { description: 'Whether there are rows after this page.' })
  hasNextPage(): Promise<boolean> {
    return this.page.hasMore('after');
  }

  @Field(() => Boolean, { description: 'Whether there are rows before this page.' })
  hasPreviousPage(): Promise<boolean> {
    return this.page.hasMore('before');
  }

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first row: send it as `before`. Null when the page is empty.',
  })
  async startCursor(): Promise<string | null> {
    return this.cursorAt(0);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row: send it as `after`. Null when the page is empty.',
  })
  async endCursor(): Promise<string | null> {
    return this.cursorAt(-1);
  }

  private async cursorAt(index: number): Promise<string | null> {
    const row = (await this.page.rows()).at(index);
    return row ? this.page.cursor(row) : null;
  }
}
