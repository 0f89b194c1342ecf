import type { namespaces as declared, Namespace } from '../../../trait/areas/namespaces.ts'
import type { Steps } from '../../../trait/operation.ts'
import { byPath, paged } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, pathKey, put, type State, withCatalog } from '../state.ts'

export const namespaces: Steps<typeof declared, State> = {
  createNamespace(state, { tenantId, catalog, namespace }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const within = owner.catalogs.get(catalog)
    if (within === undefined) return fails(state, 'NOT_FOUND catalog')
    const key = pathKey(namespace.name)
    if (within.namespaces.has(key)) return fails(state, 'ALREADY_EXISTS namespace')
    const namespaces = put(within.namespaces, key, namespace)
    return done(withCatalog(state, owner, { ...within, namespaces }), null)
  },

  getNamespace(state, { tenantId, catalog, namespace }) {
    const within = state.tenants.get(tenantId)?.catalogs.get(catalog)
    return done(state, within?.namespaces.get(pathKey(namespace)) ?? null)
  },

  listNamespaces(state, { tenantId, catalog, parent, page }) {
    const all = [...(state.tenants.get(tenantId)?.catalogs.get(catalog)?.namespaces.values() ?? [])]
    const listed = parent === undefined ? all : all.filter(({ name }) => isChild(name, parent))
    const sorted = listed.sort((a, b) => byPath(a.name, b.name))
    return done(state, paged(sorted, page))
  },

  deleteNamespace(state, { tenantId, catalog, namespace }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const within = owner.catalogs.get(catalog)
    if (within === undefined) return fails(state, 'NOT_FOUND catalog')
    const key = pathKey(namespace)
    if (!within.namespaces.has(key)) return fails(state, 'NOT_FOUND namespace')
    const holdsAsset = [...within.assets.values()].some(placed => pathKey(placed.namespace) === key)
    const isPrefix = [...within.namespaces.values()].some(({ name }) => isBelow(name, namespace))
    if (holdsAsset || isPrefix) return fails(state, 'FAILED_PRECONDITION')
    return done(withCatalog(state, owner, { ...within, namespaces: drop(within.namespaces, key) }), null)
  },

  updateNamespaceProperties(state, { properties, ...at }) {
    return setProperties(state, at, stored => ({ ...stored, ...properties }))
  },

  replaceNamespaceProperties(state, { properties, ...at }) {
    return setProperties(state, at, () => properties)
  },

  countNamespaces(state, { tenantId }) {
    const catalogs = [...(state.tenants.get(tenantId)?.catalogs.values() ?? [])]
    return done(
      state,
      catalogs.reduce((sum, { namespaces }) => sum + namespaces.size, 0),
    )
  },
}

type Properties = Namespace['properties']

function setProperties(
  state: State,
  { tenantId, catalog, namespace }: { tenantId: string; catalog: string; namespace: string[] },
  change: (stored: Properties) => Properties,
) {
  const owner = state.tenants.get(tenantId)
  if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
  const within = owner.catalogs.get(catalog)
  if (within === undefined) return fails(state, 'NOT_FOUND catalog')
  const key = pathKey(namespace)
  const current = within.namespaces.get(key)
  if (current === undefined) return fails(state, 'NOT_FOUND namespace')
  const changed = { ...current, properties: change(current.properties) }
  return done(
    withCatalog(state, owner, { ...within, namespaces: put(within.namespaces, key, changed) }),
    null,
  )
}

function isBelow(path: readonly string[], ancestor: readonly string[]): boolean {
  return path.length > ancestor.length && ancestor.every((name, i) => path[i] === name)
}

function isChild(path: readonly string[], parent: readonly string[]): boolean {
  return path.length === parent.length + 1 && isBelow(path, parent)
}
