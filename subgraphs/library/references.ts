import type { ReferenceResolver } from '../kit/subgraph-schema';
import { AccessFeatureKind } from './access-feature-kind';
import { Area } from './area';
import { Cohort } from './cohort';
import { findRow } from './find-rows';
import type { MemberStub } from './member-stub';
import { Organisation } from './organisation';
import { Publication } from './publication';
import { Theme } from './theme';

type Entity = Parameters<typeof findRow>[1]['entity'];

function byKeys(entity: Entity, ...keys: string[]): ReferenceResolver {
  return (reference, context) => {
    const by = keys.find((key) => reference[key] !== undefined);
    return by === undefined ? null : findRow(context, { entity, by }, reference[by] as string);
  };
}

/** How the library finds what it owns when another subgraph names it; a hundred at once cost one statement a table. */
export const ownReferences: Readonly<Record<string, ReferenceResolver>> = {
  Theme: byKeys(Theme, 'slug', 'id'),
  Publication: byKeys(Publication, 'id'),
  Organisation: byKeys(Organisation, 'id'),
  Cohort: byKeys(Cohort, 'id'),
  Area: byKeys(Area, 'gss'),
  AccessFeatureKind: byKeys(AccessFeatureKind, 'slug'),
};

/** A member is named by its region, which knows whether it exists: the library takes the id as it comes. */
export function memberReference(Stub: MemberStub): ReferenceResolver {
  return ({ id }) => Object.assign(new Stub(), { id });
}
