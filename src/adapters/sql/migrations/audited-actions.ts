/**
 * The actions of the audit log by the type of what each is done to, as versions 1 and 4 of the schema know them.
 * Whatever the contract says later, this stays: a released migration does not change.
 */
export const auditedActions = {
  catalog: ['create_catalog', 'update_catalog', 'delete_catalog', 'search_assets'],
  namespace: ['create_namespace', 'update_namespace', 'delete_namespace'],
  table: ['create_table', 'update_table', 'drop_table', 'rename_table', 'commit_table', 'load_table'],
  view: ['create_view', 'update_view', 'drop_view', 'rename_view', 'load_view'],
  branch: ['create_branch', 'delete_branch', 'merge_branch'],
  tag: ['create_tag', 'delete_tag'],
  user: ['create_user', 'update_user', 'delete_user', 'login', 'logout', 'login_failed'],
  service_user: [
    'create_service_user',
    'update_service_user',
    'delete_service_user',
    'rotate_api_key',
    'api_key_authenticated',
    'api_key_rejected',
  ],
  permission: ['grant_permission', 'revoke_permission', 'permission_denied'],
  role: [],
  federated_catalog: [
    'create_federated_catalog',
    'update_federated_catalog',
    'delete_federated_catalog',
    'test_federated_connection',
  ],
  warehouse: ['create_warehouse', 'update_warehouse', 'delete_warehouse'],
  tenant: ['create_tenant', 'update_tenant', 'delete_tenant', 'tenant_impersonation'],
  merge_operation: ['initiate_merge', 'complete_merge', 'abort_merge'],
  conflict: ['resolve_conflict', 'list_conflicts'],
  access_request: ['request_access', 'approve_access', 'deny_access', 'update_access_request'],
  metadata: ['add_metadata', 'update_metadata', 'delete_metadata'],
  token: ['generate_token', 'revoke_token', 'token_rejected'],
  commit: ['create_commit', 'list_commits'],
} as const
