import type { SubgraphProgram } from './kit/program';

/** Every subgraph of the graph, loaded when it is asked for: a process that serves one does not load the others. */
export const programs: Readonly<Record<string, () => Promise<SubgraphProgram>>> = {
  england: async () => (await import('./england')).england,
  wales: async () => (await import('./wales')).wales,
  'northern-ireland': async () => (await import('./northern-ireland')).northernIreland,
  cumbria: async () => (await import('./cumbria')).cumbria,
  directory: async () => (await import('./directory')).directory,
  library: async () => (await import('./library')).library,
};

/** The subgraph with this slug. Throws on an unknown one. */
export async function getProgram(slug: string): Promise<SubgraphProgram> {
  const load = programs[slug];
  if (!load) throw new Error(`"${slug}" is no subgraph. Known: ${Object.keys(programs).join(', ')}.`);
  return load();
}
