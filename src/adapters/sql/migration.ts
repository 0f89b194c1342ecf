/** One step of the schema's history. */
import type { Knex } from 'knex'
import type { ColumnTypes } from './columns.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (schema: Knex.SchemaBuilder, type: ColumnTypes) => Knex.SchemaBuilder
}
