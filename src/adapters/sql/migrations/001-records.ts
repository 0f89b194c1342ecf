/** The part of the core that keeps records: of history, of syncs, of what people know and ask of assets. */
import type { Knex } from 'knex'
import type { ColumnTypes } from '../columns.ts'

export function createRecords(schema: Knex.SchemaBuilder, type: ColumnTypes): Knex.SchemaBuilder {
  return schema
    .createTable('tags', table => {
      table.specificType('id', type.serial).notNullable().primary()
      table.specificType('catalog_id', type.id).notNullable().references('catalogs.id').onDelete('cascade')
      table.specificType('name', type.text).notNullable()
      table.specificType('commit_id', type.id).notNullable()
      table.unique(['catalog_id', 'name'])
    })
    .createTable('commits', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
      table.specificType('parent_id', type.id)
      table.specificType('timestamp', type.instant).notNullable()
      table.specificType('author', type.text).notNullable()
      table.specificType('message', type.text).notNullable()
      table.specificType('operations', type.json).notNullable()
      table.index(['tenant_id', 'id'])
    })
    .createTable('federation_stats', table => {
      table
        .specificType('catalog_id', type.id)
        .notNullable()
        .primary()
        .references('catalogs.id')
        .onDelete('cascade')
      table.specificType('last_synced_at', type.instant)
      table.specificType('sync_status', type.text).notNullable()
      table.specificType('tables_synced', type.integer).notNullable()
      table.specificType('namespaces_synced', type.integer).notNullable()
      table.specificType('error_message', type.text)
    })
    .createTable('business_metadata', table => {
      table.specificType('id', type.id).notNullable().primary()
      table
        .specificType('asset_id', type.id)
        .notNullable()
        .unique()
        .references('assets.id')
        .onDelete('cascade')
      table.specificType('description', type.text)
      table.specificType('search_description', type.text)
      table.specificType('tags', type.json).notNullable()
      table.specificType('properties', type.json).notNullable()
      table.specificType('discoverable', type.flag).notNullable()
      table.specificType('created_by', type.id).notNullable()
      table.specificType('created_at', type.instant).notNullable()
      table.specificType('updated_by', type.id).notNullable()
      table.specificType('updated_at', type.instant).notNullable()
    })
    .createTable('access_requests', table => {
      table.specificType('id', type.id).notNullable().primary()
      // The asset's tenant, for the list; what removes a tenant removes its assets, and they their requests.
      table.specificType('tenant_id', type.id).notNullable()
      table.specificType('user_id', type.id).notNullable()
      table
        .specificType('asset_id', type.id)
        .notNullable()
        .references('assets.id')
        .onDelete('cascade')
        .index()
      table.specificType('reason', type.text)
      table.specificType('requested_at', type.instant).notNullable()
      table.specificType('status', type.text).notNullable().checkIn(['pending', 'approved', 'rejected'])
      table.specificType('reviewed_by', type.id)
      table.specificType('reviewed_at', type.instant)
      table.specificType('review_comment', type.text)
    })
    .raw('create index access_requests_latest on access_requests (tenant_id, requested_at desc, id)')
}
