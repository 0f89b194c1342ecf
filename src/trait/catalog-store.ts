/** The whole trait: every area joined, the store's type, and the table of operations. */
import { type AssetMethods, assets } from './areas/assets.ts'
import { type CatalogMethods, catalogs } from './areas/catalogs.ts'
import { type NamespaceMethods, namespaces } from './areas/namespaces.ts'
import { type ServiceUserMethods, serviceUsers } from './areas/service-users.ts'
import { type SystemSettingsMethods, systemSettings } from './areas/system-settings.ts'
import { type TenantMethods, tenants } from './areas/tenants.ts'
import { type WarehouseMethods, warehouses } from './areas/warehouses.ts'
import type { Area, Handlers, Operation, Steps } from './operation.ts'

/** The areas, in the contract's order. */
export const areas = { tenants, warehouses, catalogs, namespaces, assets, serviceUsers, systemSettings }

type Areas = typeof areas
export type AreaKey = keyof Areas

/** Every operation of the contract, as a caller sees it. */
export interface CatalogStore
  extends TenantMethods,
    WarehouseMethods,
    CatalogMethods,
    NamespaceMethods,
    AssetMethods,
    ServiceUserMethods,
    SystemSettingsMethods {}

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
