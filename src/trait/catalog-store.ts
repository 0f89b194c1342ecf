/** The whole trait: every area joined, the store's type, and the table of operations. */

import { type AccessRequestMethods, accessRequests } from './areas/access-requests.ts'
import { type AssetMethods, assets } from './areas/assets.ts'
import { type AuditLogMethods, auditLogs } from './areas/audit-logs.ts'
import { type BranchMethods, branches } from './areas/branches.ts'
import { type BusinessMetadataMethods, businessMetadata } from './areas/business-metadata.ts'
import { type CatalogMethods, catalogs } from './areas/catalogs.ts'
import { type CommitMethods, commits } from './areas/commits.ts'
import { type FederationMethods, federation } from './areas/federation.ts'
import { type MergeConflictMethods, mergeConflicts } from './areas/merge-conflicts.ts'
import { type MergeOperationMethods, mergeOperations } from './areas/merge-operations.ts'
import { type MetadataPointerMethods, metadataPointers } from './areas/metadata-pointers.ts'
import { type NamespaceMethods, namespaces } from './areas/namespaces.ts'
import { type PermissionMethods, permissions } from './areas/permissions.ts'
import { type RoleMethods, roles } from './areas/roles.ts'
import { type SearchMethods, search } from './areas/search.ts'
import { type ServiceUserMethods, serviceUsers } from './areas/service-users.ts'
import { type SystemSettingsMethods, systemSettings } from './areas/system-settings.ts'
import { type TagMethods, tags } from './areas/tags.ts'
import { type TenantMethods, tenants } from './areas/tenants.ts'
import { type TokenMethods, tokens } from './areas/tokens.ts'
import { type UserMethods, users } from './areas/users.ts'
import { type WarehouseMethods, warehouses } from './areas/warehouses.ts'
import type { Area, Handlers, Operation, Steps } from './operation.ts'

/** The areas, in the contract's order. */
export const areas = {
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

type Areas = typeof areas
export type AreaKey = keyof Areas

/** Every operation of the contract, as a caller sees it. */
export interface CatalogStore
  extends TenantMethods,
    WarehouseMethods,
    CatalogMethods,
    NamespaceMethods,
    AssetMethods,
    MetadataPointerMethods,
    BranchMethods,
    TagMethods,
    CommitMethods,
    UserMethods,
    RoleMethods,
    PermissionMethods,
    ServiceUserMethods,
    SystemSettingsMethods,
    AuditLogMethods,
    TokenMethods,
    MergeOperationMethods,
    MergeConflictMethods,
    BusinessMetadataMethods,
    SearchMethods,
    AccessRequestMethods,
    FederationMethods {}

export type OperationName = keyof CatalogStore

/** One set of handlers per area: an adapter that leaves an operation out does not compile. */
export type StoreHandlers<Session> = { [A in AreaKey]: Handlers<Areas[A], Session> }

/** One set of steps per area: the model. */
export type StoreSteps<State> = { [A in AreaKey]: Steps<Areas[A], State> }

/** An operation with its place in the contract. */
export interface DeclaredOperation extends Operation {
  readonly name: OperationName
  readonly area: AreaKey
}

/** Every operation by name, in the contract's order. */
export const operations = Object.fromEntries(
  Object.entries(areas).flatMap(([area, { operations }]: [string, Area]) =>
    Object.entries(operations).map(([name, operation]) => [name, { ...operation, name, area }]),
  ),
) as unknown as Readonly<Record<OperationName, DeclaredOperation>>

export const operationNames = Object.keys(operations) as readonly OperationName[]

/** The operations of some areas, in the contract's order. */
export function operationsOf(keys: readonly AreaKey[]): readonly DeclaredOperation[] {
  return operationNames.map(name => operations[name]).filter(({ area }) => keys.includes(area))
}

export const areaKeys = Object.keys(areas) as readonly AreaKey[]

/** An operation and its arguments. */
export interface Call {
  readonly operation: OperationName
  readonly args: Readonly<Record<string, unknown>>
}
