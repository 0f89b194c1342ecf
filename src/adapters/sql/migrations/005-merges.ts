/** Merge operations and the conflicts that stand against them. */
import type { Migration } from '../migration.ts'

export const merges: Migration = {
  version: 5,
  name: 'merges',
  up(schema, type) {
    return schema
      .createTable('merge_operations', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('tenant_id', type.id).notNullable()
        table.specificType('catalog_id', type.id).notNullable().references('catalogs.id').onDelete('cascade')
        table.specificType('source_branch', type.text).notNullable()
        table.specificType('target_branch', type.text).notNullable()
        table.specificType('base_commit_id', type.id)
        table
          .specificType('status', type.text)
          .notNullable()
          .checkIn(['pending', 'conflicted', 'resolving', 'ready', 'completed', 'aborted'])
        table.specificType('conflicts', type.json).notNullable()
        table.specificType('initiated_by', type.id).notNullable()
        table.specificType('initiated_at', type.instant).notNullable()
        table.specificType('completed_at', type.instant)
        table.specificType('result_commit_id', type.id)
      })
      .raw('create index merge_operations_by_time on merge_operations (catalog_id, initiated_at desc, id)')
      .createTable('merge_conflicts', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('tenant_id', type.id).notNullable()
        table
          .specificType('merge_operation_id', type.id)
          .notNullable()
          .references('merge_operations.id')
          .onDelete('cascade')
        table.specificType('conflict_type', type.json).notNullable()
        table.specificType('asset_id', type.id)
        table.specificType('description', type.text).notNullable()
        table.specificType('resolution', type.json)
        table.specificType('created_at', type.instant).notNullable()
        table.index(['merge_operation_id', 'created_at', 'id'])
      })
  },
}
