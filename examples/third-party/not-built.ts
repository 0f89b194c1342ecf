/** What the store does not offer yet. To leave an operation out is a compile error; this is honest absence. */
import { unsupportedAreas } from 'catalog-parity'

export const notBuilt = unsupportedAreas('not built yet', [
  'catalogs',
  'namespaces',
  'assets',
  'metadataPointers',
  'branches',
  'tags',
  'commits',
  'users',
  'roles',
  'permissions',
  'serviceUsers',
  'systemSettings',
  'auditLogs',
  'tokens',
  'mergeOperations',
  'mergeConflicts',
  'businessMetadata',
  'search',
  'accessRequests',
  'federation',
])
