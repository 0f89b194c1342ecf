/** Assets: tables, views, models and files, on a branch, in a namespace. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Count,
  Id,
  identifies,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  Path,
  Properties,
  refersTo,
  Text,
} from '../value.ts'
import { CatalogName } from './catalogs.ts'
import { NamespacePath } from './namespaces.ts'
import { TenantId } from './tenants.ts'

/** The branch of a call that names none. */
export const MAIN_BRANCH = 'main'

export const AssetKind = oneOf([
  'iceberg-table',
  'delta-table',
  'hudi-table',
  'parquet-table',
  'csv-table',
  'json-table',
  'view',
  'ml-model',
  'apache-paimon',
  'vortex',
  'lance',
  'nimble',
  'directory',
  'video-file',
  'image-file',
  'db-conn-string',
  'other',
])

export const Asset = object({
  id: identifies('asset', Id),
  name: identifies('asset', Name),
  kind: AssetKind,
  location: Text,
  properties: Properties,
})
export type Asset = Static<typeof Asset>

/** An asset with the way to it. */
export const LocatedAsset = object({ asset: Asset, catalog: Name, branch: Name, namespace: Path })

export const BranchName = refersTo('branch', Name)
export const AssetName = refersTo('asset', Name)
export const AssetId = refersTo('asset', Id)

const onBranch = { tenantId: TenantId, catalog: CatalogName, branch: Type.Optional(BranchName) }
/** The arguments that lead to a namespace on a branch. */
export const inNamespace = { ...onBranch, namespace: NamespacePath }

export const assets = area('assets', 'Core Catalog', {
  createAsset: operation({
    summary: 'Adds an asset to a namespace on a branch (main unless named).',
    kind: 'mutation',
    since: '1.0',
    args: { ...inNamespace, asset: Asset },
    returns: Nothing,
    fails: [
      'NOT_FOUND tenant',
      'NOT_FOUND catalog',
      'NOT_FOUND branch',
      'NOT_FOUND namespace',
      'ALREADY_EXISTS asset',
    ],
  }),
  getAsset: operation({
    summary: 'The asset of this name, or null.',
    kind: 'query',
    since: '1.0',
    args: { ...inNamespace, name: AssetName },
    returns: nullable(Asset),
    fails: [],
  }),
  listAssets: operation({
    summary: 'The assets of exactly this path, by name.',
    kind: 'query',
    since: '1.0',
    args: { ...inNamespace, page: Type.Optional(Page) },
    returns: Type.Array(Asset),
    fails: [],
  }),
  getAssetById: operation({
    summary: "The tenant's asset of this id and where it is, or null.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, assetId: AssetId },
    returns: nullable(LocatedAsset),
    fails: [],
  }),
  renameAsset: operation({
    summary: 'Moves an asset to another name or namespace of its branch; it keeps its id.',
    kind: 'mutation',
    since: '1.0',
    args: {
      ...onBranch,
      source: object({ namespace: NamespacePath, name: AssetName }),
      target: object({ namespace: NamespacePath, name: identifies('asset', Name) }),
    },
    returns: Nothing,
    fails: [
      'NOT_FOUND tenant',
      'NOT_FOUND catalog',
      'NOT_FOUND branch',
      'NOT_FOUND namespace',
      'NOT_FOUND asset',
      'ALREADY_EXISTS asset',
    ],
  }),
  deleteAsset: operation({
    summary: 'Removes the asset, if it is there, with its business metadata and access requests.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inNamespace, name: AssetName },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND branch', 'NOT_FOUND namespace'],
  }),
  countAssets: operation({
    summary: "How many assets the tenant's catalogs hold, on all branches.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId },
    returns: Count,
    fails: [],
  }),
})

export interface AssetMethods extends Methods<typeof assets> {}
