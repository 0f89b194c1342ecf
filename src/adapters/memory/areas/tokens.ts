import type { tokens as declared, Token } from '../../../trait/areas/tokens.ts'
import type { Steps } from '../../../trait/operation.ts'
import { latestFirst, paged } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { dropWhere, put, type State } from '../state.ts'

export const tokens: Steps<typeof declared, State> = {
  storeToken(state, { token }) {
    if (!state.tenants.has(token.tenantId)) return fails(state, 'NOT_FOUND tenant')
    const taken = [...state.tokens.values()].some(
      other => other.id === token.id || (token.token !== null && other.token === token.token),
    )
    if (taken) return fails(state, 'ALREADY_EXISTS token')
    return done({ ...state, tokens: put(state.tokens, token.id, token) }, null)
  },

  listActiveTokens(state, { tenantId, userId, now, page }) {
    const active = [...state.tokens.values()].filter(
      token =>
        token.tenantId === tenantId &&
        (userId === undefined || token.userId === userId) &&
        isActive(state, token, now),
    )
    return done(
      state,
      paged(
        latestFirst(active, token => token.expiresAt),
        page,
      ),
    )
  },

  validateToken(state, { token, now }) {
    const known = [...state.tokens.values()].find(other => other.token === token)
    return done(state, known !== undefined && isActive(state, known, now) ? known : null)
  },

  revokeToken(state, { tokenId, expiresAt }) {
    return done({ ...state, revocations: put(state.revocations, tokenId, expiresAt) }, null)
  },

  isTokenRevoked(state, { tokenId }) {
    return done(state, state.revocations.has(tokenId))
  },

  cleanupExpiredTokens(state, { now }) {
    const tokens = dropWhere(state.tokens, ({ expiresAt }) => expiresAt <= now)
    const revocations = dropWhere(state.revocations, expiresAt => expiresAt <= now)
    return done(
      { ...state, tokens, revocations },
      {
        tokens: state.tokens.size - tokens.size,
        revocations: state.revocations.size - revocations.size,
      },
    )
  },
}

function isActive(state: State, { id, expiresAt }: Token, now: string): boolean {
  return expiresAt > now && !state.revocations.has(id)
}
