import { MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { branches as declared } from '../../../trait/areas/branches.ts'
import type { Steps } from '../../../trait/operation.ts'
import { freshId } from '../made-ids.ts'
import { byCodePoint, byEach, byPath, paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { catalogOf, findBranch, findCatalog } from '../place.ts'
import {
  assetKey,
  type CatalogState,
  drop,
  dropWhere,
  type PlacedAsset,
  pathKey,
  put,
  type State,
  type TenantState,
  withCatalog,
} from '../state.ts'

export const branches: Steps<typeof declared, State> = {
  createBranch(state, { branch, ...at }) {
    const place = findCatalog(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    if (within.branches.has(branch.name)) return fails(state, 'ALREADY_EXISTS branch')
    const branches = put(within.branches, branch.name, branch)
    return done(withCatalog(state, owner, { ...within, branches }), null)
  },

  getBranch(state, { name, ...at }) {
    return done(state, catalogOf(state, at)?.branches.get(name) ?? null)
  },

  listBranches(state, { page, ...at }) {
    const all = sortedBy(catalogOf(state, at)?.branches.values() ?? [], branch => branch.name)
    return done(state, paged(all, page))
  },

  deleteBranch(state, { name, ...at }) {
    const place = findBranch(state, { ...at, branch: name })
    if ('failure' in place) return fails(state, place.failure)
    if (name === MAIN_BRANCH) return fails(state, 'FAILED_PRECONDITION')
    const { owner, within } = place
    const branches = drop(within.branches, name)
    const assets = dropWhere(within.assets, placed => placed.branch === name)
    return done(withCatalog(state, owner, { ...within, branches, assets }), null)
  },

  mergeBranch(state, { source, target, ...at }) {
    if (source === target) return fails(state, 'INVALID_ARGUMENT')
    const place = findCatalog(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    const [from, to] = [within.branches.get(source), within.branches.get(target)]
    if (from === undefined || to === undefined) return fails(state, 'NOT_FOUND branch')
    const branches = put(within.branches, target, { ...to, headCommitId: from.headCommitId })
    return done(written(state, owner, { ...within, branches }, assetsOn(within, source), target), null)
  },

  findConflictingAssets(state, { source, target, ...at }) {
    const within = catalogOf(state, at)
    const pairs = inOrder(assetsOn(within, source)).flatMap(({ namespace, asset }) => {
      const other = within?.assets.get(assetKey(target, namespace, asset.name))
      return other === undefined ? [] : [{ namespace: [...namespace], source: asset, target: other.asset }]
    })
    return done(state, pairs)
  },

  listBranchAssets(state, { branch, page, ...at }) {
    const placed = inOrder(assetsOn(catalogOf(state, at), branch))
    const all = placed.map(({ namespace, asset }) => ({ namespace: [...namespace], asset }))
    return done(state, paged(all, page))
  },

  createBranchWithAssets(state, { sourceBranch, branch, assets, ...at }) {
    const place = findBranch(state, { ...at, branch: sourceBranch })
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    const isLost = (at: { namespace: string[] }) => !within.namespaces.has(pathKey(at.namespace))
    if (assets?.some(isLost)) return fails(state, 'NOT_FOUND namespace')
    const named = assets?.map(({ namespace, name }) =>
      within.assets.get(assetKey(sourceBranch, namespace, name)),
    )
    if (named?.includes(undefined)) return fails(state, 'NOT_FOUND asset')
    if (within.branches.has(branch.name)) return fails(state, 'ALREADY_EXISTS branch')
    const copied = named?.filter(placed => placed !== undefined) ?? assetsOn(within, sourceBranch)
    const branches = put(within.branches, branch.name, branch)
    const next = written(state, owner, { ...within, branches }, copied, branch.name)
    return done(next, { copied: copied.length })
  },

  copyAssets(state, { sourceBranch, targetBranch, namespace, ...at }) {
    const place = findBranch(state, { ...at, branch: sourceBranch })
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    if (!within.branches.has(targetBranch)) return fails(state, 'NOT_FOUND branch')
    const path = namespace === null ? null : pathKey(namespace)
    if (path !== null && !within.namespaces.has(path)) return fails(state, 'NOT_FOUND namespace')
    const copied = assetsOn(within, sourceBranch).filter(
      placed => path === null || pathKey(placed.namespace) === path,
    )
    const isTaken = ({ namespace, asset }: PlacedAsset) =>
      within.assets.has(assetKey(targetBranch, namespace, asset.name))
    if (copied.length === 0) return done(state, { copied: 0 })
    if (copied.some(isTaken)) return fails(state, 'ALREADY_EXISTS asset')
    return done(written(state, owner, within, copied, targetBranch), { copied: copied.length })
  },
}

function assetsOn(within: CatalogState | undefined, branch: string): readonly PlacedAsset[] {
  return [...(within?.assets.values() ?? [])].filter(placed => placed.branch === branch)
}

function inOrder(assets: readonly PlacedAsset[]): readonly PlacedAsset[] {
  return assets.toSorted(
    byEach(
      (a, b) => byPath(a.namespace, b.namespace),
      (a, b) => byCodePoint(a.asset.name, b.asset.name),
    ),
  )
}

/** The state with assets written to a branch: into their counterparts, else as copies with ids of their own. */
function written(
  state: State,
  owner: TenantState,
  within: CatalogState,
  sources: readonly PlacedAsset[],
  branch: string,
): State {
  const assets = new Map(within.assets)
  const usedIds = new Set(state.usedIds)
  for (const { namespace, asset } of sources) {
    const key = assetKey(branch, namespace, asset.name)
    const counterpart = assets.get(key)
    const id = counterpart?.asset.id ?? freshId(usedIds, pathKey([owner.tenant.id, within.catalog.name, key]))
    const goesAlong = counterpart ?? { metadata: null, requests: new Map() }
    assets.set(key, { ...goesAlong, branch, namespace, asset: { ...asset, id } })
    if (counterpart === undefined) usedIds.add(id)
  }
  return { ...withCatalog(state, owner, { ...within, assets }), usedIds }
}
