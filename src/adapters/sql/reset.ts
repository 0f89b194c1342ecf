/** Emptying a database. */

/** Every table of the contract's data, children first. */
const tables = [
  'merge_conflicts',
  'merge_operations',
  'access_requests',
  'business_metadata',
  'assets',
  'namespaces',
  'branches',
  'tags',
  'federation_stats',
  'catalogs',
  'warehouses',
  'commits',
  'tokens',
  'revoked_tokens',
  'audit_logs',
  'permissions',
  'role_assignments',
  'roles',
  'users',
  'service_users',
  'system_settings',
  'tenants',
]

/** Leaves the schema and its version. */
export const emptyEverything = tables.map(table => `delete from ${table};`).join('\n')
