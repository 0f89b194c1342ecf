/** The state of the reference model: plain values, never mutated; a step makes a new state that shares the rest. */
import type { Asset } from '../../trait/areas/assets.ts'
import type { Catalog } from '../../trait/areas/catalogs.ts'
import type { Namespace } from '../../trait/areas/namespaces.ts'
import type { ServiceUser } from '../../trait/areas/service-users.ts'
import type { SystemSettings } from '../../trait/areas/system-settings.ts'
import type { Tenant } from '../../trait/areas/tenants.ts'
import type { Warehouse } from '../../trait/areas/warehouses.ts'

export interface State {
  readonly tenants: ReadonlyMap<string, TenantState>
}

/** A tenant and all that it owns. */
export interface TenantState {
  readonly tenant: Tenant
  /** By name. */
  readonly warehouses: ReadonlyMap<string, Warehouse>
  /** By name. */
  readonly catalogs: ReadonlyMap<string, CatalogState>
  /** By id. */
  readonly serviceUsers: ReadonlyMap<string, ServiceUser>
  readonly settings: SystemSettings | null
}

/** A catalog and all that is in it. */
export interface CatalogState {
  readonly catalog: Catalog
  /** Names of the branches. */
  readonly branches: ReadonlySet<string>
  /** By path key. */
  readonly namespaces: ReadonlyMap<string, Namespace>
  /** By asset key. */
  readonly assets: ReadonlyMap<string, PlacedAsset>
}

export interface PlacedAsset {
  readonly branch: string
  readonly namespace: readonly string[]
  readonly asset: Asset
}

export const emptyState: State = { tenants: new Map() }

export function emptyTenant(tenant: Tenant): TenantState {
  return { tenant, warehouses: new Map(), catalogs: new Map(), serviceUsers: new Map(), settings: null }
}

/** Names hold no U+0000, so joining by it keeps different paths different. */
export function pathKey(path: readonly string[]): string {
  return path.join('\0')
}

export function assetKey(branch: string, namespace: readonly string[], name: string): string {
  return pathKey([branch, ...namespace, '', name])
}

/** The map with one entry set. */
export function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}

/** The map without one entry. */
export function drop<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}

/** The state with one tenant replaced. */
export function withTenant(state: State, tenant: TenantState): State {
  return { ...state, tenants: put(state.tenants, tenant.tenant.id, tenant) }
}

/** The state with one catalog replaced. */
export function withCatalog(state: State, tenant: TenantState, catalog: CatalogState): State {
  const { name } = catalog.catalog
  return withTenant(state, { ...tenant, catalogs: put(tenant.catalogs, name, catalog) })
}
