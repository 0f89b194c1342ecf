import type { serviceUsers as declared, ServiceUser } from '../../../trait/areas/service-users.ts'
import type { Steps } from '../../../trait/operation.ts'
import { withoutGrants } from '../grants.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, put, type State, withTenant } from '../state.ts'

export const serviceUsers: Steps<typeof declared, State> = {
  createServiceUser(state, { serviceUser }) {
    const owner = state.tenants.get(serviceUser.tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const taken =
      everyone(state).some(
        ({ id, apiKeyHash }) => id === serviceUser.id || apiKeyHash === serviceUser.apiKeyHash,
      ) || [...owner.serviceUsers.values()].some(({ name }) => name === serviceUser.name)
    if (taken) return fails(state, 'ALREADY_EXISTS serviceUser')
    const serviceUsers = put(owner.serviceUsers, serviceUser.id, serviceUser)
    return done(withTenant(state, { ...owner, serviceUsers }), null)
  },

  getServiceUser(state, { tenantId, serviceUserId }) {
    return done(state, state.tenants.get(tenantId)?.serviceUsers.get(serviceUserId) ?? null)
  },

  listServiceUsers(state, { tenantId, page }) {
    const all = state.tenants.get(tenantId)?.serviceUsers.values() ?? []
    return done(
      state,
      paged(
        sortedBy(all, serviceUser => serviceUser.name),
        page,
      ),
    )
  },

  getServiceUserByApiKeyHash(state, { apiKeyHash }) {
    return done(state, everyone(state).find(serviceUser => serviceUser.apiKeyHash === apiKeyHash) ?? null)
  },

  updateServiceUser(state, { tenantId, serviceUserId, updates }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const current = owner.serviceUsers.get(serviceUserId)
    if (current === undefined) return fails(state, 'NOT_FOUND serviceUser')
    const changed = { ...current, ...updates }
    const taken = [...owner.serviceUsers.values()].some(
      ({ id, name }) => id !== serviceUserId && name === changed.name,
    )
    if (taken) return fails(state, 'ALREADY_EXISTS serviceUser')
    const serviceUsers = put(owner.serviceUsers, serviceUserId, changed)
    return done(withTenant(state, { ...owner, serviceUsers }), changed)
  },

  updateServiceUserLastUsed(state, { tenantId, serviceUserId, timestamp }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const current = owner.serviceUsers.get(serviceUserId)
    if (current === undefined) return fails(state, 'NOT_FOUND serviceUser')
    const serviceUsers = put(owner.serviceUsers, serviceUserId, { ...current, lastUsed: timestamp })
    return done(withTenant(state, { ...owner, serviceUsers }), null)
  },

  deleteServiceUser(state, { tenantId, serviceUserId }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (!owner.serviceUsers.has(serviceUserId)) return done(state, null)
    const rest = withoutGrants(owner, serviceUserId)
    return done(withTenant(state, { ...rest, serviceUsers: drop(owner.serviceUsers, serviceUserId) }), null)
  },
}

/** The service users of all tenants. */
function everyone(state: State): ServiceUser[] {
  return [...state.tenants.values()].flatMap(({ serviceUsers }) => [...serviceUsers.values()])
}
