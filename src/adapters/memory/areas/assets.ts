import { type assets as declared, MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { assetKey, drop, pathKey, put, type State, withCatalog } from '../state.ts'

export const assets: Steps<typeof declared, State> = {
  createAsset(state, { namespace, asset, ...at }) {
    const place = findBranch(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within, branch } = place
    if (!within.namespaces.has(pathKey(namespace))) return fails(state, 'NOT_FOUND namespace')
    const key = assetKey(branch, namespace, asset.name)
    if (within.assets.has(key) || hasId(state, asset.id)) return fails(state, 'ALREADY_EXISTS asset')
    const assets = put(within.assets, key, { branch, namespace, asset })
    return done(withCatalog(state, owner, { ...within, assets }), null)
  },

  getAsset(state, { tenantId, catalog, branch = MAIN_BRANCH, namespace, name }) {
    const within = state.tenants.get(tenantId)?.catalogs.get(catalog)
    return done(state, within?.assets.get(assetKey(branch, namespace, name))?.asset ?? null)
  },

  listAssets(state, { tenantId, catalog, branch = MAIN_BRANCH, namespace, page }) {
    const placed = [...(state.tenants.get(tenantId)?.catalogs.get(catalog)?.assets.values() ?? [])]
    const here = placed.filter(at => at.branch === branch && pathKey(at.namespace) === pathKey(namespace))
    return done(
      state,
      paged(
        sortedBy(
          here.map(({ asset }) => asset),
          asset => asset.name,
        ),
        page,
      ),
    )
  },

  getAssetById(state, { tenantId, assetId }) {
    for (const { catalog, assets } of state.tenants.get(tenantId)?.catalogs.values() ?? []) {
      for (const { asset, branch, namespace } of assets.values()) {
        if (asset.id === assetId) {
          return done(state, { asset, catalog: catalog.name, branch, namespace: [...namespace] })
        }
      }
    }
    return done(state, null)
  },

  renameAsset(state, { source, target, ...at }) {
    const place = findBranch(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within, branch } = place
    if (!within.namespaces.has(pathKey(source.namespace))) return fails(state, 'NOT_FOUND namespace')
    if (!within.namespaces.has(pathKey(target.namespace))) return fails(state, 'NOT_FOUND namespace')
    const from = assetKey(branch, source.namespace, source.name)
    const to = assetKey(branch, target.namespace, target.name)
    const current = within.assets.get(from)
    if (current === undefined) return fails(state, 'NOT_FOUND asset')
    if (from === to) return done(state, null)
    if (within.assets.has(to)) return fails(state, 'ALREADY_EXISTS asset')
    const moved = { branch, namespace: target.namespace, asset: { ...current.asset, name: target.name } }
    return done(
      withCatalog(state, owner, { ...within, assets: put(drop(within.assets, from), to, moved) }),
      null,
    )
  },

  deleteAsset(state, { namespace, name, ...at }) {
    const place = findBranch(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within, branch } = place
    if (!within.namespaces.has(pathKey(namespace))) return fails(state, 'NOT_FOUND namespace')
    const assets = drop(within.assets, assetKey(branch, namespace, name))
    return done(withCatalog(state, owner, { ...within, assets }), null)
  },

  countAssets(state, { tenantId }) {
    const catalogs = [...(state.tenants.get(tenantId)?.catalogs.values() ?? [])]
    return done(
      state,
      catalogs.reduce((sum, { assets }) => sum + assets.size, 0),
    )
  },
}

/** The branch that a write goes to, or the first of its parents that is missing. */
function findBranch(
  state: State,
  { tenantId, catalog, branch = MAIN_BRANCH }: { tenantId: string; catalog: string; branch?: string },
) {
  const owner = state.tenants.get(tenantId)
  if (owner === undefined) return { failure: 'NOT_FOUND tenant' } as const
  const within = owner.catalogs.get(catalog)
  if (within === undefined) return { failure: 'NOT_FOUND catalog' } as const
  if (!within.branches.has(branch)) return { failure: 'NOT_FOUND branch' } as const
  return { owner, within, branch }
}

function hasId(state: State, id: string): boolean {
  for (const { catalogs } of state.tenants.values()) {
    for (const { assets } of catalogs.values()) {
      for (const { asset } of assets.values()) if (asset.id === id) return true
    }
  }
  return false
}
