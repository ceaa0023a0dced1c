import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages, type RequestContext } from '../../kit/context';
import { Area } from '../area';
import { findRow, findRows } from '../find-rows';

const byGss = { entity: Area, by: 'gss' } as const;

/** Fields of an area that reach beyond its row. */
@Resolver(() => Area)
export class AreaResolver {
  @FieldResolver(() => LocalisedText, { nullable: true, description: 'What the area is called.' })
  name(
    @Root() area: Area,
    @Ctx() context: RequestContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(area.nameByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The larger area that it lies in; null where it is not known.',
  })
  parent(@Root() { parentGss }: Area, @Ctx() context: RequestContext): Promise<Area | null> | null {
    return parentGss === null ? null : findRow(context, byGss, parentGss);
  }

  @FieldResolver(() => [Area], {
    nullable: true,
    description: 'The areas of the past that it took the place of; null where none are known.',
  })
  replaces(@Root() { replacesGss }: Area, @Ctx() context: RequestContext): Promise<Area[]> | null {
    return replacesGss && findRows(context, byGss, replacesGss);
  }

  @FieldResolver(() => [Area], {
    nullable: true,
    description:
      'The areas that took its place when it ended; null while it is there or where it is not known.',
  })
  replacedBy(@Root() { replacedByGss }: Area, @Ctx() context: RequestContext): Promise<Area[]> | null {
    return replacedByGss && findRows(context, byGss, replacedByGss);
  }
}
