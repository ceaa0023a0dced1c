import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { getRegion } from '../../../schema/regions';
import { wantedLanguages } from '../../kit/context';
import type { DirectoryContext } from '../directory-context';
import { Freshness } from '../types/freshness';
import { Region } from '../types/stubs';

/** What the directory says of a region: its name, even while the region is down, and how current the lists are. */
@Resolver(() => Region)
export class RegionFields {
  @FieldResolver(() => LocalisedText, { description: 'What the region is called.' })
  @Directive('@shareable')
  name(
    @Root() region: Region,
    @Ctx() context: DirectoryContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(getRegion(region.slug).name, wantedLanguages(context, language));
  }

  @FieldResolver(() => Freshness, { description: 'How current the UK-wide lists are for this region.' })
  freshness(@Root() region: Region, @Ctx() context: DirectoryContext): Freshness {
    return context.stateOf(region.slug);
  }
}
