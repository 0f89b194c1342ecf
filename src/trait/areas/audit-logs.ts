/** Audit logs: who did what when, kept longer than the tenants that it is about. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Count,
  Id,
  identifies,
  Json,
  mentions,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { TenantId } from './tenants.ts'

export const AUDIT_ACTIONS = [
  'create_catalog',
  'update_catalog',
  'delete_catalog',
  'create_namespace',
  'update_namespace',
  'delete_namespace',
  'create_table',
  'update_table',
  'drop_table',
  'rename_table',
  'commit_table',
  'load_table',
  'create_view',
  'update_view',
  'drop_view',
  'rename_view',
  'load_view',
  'create_branch',
  'delete_branch',
  'merge_branch',
  'create_user',
  'update_user',
  'delete_user',
  'login',
  'logout',
  'create_service_user',
  'update_service_user',
  'delete_service_user',
  'rotate_api_key',
  'grant_permission',
  'revoke_permission',
  'create_federated_catalog',
  'update_federated_catalog',
  'delete_federated_catalog',
  'test_federated_connection',
  'create_warehouse',
  'update_warehouse',
  'delete_warehouse',
  'create_tenant',
  'update_tenant',
  'delete_tenant',
  'create_tag',
  'delete_tag',
  'initiate_merge',
  'complete_merge',
  'abort_merge',
  'resolve_conflict',
  'list_conflicts',
  'add_metadata',
  'update_metadata',
  'delete_metadata',
  'search_assets',
  'request_access',
  'approve_access',
  'deny_access',
  'update_access_request',
  'generate_token',
  'revoke_token',
  'create_commit',
  'list_commits',
  'login_failed',
  'api_key_authenticated',
  'api_key_rejected',
  'token_rejected',
  'permission_denied',
  'tenant_impersonation',
] as const

export const RESOURCE_TYPES = [
  'catalog',
  'namespace',
  'table',
  'view',
  'branch',
  'tag',
  'user',
  'service_user',
  'permission',
  'role',
  'federated_catalog',
  'warehouse',
  'tenant',
  'merge_operation',
  'conflict',
  'access_request',
  'metadata',
  'token',
  'commit',
] as const

/** How many events a list holds at most if its page names no limit. */
export const DEFAULT_AUDIT_LIMIT = 100

const Action = oneOf(AUDIT_ACTIONS)
const ResourceType = oneOf(RESOURCE_TYPES)
const Result = oneOf(['success', 'failure'])

export const AuditLogEntry = object({
  id: identifies('auditEvent', Id),
  tenantId: TenantId,
  userId: nullable(mentions(['user.id', 'serviceUser.id'], Id)),
  username: Text,
  action: Action,
  resourceType: ResourceType,
  resourceId: nullable(mentions(['asset.id'], Id)),
  resourceName: Text,
  timestamp: Timestamp,
  ipAddress: nullable(Text),
  userAgent: nullable(Text),
  result: Result,
  errorMessage: nullable(Text),
  metadata: nullable(Json),
})
export type AuditLogEntry = Static<typeof AuditLogEntry>

/** What events must match, in all that is given; times inclusive. */
export const AuditFilter = object({
  userId: Type.Optional(mentions(['auditEvent.userId'], Id)),
  action: Type.Optional(mentions(['auditEvent.action'], Action)),
  resourceType: Type.Optional(mentions(['auditEvent.resourceType'], ResourceType)),
  resourceId: Type.Optional(mentions(['auditEvent.resourceId'], Id)),
  startTime: Type.Optional(mentions(['auditEvent.timestamp'], Timestamp)),
  endTime: Type.Optional(mentions(['auditEvent.timestamp'], Timestamp)),
  result: Type.Optional(Result),
})
export type AuditFilter = Static<typeof AuditFilter>

/** The trail outlives its tenant, so that of a tenant that is gone is read like any other. */
export const auditLogs = area('audit logs', 'Audit Logs (Enhanced)', {
  logAuditEvent: operation({
    summary: 'Adds an event to the trail of a tenant, which need not exist; ids are unique in the store.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, entry: AuditLogEntry },
    returns: Nothing,
    fails: ['INVALID_ARGUMENT', 'ALREADY_EXISTS auditEvent'],
  }),
  getAuditEvent: operation({
    summary: "The tenant's event of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, eventId: refersTo('auditEvent', Id) },
    returns: nullable(AuditLogEntry),
    fails: [],
  }),
  listAuditEvents: operation({
    summary: "The tenant's events that match, newest first, then by id; 100 unless the page has a limit.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, filter: Type.Optional(AuditFilter), page: Type.Optional(Page) },
    returns: Type.Array(AuditLogEntry),
    fails: [],
  }),
  countAuditEvents: operation({
    summary: "How many of the tenant's events match, without limit.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, filter: Type.Optional(AuditFilter) },
    returns: Count,
    fails: [],
  }),
})

export interface AuditLogMethods extends Methods<typeof auditLogs> {}
