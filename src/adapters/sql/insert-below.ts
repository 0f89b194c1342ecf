/** Inserts that hold their parents. */
import type { Knex } from 'knex'
import type { Entity } from '../../trait/errors.ts'
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
  const columns = Object.keys(row)
  const target = db.raw(`?? (${columns.map(() => '??').join()})`, [table, ...columns])
  const source = along(db, way, parents)
    .select(row)
    .forKeyShare(...tablesOf(way))
  return db.into(target).insert(source)
}
