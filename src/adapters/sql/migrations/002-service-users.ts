/** Service users. */
import type { Migration } from '../migration.ts'

export const serviceUsers: Migration = {
  version: 2,
  name: 'service-users',
  up(schema, type) {
    return schema.createTable('service_users', table => {
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
  },
}
