/** Every law, in the contract's order of areas. */
import type { Law } from '../law.ts'
import { accessRequests } from './access-requests.ts'
import { assets } from './assets.ts'
import { auditLogs } from './audit-logs.ts'
import { branches } from './branches.ts'
import { businessMetadata } from './business-metadata.ts'
import { catalogs } from './catalogs.ts'
import { commits } from './commits.ts'
import { federation } from './federation.ts'
import { mergeConflicts } from './merge-conflicts.ts'
import { mergeOperations } from './merge-operations.ts'
import { metadataPointers } from './metadata-pointers.ts'
import { namespaces } from './namespaces.ts'
import { permissions } from './permissions.ts'
import { roles } from './roles.ts'
import { search } from './search.ts'
import { serviceUsers } from './service-users.ts'
import { systemSettings } from './system-settings.ts'
import { tags } from './tags.ts'
import { tenants } from './tenants.ts'
import { tokens } from './tokens.ts'
import { users } from './users.ts'
import { warehouses } from './warehouses.ts'

export const laws: readonly Law[] = [
  ...tenants,
  ...warehouses,
  ...catalogs,
  ...namespaces,
  ...assets,
  ...metadataPointers,
  ...branches,
  ...tags,
  ...commits,
  ...users,
  ...roles,
  ...permissions,
  ...serviceUsers,
  ...systemSettings,
  ...auditLogs,
  ...tokens,
  ...mergeOperations,
  ...mergeConflicts,
  ...businessMetadata,
  ...search,
  ...accessRequests,
  ...federation,
]
