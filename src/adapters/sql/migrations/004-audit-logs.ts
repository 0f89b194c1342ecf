/** Audit logs that say who by id, on what by type and id, from where and with which result. */
import type { Migration } from '../migration.ts'
import { auditedActions } from './audited-actions.ts'

export const auditLogs: Migration = {
  version: 4,
  name: 'audit-logs',
  up(schema, type) {
    const ofEvery = Object.entries<readonly string[]>(auditedActions)
    return (
      schema
        // On PostgreSQL a client of the older release has to wait from here on, and then no longer finds its columns.
        .raw('alter table audit_logs rename to old_audit_logs')
        .createTable('audit_logs', table => {
          table.specificType('id', type.id).notNullable()
          table.specificType('tenant_id', type.id).notNullable()
          table.specificType('user_id', type.id)
          table.specificType('username', type.text).notNullable()
          table
            .specificType('action', type.text)
            .notNullable()
            .checkIn(ofEvery.flatMap(([, actions]) => actions))
          table
            .specificType('resource_type', type.text)
            .notNullable()
            .checkIn(ofEvery.map(([resourceType]) => resourceType))
          table.specificType('resource_id', type.id)
          table.specificType('resource_name', type.text).notNullable()
          table.specificType('timestamp', type.instant).notNullable()
          table.specificType('ip_address', type.text)
          table.specificType('user_agent', type.text)
          table.specificType('result', type.text).notNullable().checkIn(['success', 'failure'])
          table.specificType('error_message', type.text)
          table.specificType('metadata', type.json)
          // By a name that the old table's is not, for on PostgreSQL both are there at once.
          table.primary(['id'], 'audit_logs_by_id')
        })
        .raw(copy)
        .dropTable('old_audit_logs')
        .raw('create index audit_logs_by_time on audit_logs (tenant_id, "timestamp" desc, id)')
        .raw('create index audit_logs_by_user on audit_logs (tenant_id, user_id, "timestamp" desc, id)')
        .raw('create index audit_logs_by_action on audit_logs (tenant_id, action, "timestamp" desc, id)')
        .raw('create index audit_logs_by_type on audit_logs (tenant_id, resource_type, "timestamp" desc, id)')
        .raw(
          'create index audit_logs_by_resource on audit_logs (tenant_id, resource_id, "timestamp" desc, id)',
        )
        .raw('create index audit_logs_by_result on audit_logs (tenant_id, result, "timestamp" desc, id)')
    )
  },
}

/** What an old event does not say, its action tells, or it stays unknown: an actor's name may since be another's. */
const copy = `
  insert into audit_logs
    (id, tenant_id, username, action, resource_type, resource_name, "timestamp", result, metadata)
  select
    id, tenant_id, actor, action, ${resourceTypeOfAction()}, coalesce(resource, ''), "timestamp",
    case when action in (${quoted(['login_failed', 'api_key_rejected', 'token_rejected', 'permission_denied'])})
      then 'failure' else 'success' end,
    details
  from old_audit_logs`

function resourceTypeOfAction(): string {
  const cases = Object.entries<readonly string[]>(auditedActions)
    .filter(([, actions]) => actions.length > 0)
    .map(([resourceType, actions]) => `when action in (${quoted(actions)}) then '${resourceType}'`)
  return `case ${cases.join(' ')} end`
}

function quoted(words: readonly string[]): string {
  return words.map(word => `'${word}'`).join()
}
