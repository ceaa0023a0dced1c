import { regions } from './regions';

/** One process of the graph that answers GraphQL for the gateway. */
export interface ServiceRow {
  /** The name in the supergraph, on the command line and in errors. */
  readonly slug: string;
  /** A region owns rows; the others serve the whole UK. */
  readonly kind: 'region' | 'directory' | 'library';
  /** Where it listens on one machine, unless the environment says otherwise. */
  readonly port: number;
  /** The environment variable by which others learn its address, such as `WALES_URL`. */
  readonly urlVariable: string;
  /** The environment variable that names its database, such as `WALES_DATABASE_URL`. */
  readonly databaseVariable: string;
}

function row(slug: string, kind: ServiceRow['kind'], port: number): ServiceRow {
  const name = slug.toUpperCase().replaceAll('-', '_');
  return { slug, kind, port, urlVariable: `${name}_URL`, databaseVariable: `${name}_DATABASE_URL` };
}

/** Every subgraph: the regions in the order of their list, then what serves the whole UK. */
export const services: readonly ServiceRow[] = [
  ...regions.map((region) => row(region.slug, 'region', region.port)),
  row('directory', 'directory', 4010),
  row('library', 'library', 4011),
];

/** Where the gateway listens unless the environment says otherwise. */
export const gatewayPort = 4000;

/** The service with this slug. Throws on an unknown one. */
export function getService(slug: string): ServiceRow {
  const service = services.find((one) => one.slug === slug);
  if (!service)
    throw new Error(`"${slug}" is not a service. Known: ${services.map((one) => one.slug).join(', ')}.`);
  return service;
}
