/** The column types of each dialect, for migrations. */
import type { Dialect } from './statement.ts'

/** Text on PostgreSQL has the collation "C": it orders by code point, whatever the database's locale. */
const postgres = {
  id: 'uuid',
  text: 'text collate "C"',
  json: 'text',
  bytes: 'bytea',
  flag: 'boolean',
  integer: 'bigint',
  instant: 'timestamptz(3)',
  serial: 'bigint generated always as identity',
}

export type ColumnTypes = Readonly<typeof postgres>

const sqlite: ColumnTypes = {
  id: 'text',
  text: 'text',
  json: 'text',
  bytes: 'blob',
  flag: 'integer',
  integer: 'integer',
  instant: 'text',
  serial: 'integer',
}

export const columnTypes: Readonly<Record<Dialect, ColumnTypes>> = { sqlite, postgres }
