/** Warehouses: where a tenant's data lies, and how access to it is granted. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  Name,
  Nothing,
  nullable,
  object,
  Page,
  Properties,
  refersTo,
  Text,
} from '../value.ts'
import { TenantId } from './tenants.ts'

export const VendingStrategy = Type.Union([
  object({ type: Type.Literal('aws-sts'), roleArn: Text, externalId: Type.Optional(Text) }),
  object({ type: Type.Literal('aws-static'), accessKeyId: Text, secretAccessKey: Text }),
  object({ type: Type.Literal('azure-sas'), accountName: Text, accountKey: Text }),
  object({ type: Type.Literal('gcp-downscoped'), serviceAccountEmail: Text, privateKey: Text }),
  object({ type: Type.Literal('none') }),
])
export type VendingStrategy = Static<typeof VendingStrategy>

export const WarehouseName = refersTo('warehouse', Name)

export const Warehouse = object({
  id: identifies('warehouse', Id),
  tenantId: TenantId,
  name: identifies('warehouse', Name),
  storageConfig: Properties,
  useSts: Type.Boolean(),
  vendingStrategy: nullable(VendingStrategy),
})
export type Warehouse = Static<typeof Warehouse>

export const warehouses = area('warehouses', 'Core Catalog', {
  createWarehouse: operation({
    summary: 'Adds a warehouse to its tenant.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, warehouse: Warehouse },
    returns: Nothing,
    fails: ['INVALID_ARGUMENT', 'NOT_FOUND tenant', 'ALREADY_EXISTS warehouse'],
  }),
  getWarehouse: operation({
    summary: 'The warehouse of this name, or null.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, name: WarehouseName },
    returns: nullable(Warehouse),
    fails: [],
  }),
  listWarehouses: operation({
    summary: "The tenant's warehouses, by name.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(Warehouse),
    fails: [],
  }),
  updateWarehouse: operation({
    summary: 'Changes the given fields, all at once; catalogs keep the warehouse name that they hold.',
    kind: 'mutation',
    since: '1.0',
    args: {
      tenantId: TenantId,
      name: WarehouseName,
      updates: object({
        name: Type.Optional(identifies('warehouse', Name)),
        storageConfig: Type.Optional(Properties),
        useSts: Type.Optional(Type.Boolean()),
        vendingStrategy: Type.Optional(nullable(VendingStrategy)),
      }),
    },
    returns: Warehouse,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND warehouse', 'ALREADY_EXISTS warehouse'],
  }),
  deleteWarehouse: operation({
    summary: 'Removes the warehouse.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, name: WarehouseName },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND warehouse'],
  }),
})

export interface WarehouseMethods extends Methods<typeof warehouses> {}
