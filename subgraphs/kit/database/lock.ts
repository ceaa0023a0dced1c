import {
  In,
  type EntityManager,
  type EntityTarget,
  type FindManyOptions,
  type FindOneOptions,
  type ObjectLiteral,
} from 'typeorm';

interface WithId extends ObjectLiteral {
  readonly id: string;
}

function lockOf({ dataSource }: EntityManager): Pick<FindOneOptions, 'lock'> {
  const isServer = ['mysql', 'mariadb'].includes(dataSource.options.type);
  return isServer ? { lock: { mode: 'pessimistic_write' } } : {};
}

/**
 * The row with this id, for a transaction that is going to change it: nobody else changes it before the transaction
 * ends. Null when there is none. The embedded engine has one writer at a time, and so needs no lock.
 */
export function lockOne<Row extends WithId>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  const where = { id } as FindOneOptions<Row>['where'];
  return manager.findOne(entity, { where, ...lockOf(manager) });
}

/** Those of the rows that there are, locked as `lockOne` does, in the order of their ids. */
export function lockMany<Row extends WithId>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  const options = { where: { id: In(ids.toSorted()) }, order: { id: 'ASC' }, ...lockOf(manager) };
  return manager.find(entity, options as unknown as FindManyOptions<Row>);
}
