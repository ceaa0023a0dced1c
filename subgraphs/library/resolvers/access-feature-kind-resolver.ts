import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages, type RequestContext } from '../../kit/context';
import { AccessFeatureKind } from '../access-feature-kind';

/** Fields of an access feature that depend on who asks. */
@Resolver(() => AccessFeatureKind)
export class AccessFeatureKindResolver {
  @FieldResolver(() => LocalisedText, { nullable: true, description: 'What people call it.' })
  label(
    @Root() kind: AccessFeatureKind,
    @Ctx() context: RequestContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(kind.labelByLanguage, wantedLanguages(context, language));
  }
}
