import type { users as declared, User } from '../../../trait/areas/users.ts'
import type { Steps } from '../../../trait/operation.ts'
import { withoutGrants } from '../grants.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, dropWhere, put, type State } from '../state.ts'

export const users: Steps<typeof declared, State> = {
  createUser(state, { user }) {
    if (!hasTenant(state, user)) return fails(state, 'NOT_FOUND tenant')
    if (state.users.has(user.id) || isTaken(state, user)) return fails(state, 'ALREADY_EXISTS user')
    return done({ ...state, users: put(state.users, user.id, user) }, null)
  },

  getUser(state, { userId }) {
    return done(state, state.users.get(userId) ?? null)
  },

  getUserByUsername(state, { username }) {
    return done(state, [...state.users.values()].find(user => user.username === username) ?? null)
  },

  listUsers(state, { tenantId, page }) {
    const all = [...state.users.values()].filter(user => tenantId === null || user.tenantId === tenantId)
    return done(
      state,
      paged(
        sortedBy(all, user => user.username),
        page,
      ),
    )
  },

  updateUser(state, { user }) {
    if (!hasTenant(state, user)) return fails(state, 'NOT_FOUND tenant')
    if (!state.users.has(user.id)) return fails(state, 'NOT_FOUND user')
    if (isTaken(state, user)) return fails(state, 'ALREADY_EXISTS user')
    return done({ ...state, users: put(state.users, user.id, user) }, null)
  },

  deleteUser(state, { userId }) {
    if (!state.users.has(userId)) return fails(state, 'NOT_FOUND user')
    const tenants = new Map(state.tenants)
    for (const [id, owner] of state.tenants) tenants.set(id, withoutGrants(owner, userId))
    const tokens = dropWhere(state.tokens, token => token.userId === userId)
    return done({ ...state, tenants, tokens, users: drop(state.users, userId) }, null)
  },
}

function hasTenant(state: State, { tenantId }: User): boolean {
  return tenantId === null || state.tenants.has(tenantId)
}

/** Whether another user has the username or the email. */
function isTaken(state: State, { id, username, email }: User): boolean {
  return [...state.users.values()].some(
    other => other.id !== id && (other.username === username || other.email === email),
  )
}
