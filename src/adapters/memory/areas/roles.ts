import type { roles as declared, Role } from '../../../trait/areas/roles.ts'
import type { Steps } from '../../../trait/operation.ts'
import { roleById, rolesOf } from '../grants.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, put, type State, withTenant } from '../state.ts'

export const roles: Steps<typeof declared, State> = {
  createRole(state, { role }) {
    const owner = state.tenants.get(role.tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (roleById(state, role.id) !== undefined) return fails(state, 'ALREADY_EXISTS role')
    const fresh = { role: withSortedActions(role), assignments: new Map() }
    return done(withTenant(state, { ...owner, roles: put(owner.roles, role.id, fresh) }), null)
  },

  getRole(state, { tenantId, roleId }) {
    return done(state, state.tenants.get(tenantId)?.roles.get(roleId)?.role ?? null)
  },

  listRoles(state, { tenantId, page }) {
    const all = [...(state.tenants.get(tenantId)?.roles.values() ?? [])].map(({ role }) => role)
    const sorted = sortedBy(
      all,
      role => role.name,
      role => role.id,
    )
    return done(state, paged(sorted, page))
  },

  updateRole(state, { role }) {
    const owner = state.tenants.get(role.tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const current = owner.roles.get(role.id)
    if (current === undefined) return fails(state, 'NOT_FOUND role')
    const changed = { ...current, role: withSortedActions(role) }
    return done(withTenant(state, { ...owner, roles: put(owner.roles, role.id, changed) }), null)
  },

  deleteRole(state, { tenantId, roleId }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (!owner.roles.has(roleId)) return fails(state, 'NOT_FOUND role')
    return done(withTenant(state, { ...owner, roles: drop(owner.roles, roleId) }), null)
  },

  assignRole(state, { assignment }) {
    const place = roleById(state, assignment.roleId)
    if (place === undefined) return fails(state, 'NOT_FOUND role')
    const { owner, found } = place
    if (found.assignments.has(assignment.userId)) return done(state, null)
    const assignments = put(found.assignments, assignment.userId, assignment)
    const roles = put(owner.roles, assignment.roleId, { ...found, assignments })
    return done(withTenant(state, { ...owner, roles }), null)
  },

  revokeRole(state, { userId, roleId }) {
    const place = roleById(state, roleId)
    if (place === undefined) return fails(state, 'NOT_FOUND role')
    const { owner, found } = place
    const roles = put(owner.roles, roleId, { ...found, assignments: drop(found.assignments, userId) })
    return done(withTenant(state, { ...owner, roles }), null)
  },

  getUserRoles(state, { userId }) {
    const assignments = rolesOf(state, userId).map(({ assignment }) => assignment)
    return done(
      state,
      sortedBy(assignments, ({ roleId }) => roleId),
    )
  },
}

function withSortedActions(role: Role): Role {
  const permissions = role.permissions.map(({ scope, actions }) => ({ scope, actions: actions.toSorted() }))
  return { ...role, permissions }
}
