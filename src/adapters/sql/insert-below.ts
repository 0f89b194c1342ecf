/** Inserts that hold their parents. */
import type { Knex } from 'knex'
import type { Entity } from '../../trait/errors.ts'
import { insertEach } from './insert-each.ts'
import { along, tablesOf } from './place.ts'

/**
 * Inserts a row if every parent on the way is there. Each is locked, outermost first, until the transaction
 * ends: one that another client is removing is waited for, and then counts as missing. SQLite needs no locks,
 * for it lets in one writer at a time.
 */
export function insertBelow(
  db: Knex,
  way: readonly Entity[],
  parents: Readonly<Record<string, Knex.Raw>>,
  table: string,
  row: Readonly<Record<string, Knex.Raw>>,
): Knex.QueryBuilder {
  return insertEach(db, table, row, along(db, way, parents).forKeyShare(...tablesOf(way)))
}
