import { ChangeOrNone1795309200003 } from './change-or-none';
import { ChangesByKind1795309200018 } from './changes-by-kind';
import { FeedTables1795219200002 } from './feed-tables';
import { IdempotencyTable1795219200003 } from './idempotency-table';
import { IndexTables1795219200001 } from './index-tables';

/** What makes the tables of `indexEntities`. */
export const indexMigrations = [IndexTables1795219200001];
/** What makes the tables of `changeEntities`. */
export const changeMigrations = [FeedTables1795219200002, ChangesByKind1795309200018];
/** What makes the table of `IdempotencyKey`. */
export const idempotencyMigrations = [IdempotencyTable1795219200003, ChangeOrNone1795309200003];
