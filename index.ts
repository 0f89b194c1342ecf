/** What the package offers: the contract, the adapters, and the ways to check a store. */
export { replay } from './conformance/replay.ts'
export { traces, values } from './properties/arbitrary.ts'
export {
  type Adapter,
  defineAdapter,
  type OpenStore,
  type Server,
  unsupported,
  unsupportedAreas,
} from './src/adapters/adapter.ts'
export { memory } from './src/adapters/memory/adapter.ts'
export { openStore } from './src/adapters/open-store.ts'
export { postgres } from './src/adapters/postgres/adapter.ts'
export { obtainPostgres } from './src/adapters/postgres/obtain.ts'
export { openPostgres } from './src/adapters/postgres/open.ts'
export { sqlite, sqliteFile } from './src/adapters/sqlite/adapter.ts'
export { openSqlite } from './src/adapters/sqlite/open.ts'
export type { AccessRequest } from './src/trait/areas/access-requests.ts'
export type { Asset } from './src/trait/areas/assets.ts'
export type { AuditFilter, AuditLogEntry } from './src/trait/areas/audit-logs.ts'
export type { Branch } from './src/trait/areas/branches.ts'
export type { BusinessMetadata } from './src/trait/areas/business-metadata.ts'
export type { Catalog } from './src/trait/areas/catalogs.ts'
export type { Commit } from './src/trait/areas/commits.ts'
export type { SyncStats } from './src/trait/areas/federation.ts'
export type { ConflictResolution, ConflictType, MergeConflict } from './src/trait/areas/merge-conflicts.ts'
export type { MergeOperation } from './src/trait/areas/merge-operations.ts'
export type { Namespace } from './src/trait/areas/namespaces.ts'
export type { EffectivePermission, Permission } from './src/trait/areas/permissions.ts'
export type { Role, RoleAssignment } from './src/trait/areas/roles.ts'
export type { FoundAsset } from './src/trait/areas/search.ts'
export type { ServiceUser } from './src/trait/areas/service-users.ts'
export type { SystemSettings } from './src/trait/areas/system-settings.ts'
export type { Tag } from './src/trait/areas/tags.ts'
export type { Tenant } from './src/trait/areas/tenants.ts'
export type { Token } from './src/trait/areas/tokens.ts'
export type { User } from './src/trait/areas/users.ts'
export type { VendingStrategy, Warehouse } from './src/trait/areas/warehouses.ts'
export type { Capabilities } from './src/trait/capabilities.ts'
export {
  areas,
  type Call,
  type CatalogStore,
  type OperationName,
  operations,
} from './src/trait/catalog-store.ts'
export {
  alreadyExists,
  type Entity,
  type ErrorCode,
  type Failure,
  failedPrecondition,
  invalidArgument,
  notFound,
  StoreError,
} from './src/trait/errors.ts'
export { CONTRACT_VERSION } from './src/trait/version.ts'
