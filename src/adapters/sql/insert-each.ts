/** Inserts whose rows come of a query. */
import type { Knex } from 'knex'

type Columns = Readonly<Record<string, Knex.Raw>>

/** Inserts a row for each that `source` finds; its columns are values or come of what is found. */
export function insertEach(
  db: Knex,
  table: string,
  row: Columns,
  source: Knex.QueryBuilder,
): Knex.QueryBuilder {
  const columns = Object.keys(row)
  const target = db.raw(`?? (${columns.map(() => '??').join()})`, [table, ...columns])
  return db.into(target).insert(source.select(row))
}

/**
 * As `insertEach`, but a row whose `key` is taken writes `columns` over the one that has it. Written out,
 * because knex 3.3 leaves `onConflict` out for SQLite where rows come of a query; that query needs a `where`,
 * without which SQLite 3.54 takes `on conflict` for a part of a join.
 */
export function insertEachOver(
  db: Knex,
  table: string,
  row: Columns,
  source: Knex.QueryBuilder,
  { key, columns }: { readonly key: readonly string[]; readonly columns: readonly string[] },
): Knex.Raw {
  const taken = key.map(() => '??').join()
  const written = columns.map(() => '?? = excluded.??').join()
  return db.raw(`? on conflict (${taken}) do update set ${written}`, [
    insertEach(db, table, row, source),
    ...key,
    ...columns.flatMap(column => [column, column]),
  ])
}
