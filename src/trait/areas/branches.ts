/** Branches: lines of work within a catalog, each with its own assets. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Count,
  Id,
  identifies,
  mentions,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  Path,
} from '../value.ts'
import { Asset, AssetName, BranchName } from './assets.ts'
import { CatalogName } from './catalogs.ts'
import { NamespacePath } from './namespaces.ts'
import { TenantId } from './tenants.ts'

export const Branch = object({
  name: identifies('branch', Name),
  headCommitId: nullable(mentions(['commit.id'], Id)),
  branchType: oneOf(['ingest', 'experimental']),
})
export type Branch = Static<typeof Branch>

/** An asset of a branch with its namespace. */
export const BranchAsset = object({ namespace: Path, asset: Asset })

/** Two assets of one path and name on two branches. */
export const AssetPair = object({ namespace: Path, source: Asset, target: Asset })

/** Which assets to take along; null takes all. */
const AssetChoice = nullable(
  Type.Array(object({ namespace: NamespacePath, name: AssetName }), { uniqueItems: true }),
)
const Copied = object({ copied: Count })

const inCatalog = { tenantId: TenantId, catalog: CatalogName }

export const branches = area('branches', 'Branches, Tags, Commits', {
  createBranch: operation({
    summary: 'Adds an empty branch; its head is a soft reference to a commit.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, branch: Branch },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'ALREADY_EXISTS branch'],
  }),
  getBranch: operation({
    summary: 'The branch of this name, or null.',
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, name: BranchName },
    returns: nullable(Branch),
    fails: [],
  }),
  listBranches: operation({
    summary: "The catalog's branches, by name.",
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, page: Type.Optional(Page) },
    returns: Type.Array(Branch),
    fails: [],
  }),
  deleteBranch: operation({
    summary:
      'Removes a branch other than main, with its assets, their business metadata and access requests.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, name: BranchName },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND branch', 'FAILED_PRECONDITION'],
  }),
  mergeBranch: operation({
    summary:
      "Writes all assets of source to target, whose head becomes source's; a counterpart keeps its id.",
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, source: BranchName, target: BranchName },
    returns: Nothing,
    fails: ['INVALID_ARGUMENT', 'NOT_FOUND tenant', 'NOT_FOUND catalog', 'NOT_FOUND branch'],
    makesIds: true,
  }),
  findConflictingAssets: operation({
    summary: 'The assets of one path and name on both branches, alike or not, or one and the same branch.',
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, source: BranchName, target: BranchName },
    returns: Type.Array(AssetPair),
    fails: [],
  }),
  listBranchAssets: operation({
    summary: 'The assets of a branch, by path and name.',
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, branch: BranchName, page: Type.Optional(Page) },
    returns: Type.Array(BranchAsset),
    fails: [],
  }),
  createBranchWithAssets: operation({
    summary:
      'Adds a branch with copies, without business metadata, of the named assets of another, or of all.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, sourceBranch: BranchName, branch: Branch, assets: AssetChoice },
    returns: Copied,
    fails: [
      'NOT_FOUND tenant',
      'NOT_FOUND catalog',
      'NOT_FOUND branch',
      'NOT_FOUND namespace',
      'NOT_FOUND asset',
      'ALREADY_EXISTS branch',
    ],
    makesIds: true,
  }),
  copyAssets: operation({
    summary: 'Copies the assets of one path, or all, to a branch; if a name is taken there, none.',
    kind: 'mutation',
    since: '1.0',
    args: {
      ...inCatalog,
      sourceBranch: BranchName,
      targetBranch: BranchName,
      namespace: nullable(NamespacePath),
    },
    returns: Copied,
    fails: [
      'NOT_FOUND tenant',
      'NOT_FOUND catalog',
      'NOT_FOUND branch',
      'NOT_FOUND namespace',
      'ALREADY_EXISTS asset',
    ],
    makesIds: true,
  }),
})

export interface BranchMethods extends Methods<typeof branches> {}
