import { In } from 'typeorm';
import type { Writing } from './write';

/** Which of these are networks of the region. */
export async function findNetworks(
  { manager, region }: Writing,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { Network } = region.types;
  const rows = await manager.find(Network, { where: { id: In([...ids]) }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
