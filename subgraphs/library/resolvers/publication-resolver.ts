import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages, type RequestContext } from '../../kit/context';
import { findFindings, findRows } from '../find-rows';
import { Finding } from '../finding';
import { Publication } from '../publication';
import { Theme } from '../theme';

/** Fields of a publication that reach beyond its row. */
@Resolver(() => Publication)
export class PublicationResolver {
  @FieldResolver(() => [Theme], {
    nullable: true,
    description: 'What it is about; null where it is not known, which is not the same as none.',
  })
  themes(@Root() { themeSlugs }: Publication, @Ctx() context: RequestContext): Promise<Theme[]> | null {
    return themeSlugs && findRows(context, { entity: Theme, by: 'slug' }, themeSlugs);
  }

  @FieldResolver(() => [Finding], {
    nullable: true,
    description: 'What it found, in the order of the publication; null where it is not known.',
  })
  findings(@Root() { id }: Publication, @Ctx() context: RequestContext): Promise<Finding[] | null> {
    return findFindings(context, id);
  }
}

/** Fields of a finding that depend on who asks. */
@Resolver(() => Finding)
export class FindingResolver {
  @FieldResolver(() => LocalisedText, { description: 'What was found, in a sentence.' })
  text(
    @Root() finding: Finding,
    @Ctx() context: RequestContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(finding.textByLanguage, wantedLanguages(context, language));
  }
}
