/** What the package offers: the contract, the adapters, and the ways to check a store. */
export { replay } from './conformance/replay.ts'
export { traces, values } from './properties/arbitrary.ts'
export {
  type Adapter,
  defineAdapter,
  type OpenStore,
  type Server,
  unsupported,
} from './src/adapters/adapter.ts'
export { memory } from './src/adapters/memory/adapter.ts'
export { openStore } from './src/adapters/open-store.ts'
export { postgres } from './src/adapters/postgres/adapter.ts'
export { obtainPostgres } from './src/adapters/postgres/obtain.ts'
export { openPostgres } from './src/adapters/postgres/open.ts'
export { sqlite, sqliteFile } from './src/adapters/sqlite/adapter.ts'
export { openSqlite } from './src/adapters/sqlite/open.ts'
export type { Asset } from './src/trait/areas/assets.ts'
export type { Catalog } from './src/trait/areas/catalogs.ts'
export type { Namespace } from './src/trait/areas/namespaces.ts'
export type { ServiceUser } from './src/trait/areas/service-users.ts'
export type { SystemSettings } from './src/trait/areas/system-settings.ts'
export type { Tenant } from './src/trait/areas/tenants.ts'
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
