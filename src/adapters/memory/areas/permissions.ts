import type { permissions as declared } from '../../../trait/areas/permissions.ts'
import type { Steps } from '../../../trait/operation.ts'
import { rolesOf } from '../grants.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, put, type State, withTenant } from '../state.ts'

export const permissions: Steps<typeof declared, State> = {
  createPermission(state, { permission }) {
    const owner = state.tenants.get(permission.tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (hasId(state, permission.id)) return fails(state, 'ALREADY_EXISTS permission')
    const granted = { ...permission, actions: permission.actions.toSorted() }
    const permissions = put(owner.permissions, permission.id, granted)
    return done(withTenant(state, { ...owner, permissions }), null)
  },

  revokePermission(state, { tenantId, permissionId }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const permissions = drop(owner.permissions, permissionId)
    return done(withTenant(state, { ...owner, permissions }), null)
  },

  listPermissions(state, { tenantId, page }) {
    const all = state.tenants.get(tenantId)?.permissions.values() ?? []
    return done(
      state,
      paged(
        sortedBy(all, permission => permission.id),
        page,
      ),
    )
  },

  listUserPermissions(state, { userId, page }) {
    const granted = [...state.tenants.values()]
      .flatMap(({ permissions }) => [...permissions.values()])
      .filter(permission => permission.userId === userId)
    const direct = sortedBy(granted, ({ id }) => id).map(
      ({ id, tenantId, scope, actions, grantedBy, grantedAt }) => {
        const via = { type: 'direct', permissionId: id } as const
        return { tenantId, scope, actions, grantedBy, grantedAt, via }
      },
    )
    const byRole = sortedBy(rolesOf(state, userId), ({ role }) => role.id).flatMap(({ role }) => {
      const { tenantId, createdBy: grantedBy, createdAt: grantedAt } = role
      const via = { type: 'role', roleId: role.id } as const
      return role.permissions.map(grant => ({ tenantId, ...grant, grantedBy, grantedAt, via }))
    })
    return done(state, paged([...direct, ...byRole], page))
  },
}

function hasId(state: State, id: string): boolean {
  for (const { permissions } of state.tenants.values()) if (permissions.has(id)) return true
  return false
}
