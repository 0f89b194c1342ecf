import { MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Branch } from '../../../trait/areas/branches.ts'
import type { catalogs as declared } from '../../../trait/areas/catalogs.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, emptyCatalog, type State, withCatalog, withTenant } from '../state.ts'

export const catalogs: Steps<typeof declared, State> = {
  createCatalog(state, { tenantId, catalog }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (owner.catalogs.has(catalog.name) || hasId(state, catalog.id)) {
      return fails(state, 'ALREADY_EXISTS catalog')
    }
    const main: Branch = { name: MAIN_BRANCH, headCommitId: null, branchType: 'ingest' }
    return done(withCatalog(state, owner, emptyCatalog(catalog, main)), null)
  },

  getCatalog(state, { tenantId, name }) {
    return done(state, state.tenants.get(tenantId)?.catalogs.get(name)?.catalog ?? null)
  },

  listCatalogs(state, { tenantId, page }) {
    const all = [...(state.tenants.get(tenantId)?.catalogs.values() ?? [])].map(({ catalog }) => catalog)
    return done(
      state,
      paged(
        sortedBy(all, catalog => catalog.name),
        page,
      ),
    )
  },

  updateCatalog(state, { tenantId, name, updates }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const current = owner.catalogs.get(name)
    if (current === undefined) return fails(state, 'NOT_FOUND catalog')
    const catalog = { ...current.catalog, ...updates }
    return done(withCatalog(state, owner, { ...current, catalog }), catalog)
  },

  deleteCatalog(state, { tenantId, name }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (!owner.catalogs.has(name)) return fails(state, 'NOT_FOUND catalog')
    return done(withTenant(state, { ...owner, catalogs: drop(owner.catalogs, name) }), null)
  },
}

function hasId(state: State, id: string): boolean {
  for (const { catalogs } of state.tenants.values()) {
    for (const { catalog } of catalogs.values()) if (catalog.id === id) return true
  }
  return false
}
