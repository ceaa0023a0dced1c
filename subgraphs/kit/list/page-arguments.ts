import { ArgsType, Field, Int } from 'type-graphql';
import { BadInput } from '../errors';
import { firstAndLast, pageSize } from '../messages';

/** The most rows that one page holds. */
export const MAX_PAGE = 100;
/** Rows of a page when the caller does not say. */
export const DEFAULT_PAGE = 20;

const countText = `1 to ${MAX_PAGE}; ${DEFAULT_PAGE} when left out.`;

/** Arguments of a list that is read forwards. */
@ArgsType()
export class ForwardArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many rows from the start, or after \`after\`: ${countText}`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Start after the row with this cursor.' })
  after?: string | null;
}

/** Arguments of a list that is read forwards or backwards. */
@ArgsType()
export class PageArguments extends ForwardArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many rows from the end, or before \`before\`; not together with \`first\`: 1 to ${MAX_PAGE}.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End before the row with this cursor.' })
  before?: string | null;
}

/** Which rows of an ordered list to read. */
export interface PageRequest {
  readonly size: number;
  /** True: the last rows of what is left between `after` and `before`. */
  readonly fromEnd: boolean;
  readonly after?: string;
  readonly before?: string;
}

function checkSize(name: string, size: number): number {
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw new BadInput(pageSize(name, MAX_PAGE, size));
}

/** Checks the arguments of a list. Throws BadInput. */
export function readPageRequest({ first, after, last, before }: PageArguments): PageRequest {
  if (first != null && last != null) {
    throw new BadInput(firstAndLast());
  }
  const fromEnd = last != null;
  const size = fromEnd ? checkSize('last', last) : checkSize('first', first ?? DEFAULT_PAGE);
  return { size, fromEnd, after: after ?? undefined, before: before ?? undefined };
}
