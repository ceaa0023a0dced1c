import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages, type RequestContext } from '../../kit/context';
import type { Connection } from '../../kit/list/connection';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { PublicationConnection } from '../connections';
import { listPublications } from '../lists';
import { Theme } from '../theme';

/** Fields of a theme that reach beyond its row. */
@Resolver(() => Theme)
export class ThemeResolver {
  @FieldResolver(() => LocalisedText, { nullable: true, description: 'What the theme is called.' })
  label(
    @Root() theme: Theme,
    @Ctx() context: RequestContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(theme.labelByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => PublicationConnection, {
    nullable: true,
    description: 'Publications known to be about the theme: newest year first, then by title.',
  })
  publications(
    @Root() theme: Theme,
    @Ctx() context: RequestContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection {
    return listPublications(context, page, theme.slug);
  }
}
