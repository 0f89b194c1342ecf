/** Several entities in one row, the columns of each under a prefix. */
import type { Row } from './session.ts'

/** For `select`: the columns of the table that is called `prefix`. */
export function prefixed(prefix: string, columns: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(column => [`${prefix}_${column}`, `${prefix}.${column}`]))
}

/** The columns under a prefix, as their own table calls them. */
export function unprefixed(prefix: string, row: Row): Row {
  const start = `${prefix}_`
  const own = Object.entries(row).filter(([column]) => column.startsWith(start))
  return Object.fromEntries(own.map(([column, value]) => [column.slice(start.length), value]))
}
