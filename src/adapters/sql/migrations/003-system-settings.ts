/** The tenants' settings. */
import type { Migration } from '../migration.ts'

export const systemSettings: Migration = {
  version: 3,
  name: 'system-settings',
  up(schema, type) {
    return schema.createTable('system_settings', table => {
      table
        .specificType('tenant_id', type.id)
        .notNullable()
        .primary()
        .references('tenants.id')
        .onDelete('cascade')
      table.specificType('allow_public_signup', type.flag)
      table.specificType('default_warehouse_bucket', type.text)
      table.specificType('default_retention_days', type.integer)
      table.specificType('smtp_host', type.text)
      table.specificType('smtp_port', type.integer)
      table.specificType('smtp_user', type.text)
      table.specificType('smtp_password', type.text)
    })
  },
}
