import type { OrganisationTie } from '../../../schema/contract/library-enums';
import type { Facts } from '../../../schema/reference/facts';
import { sortName } from '../../kit/list/sort-name';
import { Organisation } from '../organisation';

const notKnown = {
  nameSince: null,
  formerNames: null,
  founded: null,
  legalForm: null,
  joining: null,
  registeredIn: null,
  role: null,
} as const;

function organisationRow(
  tie: OrganisationTie,
  { id, name, ...known }: Pick<Organisation, 'id' | 'name'> & Partial<Organisation>,
): Organisation {
  return { ...notKnown, id, name, ties: [tie], sortName: sortName(name), ...known };
}

type OtherOrganisation = Facts['otherOrganisations'][number];

/** Its last name is the one of today; those before it are former ones. */
function otherOrganisation({ id, names, ...rest }: OtherOrganisation): Organisation {
  const today = names.at(-1) as OtherOrganisation['names'][number];
  return organisationRow('PART_OF_CITIZEN_NETWORK', {
    ...rest,
    id,
    name: today.name,
    nameSince: today.from ?? null,
    formerNames: names.slice(0, -1).map(({ name, from = null, to = null }) => ({ name, from, to })),
  });
}

/** What is known of either; the tie of each. */
function merged(one: Organisation, other: Organisation): Organisation {
  const known = Object.fromEntries(Object.entries(other).filter(([, value]) => value !== null));
  return Object.assign(new Organisation(), one, known, { ties: [...one.ties, ...other.ties] });
}

/** Every organisation of the facts, each once: one that stands in several lists has the tie of each. */
export function organisationRows(facts: Facts): Organisation[] {
  const all = [
    ...facts.coordinatingOrganisations.map(({ id, name }) => organisationRow('COORDINATOR', { id, name })),
    ...facts.earlySupporters.map((fact) => organisationRow('EARLY_SUPPORTER', fact)),
    ...facts.organisationsInspired.map((fact) => organisationRow('INSPIRED', fact)),
    ...facts.otherOrganisations.map(otherOrganisation),
  ];
  const byId = new Map<string, Organisation>();
  for (const row of all) {
    const known = byId.get(row.id);
    byId.set(row.id, known ? merged(known, row) : row);
  }
  return [...byId.values()];
}
