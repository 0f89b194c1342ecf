/** Catalogs: named collections of namespaces and branches within a tenant. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  mentions,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  Properties,
  refersTo,
  Text,
} from '../value.ts'
import { TenantId } from './tenants.ts'

export const CatalogName = refersTo('catalog', Name)
const SoftWarehouseName = mentions(['warehouse.name'], Name)

export const Catalog = object({
  id: identifies('catalog', Id),
  name: identifies('catalog', Name),
  catalogType: oneOf(['local', 'federated']),
  warehouseName: nullable(SoftWarehouseName),
  storageLocation: nullable(Text),
  federatedConfig: nullable(object({ properties: Properties })),
  properties: Properties,
})
export type Catalog = Static<typeof Catalog>

export const catalogs = area('catalogs', 'Core Catalog', {
  createCatalog: operation({
    summary: 'Adds a catalog with its branch main; the warehouse name is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, catalog: Catalog },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS catalog'],
  }),
  getCatalog: operation({
    summary: 'The catalog of this name, or null.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, name: CatalogName },
    returns: nullable(Catalog),
    fails: [],
  }),
  listCatalogs: operation({
    summary: "The tenant's catalogs, by name.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(Catalog),
    fails: [],
  }),
  updateCatalog: operation({
    summary: 'Changes the given fields, all at once; null clears a nullable field.',
    kind: 'mutation',
    since: '1.0',
    args: {
      tenantId: TenantId,
      name: CatalogName,
      updates: object({
        warehouseName: Type.Optional(nullable(SoftWarehouseName)),
        storageLocation: Type.Optional(nullable(Text)),
        properties: Type.Optional(Properties),
      }),
    },
    returns: Catalog,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog'],
  }),
  deleteCatalog: operation({
    summary: 'Removes the catalog and everything in it, on all its branches; commits stay.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, name: CatalogName },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog'],
  }),
})

export interface CatalogMethods extends Methods<typeof catalogs> {}
