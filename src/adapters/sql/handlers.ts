/** The SQL stores' areas joined. */
import type { StoreHandlers } from '../../trait/catalog-store.ts'
import { accessRequests } from './areas/access-requests.ts'
import { assets } from './areas/assets.ts'
import { auditLogs } from './areas/audit-logs.ts'
import { branches } from './areas/branches.ts'
import { businessMetadata } from './areas/business-metadata.ts'
import { catalogs } from './areas/catalogs.ts'
import { commits } from './areas/commits.ts'
import { federation } from './areas/federation.ts'
import { mergeConflicts } from './areas/merge-conflicts.ts'
import { mergeOperations } from './areas/merge-operations.ts'
import { metadataPointers } from './areas/metadata-pointers.ts'
import { namespaces } from './areas/namespaces.ts'
import { permissions } from './areas/permissions.ts'
import { roles } from './areas/roles.ts'
import { search } from './areas/search.ts'
import { serviceUsers } from './areas/service-users.ts'
import { systemSettings } from './areas/system-settings.ts'
import { tags } from './areas/tags.ts'
import { tenants } from './areas/tenants.ts'
import { tokens } from './areas/tokens.ts'
import { users } from './areas/users.ts'
import { warehouses } from './areas/warehouses.ts'
import type { SqlSession } from './session.ts'

export const handlers: StoreHandlers<SqlSession> = {
  tenants,
  warehouses,
  catalogs,
  namespaces,
  assets,
  metadataPointers,
  branches,
  tags,
  commits,
  users,
  roles,
  permissions,
  serviceUsers,
  systemSettings,
  auditLogs,
  tokens,
  mergeOperations,
  mergeConflicts,
  businessMetadata,
  search,
  accessRequests,
  federation,
}
