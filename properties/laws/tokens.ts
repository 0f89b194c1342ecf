/** What always holds of tokens. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { tokens as declared, Token } from '../../src/trait/areas/tokens.ts'
import { Timestamp } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, latestFirst, refused } from './claims.ts'
import { pageSize, putTenant, several, two } from './place.ts'

const revocation = values(declared.operations.revokeToken.args)
const FIRST_INSTANT = '1970-01-01T00:00:00.000Z'

export const tokens = [
  law({
    name: 'the active tokens are those that have not expired and are not revoked, latest expiry first',
    area: 'tokens',
    operations: ['listActiveTokens', 'validateToken', 'revokeToken', 'storeToken'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      tokens: several(values(Token), 'id', 'token'),
      revocation,
      now: values(Timestamp),
      size: pageSize,
    }),
    async holds(store, { tenant, tokens, revocation, now, size }) {
      const inTenant = await putTenant(store, tenant)
      const owned = tokens.map(token => ({ ...token, ...inTenant }))
      const isRevoked = ({ id }: Token) => id === owned[0]?.id
      for (const token of owned) await store.storeToken({ token })
      for (const { id: tokenId } of owned.filter(isRevoked))
        await store.revokeToken({ ...revocation, tokenId })
      const isActive = (token: Token) => token.expiresAt > now && !isRevoked(token)
      const expected = latestFirst(owned.filter(isActive), ({ expiresAt }) => expiresAt)
      await assertListed(page => store.listActiveTokens({ ...inTenant, now, page }), expected, size)
      for (const { userId } of owned) {
        const ofUser = expected.filter(token => token.userId === userId)
        await assertListed(page => store.listActiveTokens({ ...inTenant, userId, now, page }), ofUser, size)
      }
      for (const token of owned) {
        const valid = token.token === null ? null : await store.validateToken({ token: token.token, now })
        assert.deepEqual(valid, token.token !== null && isActive(token) ? token : null)
      }
    },
  }),

  law({
    name: 'a stored token keeps its id and its string until it is cleaned up, also when revoked',
    area: 'tokens',
    operations: ['storeToken', 'revokeToken', 'isTokenRevoked', 'cleanupExpiredTokens'],
    arbitrary: fc.record({ tenant: values(Tenant), tokens: two(values(Token), 'id', 'token'), revocation }),
    async holds(store, { tenant, tokens: [given, other], revocation }) {
      const inTenant = await putTenant(store, tenant)
      const { id, expiresAt } = given
      const string = given.token ?? other.token
      const token = { ...given, ...inTenant, token: string }
      const refuse = refused(
        'ALREADY_EXISTS token',
        () => store.storeToken({ token: { ...other, ...inTenant, id, token: null } }),
        () => store.storeToken({ token: { ...other, ...inTenant, token: string } }),
      )
      await store.storeToken({ token })
      await assertUnchanged(() => digest(store), refuse)
      assert.equal(await store.isTokenRevoked({ tokenId: id }), false)
      await store.revokeToken({ ...revocation, tokenId: id })
      assert.equal(await store.isTokenRevoked({ tokenId: id }), true)
      await assertUnchanged(() => digest(store), refuse)
      const { tokens } = await store.cleanupExpiredTokens({ now: expiresAt })
      assert.equal(tokens, 1)
      await store.storeToken({ token })
    },
  }),

  law({
    name: 'cleaning up removes what has expired, and nothing the second time',
    area: 'tokens',
    operations: ['cleanupExpiredTokens', 'storeToken', 'revokeToken', 'isTokenRevoked'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      tokens: several(values(Token), 'id', 'token'),
      revocations: fc.uniqueArray(revocation, { maxLength: 4, selector: ({ tokenId }) => tokenId }),
      now: values(Timestamp),
    }),
    async holds(store, { tenants, tokens, revocations, now }) {
      for (const tenant of tenants) await store.createTenant({ tenant })
      const owned = tokens.map((token, i) => ({ ...token, tenantId: tenants[i % 2]?.id ?? '' }))
      for (const token of owned) await store.storeToken({ token })
      for (const revoked of revocations) await store.revokeToken(revoked)
      const isOver = ({ expiresAt }: { readonly expiresAt: string }) => expiresAt <= now
      const expired = [owned.filter(isOver).length, revocations.filter(isOver).length]
      const [tokensGone, revocationsGone] = expired
      assert.deepEqual(await store.cleanupExpiredTokens({ now }), {
        tokens: tokensGone,
        revocations: revocationsGone,
      })
      for (const revoked of revocations) {
        assert.equal(await store.isTokenRevoked({ tokenId: revoked.tokenId }), !isOver(revoked))
      }
      await assertUnchanged(
        () => digest(store),
        async () => {
          assert.deepEqual(await store.cleanupExpiredTokens({ now }), { tokens: 0, revocations: 0 })
        },
      )
    },
  }),

  law({
    name: "no tenant lists another's tokens",
    area: 'tokens',
    operations: ['listActiveTokens', 'storeToken', 'revokeToken'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      tokens: two(values(Token), 'id', 'token'),
      revocation,
    }),
    async holds(store, { tenants, tokens: [mine, theirs], revocation }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      await store.storeToken({ token: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => store.storeToken({ token: { ...mine, ...inMine } }),
        () => store.revokeToken({ ...revocation, tokenId: mine.id }),
      )
      assert.deepEqual(await store.listActiveTokens({ ...inMine, now: FIRST_INSTANT }), [])
    },
  }),
]
