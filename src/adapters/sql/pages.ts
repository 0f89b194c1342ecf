/** Ordered lists and their pages. */
import type { Knex } from 'knex'
import type { Page } from '../../trait/value.ts'
import type { Params } from './statement.ts'

/** The parameters that name a page in a statement. */
export const pageNames = ['limit', 'offset'] as const

/** Every page is asked with a limit, so that one statement serves them all. */
export function pageParams({
  limit = Number.MAX_SAFE_INTEGER,
  offset = 0,
}: Page = {}): Params<(typeof pageNames)[number]> {
  return { limit, offset }
}

/**
 * For `modify`: orders by the columns, descending where one is followed by ` desc`, and takes a page. Knex knows
 * only literal limits, hence as text.
 */
export function inPages(
  query: Knex.QueryBuilder,
  columns: readonly string[],
  { limit, offset }: { readonly limit: Knex.Raw; readonly offset: Knex.Raw },
): void {
  const order = columns.map(column => (column.endsWith(DESC) ? `??${DESC}` : '??')).join()
  const names = columns.map(column => column.replace(DESC, ''))
  query.orderByRaw(`${order} limit ? offset ?`, [...names, limit, offset])
}

const DESC = ' desc'
