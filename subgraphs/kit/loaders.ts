import DataLoader from 'dataloader';

/** The loaders of one request: what is asked for one by one is read from the database together. */
export class Loaders {
  private readonly byKey = new Map<unknown, DataLoader<string, unknown>>();

  /**
   * The loader known under `key`, made with `batch` when it is first asked for. `batch` answers a map; an id that is
   * not in it loads as null.
   */
  of<Value>(
    key: unknown,
    batch: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): DataLoader<string, Value | null> {
    let loader = this.byKey.get(key);
    if (!loader) {
      loader = new DataLoader(async (ids: readonly string[]) => {
        const found = await batch(ids);
        return ids.map((id) => found.get(id) ?? null);
      });
      this.byKey.set(key, loader);
    }
    return loader as DataLoader<string, Value | null>;
  }

  /** Forgets what was read: a write of the same request has changed it. */
  forget(): void {
    this.byKey.clear();
  }
}

/** Values gathered under the key that `keyOf` gives each of them. */
export function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
