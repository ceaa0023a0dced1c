import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MAX_FILTER_VALUES, MAX_TEXT_LENGTH } from '../../schema/contract/filters';
import { OrganisationTie, PublicationKind } from '../../schema/contract/library-enums';
import { MAX_PAGE, PageArguments } from '../kit/list/page-arguments';

const anyOf = `One of these is enough; at most ${MAX_FILTER_VALUES}.`;
const words = 'Case and accents do not matter.';

@InputType('PublicationFilter', {
  description: 'Which publications a list holds. All that is given must be met.',
})
export class PublicationFilter {
  @Field(() => [ID], {
    nullable: true,
    description: `Slugs of themes that it is known to be about. ${anyOf}`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  themes?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Came out in this year or later, 1 to 9999.' })
  @Min(1)
  @Max(9999)
  @IsOptional()
  fromYear?: number | null;

  @Field(() => Int, { nullable: true, description: 'Came out in this year or earlier, 1 to 9999.' })
  @Min(1)
  @Max(9999)
  @IsOptional()
  toYear?: number | null;

  @Field(() => [PublicationKind], {
    nullable: true,
    description: `Kinds that it is known to be of. ${anyOf}`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  kinds?: PublicationKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Every word must begin a word of the title or subject. ${words}`,
  })
  @MaxLength(MAX_TEXT_LENGTH)
  @IsOptional()
  text?: string | null;
}

@InputType('OrganisationFilter', {
  description: 'Which organisations a list holds. All that is given must be met.',
})
export class OrganisationFilter {
  @Field(() => [OrganisationTie], {
    nullable: true,
    description: `Tied to the movement in this way. ${anyOf}`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  ties?: OrganisationTie[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Every word must begin a word of its name or of a former name. ${words}`,
  })
  @MaxLength(MAX_TEXT_LENGTH)
  @IsOptional()
  text?: string | null;
}

/** Arguments of the list of publications. */
@ArgsType()
export class PublicationListArguments extends PageArguments {
  @Field(() => PublicationFilter, { nullable: true, description: 'Which publications; all when left out.' })
  @ValidateNested()
  filter?: PublicationFilter | null;
}

/** Arguments of the list of organisations. */
@ArgsType()
export class OrganisationListArguments extends PageArguments {
  @Field(() => OrganisationFilter, { nullable: true, description: 'Which organisations; all when left out.' })
  @ValidateNested()
  filter?: OrganisationFilter | null;
}

/** Arguments of the list of areas. */
@ArgsType()
export class AreaListArguments {
  @Field(() => [ID], {
    nullable: true,
    description: `GSS codes, at most ${MAX_PAGE}: these areas in this order. Every area by code when left out.`,
  })
  @ArrayMaxSize(MAX_PAGE)
  @IsOptional()
  gss?: string[] | null;
}
