import type { Commit, commits as declared } from '../../../trait/areas/commits.ts'
import type { Steps } from '../../../trait/operation.ts'
import { done, fails } from '../outcome.ts'
import { put, type State, withTenant } from '../state.ts'

export const commits: Steps<typeof declared, State> = {
  createCommit(state, { tenantId, commit }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (hasId(state, commit.id)) return fails(state, 'ALREADY_EXISTS commit')
    return done(withTenant(state, { ...owner, commits: put(owner.commits, commit.id, commit) }), null)
  },

  getCommit(state, { tenantId, commitId }) {
    return done(state, state.tenants.get(tenantId)?.commits.get(commitId) ?? null)
  },

  getCommitAncestry(state, { tenantId, headCommitId, limit }) {
    const known = state.tenants.get(tenantId)?.commits
    const chain = new Set<Commit>()
    let next = known?.get(headCommitId)
    while (next !== undefined && chain.size < limit && !chain.has(next)) {
      chain.add(next)
      next = next.parentId === null ? undefined : known?.get(next.parentId)
    }
    return done(state, [...chain])
  },
}

function hasId(state: State, id: string): boolean {
  for (const { commits } of state.tenants.values()) if (commits.has(id)) return true
  return false
}
