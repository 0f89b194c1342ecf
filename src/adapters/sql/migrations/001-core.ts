/** Tenants, warehouses, catalogs and what is in them; users and what they may do; the audit log as it began. */
import type { Migration } from '../migration.ts'
import { createIdentities } from './001-identities.ts'
import { createRecords } from './001-records.ts'

const assetKinds = [
  'iceberg-table',
  'delta-table',
  'hudi-table',
  'parquet-table',
  'csv-table',
  'json-table',
  'view',
  'ml-model',
  'apache-paimon',
  'vortex',
  'lance',
  'nimble',
  'directory',
  'video-file',
  'image-file',
  'db-conn-string',
  'other',
]

export const core: Migration = {
  version: 1,
  name: 'core',
  up(schema, type) {
    schema
      .createTable('tenants', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('name', type.text).notNullable()
        table.specificType('properties', type.json).notNullable()
        table.index(['name', 'id'])
      })
      .createTable('warehouses', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
        table.specificType('name', type.text).notNullable()
        table.specificType('storage_config', type.json).notNullable()
        table.specificType('use_sts', type.flag).notNullable()
        table.specificType('vending_strategy', type.json)
        table.unique(['tenant_id', 'name'])
      })
      .createTable('catalogs', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
        table.specificType('name', type.text).notNullable()
        table.specificType('search_name', type.text).notNullable()
        table.specificType('catalog_type', type.text).notNullable().checkIn(['local', 'federated'])
        table.specificType('warehouse_name', type.text)
        table.specificType('storage_location', type.text)
        table.specificType('federated_config', type.json)
        table.specificType('properties', type.json).notNullable()
        table.unique(['tenant_id', 'name'])
      })
      .createTable('branches', table => {
        table.specificType('id', type.serial).notNullable().primary()
        table.specificType('catalog_id', type.id).notNullable().references('catalogs.id').onDelete('cascade')
        table.specificType('name', type.text).notNullable()
        table.specificType('search_name', type.text).notNullable()
        table.specificType('head_commit_id', type.id)
        table.specificType('branch_type', type.text).notNullable().checkIn(['ingest', 'experimental'])
        table.unique(['catalog_id', 'name'])
      })
      .createTable('namespaces', table => {
        table.specificType('id', type.serial).notNullable().primary()
        table.specificType('catalog_id', type.id).notNullable().references('catalogs.id').onDelete('cascade')
        table.specificType('path', type.bytes).notNullable()
        table.specificType('path_hash', type.bytes).notNullable()
        table.specificType('parent_hash', type.bytes)
        table.specificType('path_head', type.bytes).notNullable()
        table.specificType('search_path', type.text).notNullable()
        table.specificType('properties', type.json).notNullable()
        table.unique(['catalog_id', 'path_hash'])
        table.index(['catalog_id', 'parent_hash', 'path_head'])
        table.index(['catalog_id', 'path_head'])
      })
      .createTable('assets', table => {
        table.specificType('id', type.id).notNullable().primary()
        table
          .specificType('branch_id', type.integer)
          .notNullable()
          .references('branches.id')
          .onDelete('cascade')
        // Checked when the transaction ends: a catalog takes its namespaces along, perhaps before its assets.
        // Written out, because knex 3.3 leaves `deferrable` out for SQLite.
        table
          .specificType(
            'namespace_id',
            `${type.integer} references namespaces (id) deferrable initially deferred`,
          )
          .notNullable()
          .index()
        table.specificType('name', type.text).notNullable()
        table.specificType('search_name', type.text).notNullable()
        table.specificType('kind', type.text).notNullable().checkIn(assetKinds)
        table.specificType('location', type.text).notNullable()
        table.specificType('properties', type.json).notNullable()
        table.unique(['branch_id', 'namespace_id', 'name'])
      })
    createRecords(schema, type)
    return createIdentities(schema, type)
  },
}
