/** Namespaces: paths of names within a catalog, shared by its branches. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Count, identifies, Nothing, nullable, object, Page, Path, Properties, refersTo } from '../value.ts'
import { CatalogName } from './catalogs.ts'
import { TenantId } from './tenants.ts'

export const NamespacePath = refersTo('namespace', Path)

export const Namespace = object({ name: identifies('namespace', Path), properties: Properties })
export type Namespace = Static<typeof Namespace>

export const namespaces = area('namespaces', 'Core Catalog', {
  createNamespace: operation({
    summary: 'Registers a path; its parent path need not exist.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, namespace: Namespace },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'ALREADY_EXISTS namespace'],
  }),
  getNamespace: operation({
    summary: 'The namespace of this path, or null.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, namespace: NamespacePath },
    returns: nullable(Namespace),
    fails: [],
  }),
  listNamespaces: operation({
    summary: 'By path: all of the catalog, or the direct children of a parent path, registered or not.',
    kind: 'query',
    since: '1.0',
    args: {
      tenantId: TenantId,
      catalog: CatalogName,
      parent: Type.Optional(NamespacePath),
      page: Type.Optional(Page),
    },
    returns: Type.Array(Namespace),
    fails: [],
  }),
  deleteNamespace: operation({
    summary: 'Removes a path that holds no asset on any branch and is no prefix of another path.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, namespace: NamespacePath },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND namespace', 'FAILED_PRECONDITION'],
  }),
  updateNamespaceProperties: operation({
    summary: 'Merges the given properties into the stored map.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, namespace: NamespacePath, properties: Properties },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND namespace'],
  }),
  replaceNamespaceProperties: operation({
    summary: 'Replaces the stored map by the given properties.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, namespace: NamespacePath, properties: Properties },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND namespace'],
  }),
  countNamespaces: operation({
    summary: "How many namespaces the tenant's catalogs hold together.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId },
    returns: Count,
    fails: [],
  }),
})

export interface NamespaceMethods extends Methods<typeof namespaces> {}
