/** What a user or service user is granted in a tenant. */
import type { RoleAssignment } from '../../trait/areas/roles.ts'
import { drop, dropWhere, type RoleState, type State, type TenantState } from './state.ts'

/** The tenant without the role assignments and permissions of a user or service user. */
export function withoutGrants(owner: TenantState, userId: string): TenantState {
  const roles = new Map(owner.roles)
  for (const [id, { role, assignments }] of owner.roles) {
    if (assignments.has(userId)) roles.set(id, { role, assignments: drop(assignments, userId) })
  }
  return { ...owner, roles, permissions: dropWhere(owner.permissions, grant => grant.userId === userId) }
}

/** The role of this id, in whichever tenant. */
export function roleById(state: State, roleId: string) {
  for (const owner of state.tenants.values()) {
    const found = owner.roles.get(roleId)
    if (found !== undefined) return { owner, found }
  }
  return undefined
}

/** The roles assigned to a user, in all tenants. */
export function rolesOf(state: State, userId: string): (RoleState & { assignment: RoleAssignment })[] {
  return [...state.tenants.values()].flatMap(({ roles }) =>
    [...roles.values()].flatMap(found => {
      const assignment = found.assignments.get(userId)
      return assignment === undefined ? [] : [{ ...found, assignment }]
    }),
  )
}
