import type { EntityManager } from 'typeorm';
import { facts } from '../../schema/reference/facts';
import { regions, type RegionRow } from '../../schema/regions';
import { sortName } from '../kit/list/sort-name';
import type { Change } from '../kit/changes/change-record';
import { Coordination } from './coordination';
import type { Network } from './network';
import type { RegionDefinition } from './region-definition';
import { storeNetworks } from './region-store';

type CoordinationFact = (typeof facts.coordinations)[number];

function organisationOf({
  organisation,
}: CoordinationFact): (typeof facts.coordinatingOrganisations)[number] {
  const found = facts.coordinatingOrganisations.find(({ id }) => id === organisation);
  if (!found) throw new Error(`The reference facts name no coordinating organisation ${organisation}.`);
  return found;
}

function coordinationOf(fact: CoordinationFact): Coordination {
  const organisation = organisationOf(fact);
  return Object.assign(new Coordination(), {
    organisationId: fact.organisation,
    networkId: fact.network,
    role: fact.role,
    from: null,
    to: null,
    areaCodes: organisation.coversAreas ?? null,
    regionAssumed: organisation.regionAssumed,
  });
}

/** A network goes by its lead's name: none is known to have another. */
function networkOf({ types }: RegionDefinition, lead: CoordinationFact): Network {
  const { name } = organisationOf(lead);
  return Object.assign(new types.Network(), {
    id: lead.network,
    nameByLanguage: { en: name },
    sortName: sortName(name),
    cohort: facts.networkCohorts?.[lead.network] ?? null,
    leaderTitle: null,
    status: 'ACTIVE',
  });
}

/** What a region serves that the facts do not know: its nation, unless others are there too; then it is not known. */
function wholeNation({ nation }: RegionRow): string[] {
  return regions.filter((row) => row.nation === nation).length === 1 ? [nation] : [];
}

/** Whether the region's facts are loaded. */
export async function hasReference(manager: EntityManager, { types }: RegionDefinition): Promise<boolean> {
  return (await manager.count(types.Region)) > 0;
}

/** Stores what is known of the region: its profile, its networks and who coordinates them. */
export async function storeReference(manager: EntityManager, region: RegionDefinition): Promise<Change[]> {
  const profile = facts.regions.find(({ slug }) => slug === region.row.slug);
  const { slug, name, nation } = region.row;
  await manager.insert(region.types.Region, {
    slug,
    nameByLanguage: name,
    nationGss: nation,
    areaCodes: profile?.areas.map(({ gss }) => gss) ?? wholeNation(region.row),
    exceptAreaCodes: profile?.areas.flatMap((area) => area.except ?? []) ?? [],
    languages: [...region.languages],
  });
  const leads = facts.coordinations.filter(
    (fact) => fact.role === 'LEAD' && organisationOf(fact).region === region.row.slug,
  );
  const networks = leads.map((lead) => ({
    network: networkOf(region, lead),
    coordinations: facts.coordinations.filter(({ network }) => network === lead.network).map(coordinationOf),
  }));
  return storeNetworks({ manager, region }, networks);
}
