/** The state of the reference model: plain values, never mutated; a step makes a new state that shares the rest. */
import type { AccessRequest } from '../../trait/areas/access-requests.ts'
import type { Asset } from '../../trait/areas/assets.ts'
import type { AuditLogEntry } from '../../trait/areas/audit-logs.ts'
import type { Branch } from '../../trait/areas/branches.ts'
import type { BusinessMetadata } from '../../trait/areas/business-metadata.ts'
import type { Catalog } from '../../trait/areas/catalogs.ts'
import type { Commit } from '../../trait/areas/commits.ts'
import type { SyncStats } from '../../trait/areas/federation.ts'
import type { MergeConflict } from '../../trait/areas/merge-conflicts.ts'
import type { MergeOperation } from '../../trait/areas/merge-operations.ts'
import type { Namespace } from '../../trait/areas/namespaces.ts'
import type { Permission } from '../../trait/areas/permissions.ts'
import type { Role, RoleAssignment } from '../../trait/areas/roles.ts'
import type { ServiceUser } from '../../trait/areas/service-users.ts'
import type { SystemSettings } from '../../trait/areas/system-settings.ts'
import type { Tag } from '../../trait/areas/tags.ts'
import type { Tenant } from '../../trait/areas/tenants.ts'
import type { Token } from '../../trait/areas/tokens.ts'
import type { User } from '../../trait/areas/users.ts'
import type { Warehouse } from '../../trait/areas/warehouses.ts'

export interface State {
  readonly tenants: ReadonlyMap<string, TenantState>
  /** By id; of all tenants, and of none. */
  readonly users: ReadonlyMap<string, User>
  /** By id; a tenant's events outlive it. */
  readonly auditEvents: ReadonlyMap<string, AuditLogEntry>
  /** By id. */
  readonly tokens: ReadonlyMap<string, Token>
  /** By token id: when the revocation expires. */
  readonly revocations: ReadonlyMap<string, string>
  /** Ids that the model has made, or that a call mentioned as if it had; they are not fresh any more. */
  readonly usedIds: ReadonlySet<string>
}

/** A tenant and all that it owns but its users and tokens. */
export interface TenantState {
  readonly tenant: Tenant
  /** By name. */
  readonly warehouses: ReadonlyMap<string, Warehouse>
  /** By name. */
  readonly catalogs: ReadonlyMap<string, CatalogState>
  /** By id. */
  readonly commits: ReadonlyMap<string, Commit>
  /** By id. */
  readonly roles: ReadonlyMap<string, RoleState>
  /** By id. */
  readonly permissions: ReadonlyMap<string, Permission>
  /** By id. */
  readonly serviceUsers: ReadonlyMap<string, ServiceUser>
  readonly settings: SystemSettings | null
}

export interface RoleState {
  readonly role: Role
  /** By user id. */
  readonly assignments: ReadonlyMap<string, RoleAssignment>
}

/** A catalog and all that is in it. */
export interface CatalogState {
  readonly catalog: Catalog
  /** By path key. */
  readonly namespaces: ReadonlyMap<string, Namespace>
  /** By asset key. */
  readonly assets: ReadonlyMap<string, PlacedAsset>
  /** By name. */
  readonly branches: ReadonlyMap<string, Branch>
  /** By name. */
  readonly tags: ReadonlyMap<string, Tag>
  /** By id. */
  readonly mergeOperations: ReadonlyMap<string, MergeOperation>
  /** By id. */
  readonly mergeConflicts: ReadonlyMap<string, MergeConflict>
  readonly lastSync: SyncStats | null
}

/** An asset, where it is, and what goes away with it. */
export interface PlacedAsset {
  readonly branch: string
  readonly namespace: readonly string[]
  readonly asset: Asset
  readonly metadata: BusinessMetadata | null
  /** By id. */
  readonly requests: ReadonlyMap<string, AccessRequest>
}

export const emptyState: State = {
  tenants: new Map(),
  users: new Map(),
  auditEvents: new Map(),
  tokens: new Map(),
  revocations: new Map(),
  usedIds: new Set(),
}

export function emptyTenant(tenant: Tenant): TenantState {
  return {
    tenant,
    warehouses: new Map(),
    catalogs: new Map(),
    commits: new Map(),
    roles: new Map(),
    permissions: new Map(),
    serviceUsers: new Map(),
    settings: null,
  }
}

/** A catalog with nothing in it but the branch given. */
export function emptyCatalog(catalog: Catalog, branch: Branch): CatalogState {
  return {
    catalog,
    namespaces: new Map(),
    assets: new Map(),
    branches: new Map([[branch.name, branch]]),
    tags: new Map(),
    mergeOperations: new Map(),
    mergeConflicts: new Map(),
    lastSync: null,
  }
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

/** The map without the entries of these values. */
export function dropWhere<K, V>(map: ReadonlyMap<K, V>, goes: (value: V) => boolean): ReadonlyMap<K, V> {
  const rest = new Map(map)
  for (const [key, value] of map) if (goes(value)) rest.delete(key)
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

/** The state with one asset of a catalog put in its place. */
export function withAsset(
  state: State,
  tenant: TenantState,
  catalog: CatalogState,
  placed: PlacedAsset,
): State {
  const key = assetKey(placed.branch, placed.namespace, placed.asset.name)
  return withCatalog(state, tenant, { ...catalog, assets: put(catalog.assets, key, placed) })
}
