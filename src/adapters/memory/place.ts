/** Finds what a call goes to, or the first of its parents that is missing, from the outside in. */
import { MAIN_BRANCH } from '../../trait/areas/assets.ts'
import type { Entity } from '../../trait/errors.ts'
import {
  assetKey,
  type CatalogState,
  type PlacedAsset,
  pathKey,
  type State,
  type TenantState,
} from './state.ts'

interface InCatalog {
  readonly tenantId: string
  readonly catalog: string
}

interface OnBranch extends InCatalog {
  readonly branch?: string
}

interface InNamespace extends OnBranch {
  readonly namespace: readonly string[]
  readonly name: string
}

interface CatalogPlace {
  readonly owner: TenantState
  readonly within: CatalogState
}

interface BranchPlace extends CatalogPlace {
  readonly branch: string
}

interface AssetPlace extends BranchPlace {
  readonly placed: PlacedAsset
}

interface Missing<E extends Entity> {
  readonly failure: `NOT_FOUND ${E}`
}

export function findCatalog(
  state: State,
  { tenantId, catalog }: InCatalog,
): CatalogPlace | Missing<'tenant' | 'catalog'> {
  const owner = state.tenants.get(tenantId)
  if (owner === undefined) return { failure: 'NOT_FOUND tenant' }
  const within = owner.catalogs.get(catalog)
  if (within === undefined) return { failure: 'NOT_FOUND catalog' }
  return { owner, within }
}

export function findBranch(
  state: State,
  { branch = MAIN_BRANCH, ...at }: OnBranch,
): BranchPlace | Missing<'tenant' | 'catalog' | 'branch'> {
  const place = findCatalog(state, at)
  if ('failure' in place) return place
  if (!place.within.branches.has(branch)) return { failure: 'NOT_FOUND branch' }
  return { ...place, branch }
}

export function findAsset(
  state: State,
  { namespace, name, ...at }: InNamespace,
): AssetPlace | Missing<'tenant' | 'catalog' | 'branch' | 'namespace' | 'asset'> {
  const place = findBranch(state, at)
  if ('failure' in place) return place
  if (!place.within.namespaces.has(pathKey(namespace))) return { failure: 'NOT_FOUND namespace' }
  const placed = place.within.assets.get(assetKey(place.branch, namespace, name))
  if (placed === undefined) return { failure: 'NOT_FOUND asset' }
  return { ...place, placed }
}

/** The catalog of the tenant that the reader names, if there is one. */
export function catalogOf(state: State, { tenantId, catalog }: InCatalog): CatalogState | undefined {
  return state.tenants.get(tenantId)?.catalogs.get(catalog)
}

/** Every catalog of the store with its tenant. */
export function* everyCatalog(state: State): Generator<{ owner: TenantState; within: CatalogState }> {
  for (const owner of state.tenants.values()) {
    for (const within of owner.catalogs.values()) yield { owner, within }
  }
}

/** Every asset of the tenant with its catalog. */
export function* everyAsset(
  owner: TenantState | undefined,
): Generator<{ within: CatalogState; placed: PlacedAsset }> {
  for (const within of owner?.catalogs.values() ?? []) {
    for (const placed of within.assets.values()) yield { within, placed }
  }
}

/** The tenant's asset of this id with its catalog. */
export function assetById(owner: TenantState | undefined, assetId: string) {
  for (const found of everyAsset(owner)) if (found.placed.asset.id === assetId) return found
  return undefined
}
