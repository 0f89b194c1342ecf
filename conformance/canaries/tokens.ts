/** Canaries of the tokens. */
import { call, canary } from '../canary.ts'
import { acme, ann, inAcme, pass } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const storePass = call('storeToken', { token: pass })

export const tokens = [
  canary({
    name: 'token-user-id-in-two-encodings',
    breaks: 'listActiveTokens',
    because: 'The user id is written as text and looked for as 16 bytes, which match no text.',
    witness: [
      createAcme,
      storePass,
      call('listActiveTokens', { ...inAcme, userId: ann.id, now: pass.createdAt }),
    ],
    wrap: store => ({
      listActiveTokens: async args => (args.userId === undefined ? store.listActiveTokens(args) : []),
    }),
  }),

  canary({
    name: 'token-valid-at-its-expiry',
    breaks: 'validateToken',
    because: 'A token is taken for expired when its expiry is before now, not when it is now.',
    witness: [createAcme, storePass, call('validateToken', { token: 'token of ann', now: pass.expiresAt })],
    wrap: store => ({
      validateToken: ({ token, now }) => store.validateToken({ token, now: justBefore(now) }),
    }),
  }),

  canary({
    name: 'token-first-revocation-wins',
    breaks: 'revokeToken',
    because: 'ON CONFLICT DO NOTHING makes the repetition harmless, and the later expiry is lost.',
    witness: [
      call('revokeToken', { tokenId: pass.id, expiresAt: pass.createdAt, reason: null }),
      call('revokeToken', { tokenId: pass.id, expiresAt: pass.expiresAt, reason: null }),
      call('cleanupExpiredTokens', { now: pass.createdAt }),
    ],
    wrap: store => ({
      async revokeToken(args) {
        const isRevoked = await store.isTokenRevoked({ tokenId: args.tokenId })
        return isRevoked ? null : store.revokeToken(args)
      },
    }),
  }),
]

/** A millisecond earlier, if there is one in the contract's time. */
function justBefore(instant: string): string {
  return new Date(Math.max(0, Date.parse(instant) - 1)).toISOString()
}
