/** The part of the core that is about who may do what, and who did what. */
import type { Knex } from 'knex'
import type { ColumnTypes } from '../columns.ts'
import { auditedActions } from './audited-actions.ts'

/** Ids of users are soft references everywhere: they may be those of service users, or of nobody. */
export function createIdentities(schema: Knex.SchemaBuilder, type: ColumnTypes): Knex.SchemaBuilder {
  return schema
    .createTable('users', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('username', type.text).notNullable().unique()
      table.specificType('email', type.text).notNullable().unique()
      table.specificType('password_hash', type.text)
      table.specificType('oauth_provider', type.text).checkIn(['google', 'microsoft', 'github', 'okta'])
      table.specificType('oauth_subject', type.text)
      table.specificType('tenant_id', type.id).references('tenants.id').onDelete('cascade')
      table.specificType('role', type.text).notNullable().checkIn(['root', 'tenant-admin', 'tenant-user'])
      table.specificType('created_at', type.instant).notNullable()
      table.specificType('updated_at', type.instant).notNullable()
      table.specificType('last_login', type.instant)
      table.specificType('active', type.flag).notNullable()
      table.index(['tenant_id', 'username'])
    })
    .createTable('roles', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
      table.specificType('name', type.text).notNullable()
      table.specificType('description', type.text)
      table.specificType('permissions', type.json).notNullable()
      table.specificType('created_by', type.id).notNullable()
      table.specificType('created_at', type.instant).notNullable()
      table.specificType('updated_at', type.instant).notNullable()
      table.index(['tenant_id', 'name', 'id'])
    })
    .createTable('role_assignments', table => {
      table.specificType('user_id', type.id).notNullable()
      table.specificType('role_id', type.id).notNullable().references('roles.id').onDelete('cascade').index()
      table.specificType('assigned_by', type.id).notNullable()
      table.specificType('assigned_at', type.instant).notNullable()
      table.primary(['user_id', 'role_id'])
    })
    .createTable('permissions', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
      table.specificType('user_id', type.id).notNullable()
      table.specificType('scope', type.json).notNullable()
      table.specificType('actions', type.json).notNullable()
      table.specificType('granted_by', type.id).notNullable()
      table.specificType('granted_at', type.instant).notNullable()
      table.index(['tenant_id', 'id'])
      table.index(['user_id', 'id'])
    })
    .createTable('tokens', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('tenant_id', type.id).notNullable().references('tenants.id').onDelete('cascade')
      table.specificType('user_id', type.id).notNullable()
      table.specificType('username', type.text).notNullable()
      table.specificType('created_at', type.instant).notNullable()
      table.specificType('expires_at', type.instant).notNullable().index()
      table.specificType('token', type.text)
      table.specificType('token_hash', type.bytes).unique()
    })
    .raw('create index tokens_by_expiry on tokens (tenant_id, expires_at desc, id)')
    .raw('create index tokens_by_user on tokens (user_id, tenant_id, expires_at desc, id)')
    .createTable('revoked_tokens', table => {
      table.specificType('token_id', type.id).notNullable().primary()
      table.specificType('expires_at', type.instant).notNullable().index()
      table.specificType('reason', type.text)
    })
    .createTable('audit_logs', table => {
      table.specificType('id', type.id).notNullable().primary()
      table.specificType('tenant_id', type.id).notNullable()
      table.specificType('timestamp', type.instant).notNullable()
      table.specificType('actor', type.text).notNullable()
      table
        .specificType('action', type.text)
        .notNullable()
        .checkIn(Object.values<readonly string[]>(auditedActions).flat())
      table.specificType('resource', type.text)
      table.specificType('details', type.json)
      table.index(['tenant_id', 'timestamp'])
    })
}
