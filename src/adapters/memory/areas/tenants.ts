import type { tenants as declared } from '../../../trait/areas/tenants.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, dropWhere, emptyTenant, type State, withTenant } from '../state.ts'

export const tenants: Steps<typeof declared, State> = {
  createTenant(state, { tenant }) {
    if (state.tenants.has(tenant.id)) return fails(state, 'ALREADY_EXISTS tenant')
    return done(withTenant(state, emptyTenant(tenant)), null)
  },

  getTenant(state, { tenantId }) {
    return done(state, state.tenants.get(tenantId)?.tenant ?? null)
  },

  listTenants(state, { page }) {
    const all = [...state.tenants.values()].map(({ tenant }) => tenant)
    const sorted = sortedBy(
      all,
      tenant => tenant.name,
      tenant => tenant.id,
    )
    return done(state, paged(sorted, page))
  },

  updateTenant(state, { tenantId, updates }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const tenant = { ...owner.tenant, ...updates }
    return done(withTenant(state, { ...owner, tenant }), tenant)
  },

  deleteTenant(state, { tenantId }) {
    if (!state.tenants.has(tenantId)) return fails(state, 'NOT_FOUND tenant')
    const goes = (owned: { readonly tenantId: string | null }) => owned.tenantId === tenantId
    const users = dropWhere(state.users, goes)
    const tokens = dropWhere(state.tokens, goes)
    return done({ ...state, users, tokens, tenants: drop(state.tenants, tenantId) }, null)
  },
}
