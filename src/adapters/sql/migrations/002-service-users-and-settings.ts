/** Service users and the tenants' settings. */
import type { Migration } from '../migration.ts'

export const serviceUsersAndSettings: Migration = {
  version: 2,
  name: 'service-users-and-settings',
  up(schema, type) {
    return schema
      .createTable('service_users', table => {
        table.specificType('id', type.id).notNullable().primary()
        table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
        table.specificType('name', type.text).notNullable()
        table.specificType('description', type.text)
        table.specificType('api_key_hash', type.text).notNullable().unique()
        table.specificType('role', type.text).notNullable().checkIn(['root', 'tenant-admin', 'tenant-user'])
        table.specificType('created_at', type.instant).notNullable()
        table.specificType('created_by', type.id).notNullable()
        table.specificType('last_used', type.instant)
        table.specificType('expires_at', type.instant)
        table.specificType('active', type.flag).notNullable()
        table.unique(['tenant_id', 'name'])
      })
      .createTable('system_settings', table => {
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
