import type { search as declared, FoundAsset } from '../../../trait/areas/search.ts'
import type { Steps } from '../../../trait/operation.ts'
import { byCodePoint, byEach, byPath, sortedBy } from '../order.ts'
import { done } from '../outcome.ts'
import { everyAsset } from '../place.ts'
import type { State } from '../state.ts'

export const search: Steps<typeof declared, State> = {
  searchAssets(state, { tenantId, query, tags = [] }) {
    const found: FoundAsset[] = []
    for (const { within, placed } of everyAsset(state.tenants.get(tenantId))) {
      const { asset, metadata, branch, namespace } = placed
      const texts = [asset.name, metadata?.description ?? '']
      const isNamed = texts.some(text => contains(text, query))
      if (!isNamed || !tags.every(tag => metadata?.tags.includes(tag))) continue
      found.push({ asset, metadata, catalog: within.catalog.name, branch, namespace: [...namespace] })
    }
    const sorted = found.sort(
      byEach(
        (a, b) => byCodePoint(a.catalog, b.catalog),
        (a, b) => byCodePoint(a.branch, b.branch),
        (a, b) => byPath(a.namespace, b.namespace),
        (a, b) => byCodePoint(a.asset.name, b.asset.name),
      ),
    )
    return done(state, sorted)
  },

  searchCatalogs(state, { tenantId, query }) {
    const all = catalogsOf(state, tenantId).map(({ catalog }) => catalog)
    return done(
      state,
      all.filter(({ name }) => contains(name, query)),
    )
  },

  searchNamespaces(state, { tenantId, query }) {
    const found = catalogsOf(state, tenantId).flatMap(({ catalog, namespaces }) =>
      [...namespaces.values()]
        .filter(({ name }) => contains(name.join('.'), query))
        .sort((a, b) => byPath(a.name, b.name))
        .map(namespace => ({ catalog: catalog.name, namespace })),
    )
    return done(state, found)
  },

  searchBranches(state, { tenantId, query }) {
    const found = catalogsOf(state, tenantId).flatMap(({ catalog, branches }) =>
      sortedBy(branches.values(), ({ name }) => name)
        .filter(({ name }) => contains(name, query))
        .map(branch => ({ catalog: catalog.name, branch })),
    )
    return done(state, found)
  },
}

function contains(text: string, query: string): boolean {
  return text.toLowerCase().includes(query.toLowerCase())
}

/** The tenant's catalogs, by name. */
function catalogsOf(state: State, tenantId: string) {
  return sortedBy(state.tenants.get(tenantId)?.catalogs.values() ?? [], ({ catalog }) => catalog.name)
}
