/** Search: what of a tenant contains a text, letter case aside. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { mentions, Name, nullable, object, Path, Tags, Text } from '../value.ts'
import { Asset } from './assets.ts'
import { Branch } from './branches.ts'
import { BusinessMetadata } from './business-metadata.ts'
import { Catalog } from './catalogs.ts'
import { Namespace } from './namespaces.ts'
import { TenantId } from './tenants.ts'

/** An asset found, with the way to it. */
export const FoundAsset = object({
  asset: Asset,
  metadata: nullable(BusinessMetadata),
  catalog: Name,
  branch: Name,
  namespace: Path,
})
export type FoundAsset = Static<typeof FoundAsset>

const Query = { ...Text, title: 'Query' }

/** A text contains a query if its `toLowerCase()` contains that of the query; no character is special. */
export const search = area('search', 'Search', {
  searchAssets: operation({
    summary:
      'The assets whose name or description contains the query, with every tag; by catalog, branch, path, name.',
    kind: 'query',
    since: '1.0',
    args: {
      tenantId: TenantId,
      query: mentions(['asset.name', 'businessMetadata.description'], Query),
      tags: Type.Optional(mentions(['businessMetadata.tags'], Tags)),
    },
    returns: Type.Array(FoundAsset),
    fails: [],
  }),
  searchCatalogs: operation({
    summary: 'The catalogs whose name contains the query, by name.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, query: mentions(['catalog.name'], Query) },
    returns: Type.Array(Catalog),
    fails: [],
  }),
  searchNamespaces: operation({
    summary: 'The namespaces whose path, joined by dots, contains the query; by catalog and path.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, query: mentions(['path.joined'], Query) },
    returns: Type.Array(object({ catalog: Name, namespace: Namespace })),
    fails: [],
  }),
  searchBranches: operation({
    summary: 'The branches whose name contains the query, by catalog and name.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, query: mentions(['branch.name'], Query) },
    returns: Type.Array(object({ catalog: Name, branch: Branch })),
    fails: [],
  }),
})

export interface SearchMethods extends Methods<typeof search> {}
