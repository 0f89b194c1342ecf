import { type assets as declared, MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { assetById, findBranch } from '../place.ts'
import { assetKey, drop, pathKey, type State, withAsset, withCatalog } from '../state.ts'

export const assets: Steps<typeof declared, State> = {
  createAsset(state, { namespace, asset, ...at }) {
    const place = findBranch(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within, branch } = place
    if (!within.namespaces.has(pathKey(namespace))) return fails(state, 'NOT_FOUND namespace')
    const key = assetKey(branch, namespace, asset.name)
    if (within.assets.has(key) || hasId(state, asset.id)) return fails(state, 'ALREADY_EXISTS asset')
    const placed = { branch, namespace, asset, metadata: null, requests: new Map() }
    return done(withAsset(state, owner, within, placed), null)
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
    const found = assetById(state.tenants.get(tenantId), assetId)
    if (found === undefined) return done(state, null)
    const { within, placed } = found
    const { asset, branch, namespace } = placed
    return done(state, { asset, catalog: within.catalog.name, branch, namespace: [...namespace] })
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
    const asset = { ...current.asset, name: target.name }
    const moved = { ...current, namespace: target.namespace, asset }
    const left = { ...within, assets: drop(within.assets, from) }
    return done(withAsset(state, owner, left, moved), null)
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

function hasId(state: State, id: string): boolean {
  for (const owner of state.tenants.values()) if (assetById(owner, id) !== undefined) return true
  return false
}
