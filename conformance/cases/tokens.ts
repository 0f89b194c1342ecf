import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Token } from '../../src/trait/areas/tokens.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import { dated, latestFirst, mixed } from './dated.ts'
import {
  acme,
  ann,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  nobody,
  pass,
  withTenants,
  withToken,
} from './fixtures.ts'
import { instants, longestName, lookalikes, oddTexts, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

/** The last instant at which `pass` is active, the one at which it expires, and a later one. */
const before = { now: '2026-01-10T00:00:00.009Z' }
const atExpiry = { now: pass.expiresAt }
const after = { now: '2026-01-10T00:00:00.011Z' }
/** When everything but what is revoked or expires at once is active. */
const atFirst = { now: instants[0] }

const ofPass = { tokenId: pass.id }
const globexPass: Token = { ...pass, ...inGlobex, id: id(1), token: 'another' }

/** Asserts that a token with these fields is listed as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<Token>): Promise<void> {
  const token = { ...pass, id: id(n), token: `token ${n}`, ...fields }
  await store.storeToken({ token })
  const listed = await store.listActiveTokens({ ...inAcme, ...atFirst })
  assert.deepEqual(
    listed.find(({ id }) => id === token.id),
    token,
  )
}

/** acme has a token per string. */
async function withStrings(store: CatalogStore, strings: readonly string[]): Promise<void> {
  await withTenants(store)
  for (const [n, token] of strings.entries()) await store.storeToken({ token: { ...pass, id: id(n), token } })
}

/** acme's tokens at that time, and whether `pass` is valid and revoked. */
async function seen(store: CatalogStore, when: { now: string }): Promise<unknown[]> {
  return [
    await store.listActiveTokens({ ...inAcme, ...when }),
    await store.validateToken({ token: 'token of ann', ...when }),
    await store.isTokenRevoked(ofPass),
  ]
}

/** Revokes `pass` until the instant given. */
async function revoke(store: CatalogStore, expiresAt: string, tokenId: string = pass.id): Promise<void> {
  await store.revokeToken({ tokenId, expiresAt, reason: 'lost' })
}

export const tokens: CasesOf<'tokens'> = {
  storeToken: {
    'stores the token as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.storeToken({ token: pass }), null)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [pass])
      assert.deepEqual(await store.validateToken({ token: 'token of ann', ...before }), pass)
    },
    'accepts any number of tokens without a string': async ({ store }) => {
      await withTenants(store)
      for (const n of [1, 2, 3]) await stored(store, n, { token: null })
      await store.storeToken({ token: { ...globexPass, token: null, id: id(4) } })
      assert.equal((await store.listActiveTokens({ ...inAcme, ...before })).length, 3)
    },
    'keeps every string exactly, the empty and the longest too': async ({ store }) => {
      await withTenants(store)
      const texts = new Set([...oddTexts, ...orderedNames, longestName, 'x'.repeat(20_000)])
      for (const [n, text] of [...texts].entries()) {
        await stored(store, n, { token: text, username: text })
        assert.equal((await store.validateToken({ token: text, ...before }))?.id, id(n))
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withTenants(store)
      for (const [n, instant] of instants.slice(1).entries()) {
        await stored(store, n, { createdAt: instant, expiresAt: instant })
      }
    },
    'accepts a user that nobody knows, and one of another tenant': async ({ store }) => {
      await withTenants(store)
      await store.createUser({ user: { ...ann, ...inGlobex } })
      await stored(store, 1, { userId: ann.id })
      await stored(store, 2, { userId: nobody })
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withToken(store)
      await refuses(() => store.storeToken({ token: { ...pass, ...inNoTenant } }), 'NOT_FOUND tenant')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withToken(store)
      for (const [place, token] of [
        [inAcme, null],
        [inGlobex, null],
        [inAcme, 'fresh'],
        [inGlobex, 'fresh'],
      ] as const) {
        await refuses(() => store.storeToken({ token: { ...pass, ...place, token } }), 'ALREADY_EXISTS token')
      }
      assert.equal(await store.validateToken({ token: 'fresh', ...before }), null)
    },
    'refuses a string taken in any tenant, also the empty one': async ({ store, refuses }) => {
      await withToken(store)
      await stored(store, 1, { token: '' })
      for (const place of [inAcme, inGlobex]) {
        for (const token of ['token of ann', '']) {
          const call = { token: { ...pass, ...place, id: id(2), token } }
          await refuses(() => store.storeToken(call), 'ALREADY_EXISTS token')
        }
      }
    },
    'refuses an id or a string of a token that is expired or revoked': async ({ store, refuses }) => {
      await withTenants(store)
      await store.storeToken({ token: { ...pass, expiresAt: instants[0] } })
      await refuses(() => store.storeToken({ token: { ...pass, id: id(1) } }), 'ALREADY_EXISTS token')
      await stored(store, 2, {})
      await revoke(store, instants[4], id(2))
      await refuses(() => store.storeToken({ token: { ...pass, id: id(2) } }), 'ALREADY_EXISTS token')
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const token = structuredClone(pass)
      await store.storeToken({ token })
      spoil(token)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [pass])
    },
  },

  listActiveTokens: {
    'is empty for a tenant or user without any, existing or not': async ({ store }) => {
      await withToken(store)
      for (const place of [
        inGlobex,
        inNoTenant,
        { ...inAcme, userId: nobody },
        { ...inGlobex, userId: ann.id },
      ]) {
        assert.deepEqual(await store.listActiveTokens({ ...place, ...before }), [])
      }
    },
    "lists the tenant's own only, of everybody or of one user": async ({ store }) => {
      await withToken(store)
      await store.storeToken({ token: globexPass })
      const theirs = { ...pass, id: id(2), userId: nobody, token: null }
      await store.storeToken({ token: theirs })
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [theirs, pass])
      for (const token of [theirs, pass, globexPass]) {
        const { tenantId, userId } = token
        assert.deepEqual(await store.listActiveTokens({ tenantId, userId, ...before }), [token])
      }
    },
    'leaves out what expires at that very instant or before': async ({ store }) => {
      await withToken(store)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [pass])
      for (const when of [atExpiry, after]) {
        assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...when }), [])
        assert.deepEqual(await store.listActiveTokens({ ...inAcme, userId: ann.id, ...when }), [])
      }
    },
    'lists a token before it was created': async ({ store }) => {
      await withToken(store)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...atFirst }), [pass])
    },
    'leaves out what is revoked, also with a revocation that has expired': async ({ store }) => {
      await withToken(store)
      await stored(store, 1, {})
      await revoke(store, atFirst.now)
      const kept = { ...pass, id: id(1), token: 'token 1' }
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [kept])
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, userId: ann.id, ...before }), [kept])
    },
    'orders the latest expiry first, those of one instant by id': async ({ store }) => {
      await withTenants(store)
      const all = dated({ ...pass, token: null }, 'expiresAt')
      for (const token of mixed(all)) await store.storeToken({ token })
      const listed = latestFirst(all, 'expiresAt').filter(({ expiresAt }) => expiresAt > atFirst.now)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...atFirst }), listed)
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, userId: ann.id, ...atFirst }), listed)
    },
    'cuts what is active into pages': async ({ store }) => {
      await withTenants(store)
      for (const token of mixed(dated({ ...pass, token: null }, 'expiresAt')))
        await store.storeToken({ token })
      await store.storeToken({ token: globexPass })
      await stored(store, 2, { expiresAt: instants[4] })
      await revoke(store, instants[4], id(2))
      const when = { ...inAcme, now: instants[1] }
      await assertPages(page => store.listActiveTokens({ ...when, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withToken(store)
      spoil(await store.listActiveTokens({ ...inAcme, ...before }))
      assert.deepEqual(await store.listActiveTokens({ ...inAcme, ...before }), [pass])
    },
  },

  validateToken: {
    'answers the token of this string, in whichever tenant': async ({ store }) => {
      await withToken(store)
      await store.storeToken({ token: globexPass })
      assert.deepEqual(await store.validateToken({ token: 'token of ann', ...before }), pass)
      assert.deepEqual(await store.validateToken({ token: 'another', ...before }), globexPass)
    },
    'compares strings exactly': async ({ store }) => {
      await withStrings(store, lookalikes)
      for (const [n, token] of lookalikes.entries()) {
        assert.equal((await store.validateToken({ token, ...before }))?.id, id(n))
      }
      for (const token of strangers) assert.equal(await store.validateToken({ token, ...before }), null)
    },
    'compares long strings to their end': async ({ store }) => {
      const long = 'x'.repeat(20_000)
      await withStrings(store, [`${long}a`, `${long}b`])
      assert.equal((await store.validateToken({ token: `${long}a`, ...before }))?.id, id(0))
      assert.equal((await store.validateToken({ token: `${long}b`, ...before }))?.id, id(1))
      for (const token of [long, `${long}c`]) {
        assert.equal(await store.validateToken({ token, ...before }), null)
      }
    },
    'finds no token without a string, by whatever text': async ({ store }) => {
      await withTenants(store)
      await stored(store, 1, { token: null })
      for (const token of ['', 'null', id(1), 'ann']) {
        assert.equal(await store.validateToken({ token, ...before }), null)
      }
    },
    'answers null from the instant of expiry on': async ({ store }) => {
      await withToken(store)
      assert.deepEqual(await store.validateToken({ token: 'token of ann', ...before }), pass)
      for (const when of [atExpiry, after, { now: instants[4] }]) {
        assert.equal(await store.validateToken({ token: 'token of ann', ...when }), null)
      }
    },
    'answers null for what is revoked, also with a revocation that has expired': async ({ store }) => {
      await withToken(store)
      await revoke(store, instants[0])
      for (const when of [atFirst, before, after]) {
        assert.equal(await store.validateToken({ token: 'token of ann', ...when }), null)
      }
    },
    'answers a copy': async ({ store }) => {
      await withToken(store)
      spoil(await store.validateToken({ token: 'token of ann', ...before }))
      assert.deepEqual(await store.validateToken({ token: 'token of ann', ...before }), pass)
    },
  },

  revokeToken: {
    'revokes the token, and no other': async ({ store }) => {
      await withToken(store)
      await stored(store, 1, {})
      const call = { ...ofPass, expiresAt: pass.expiresAt, reason: 'lost' }
      assert.equal(await store.revokeToken(call), null)
      assert.deepEqual(await seen(store, before), [[{ ...pass, id: id(1), token: 'token 1' }], null, true])
      assert.equal(await store.isTokenRevoked({ tokenId: id(1) }), false)
    },
    'accepts a token that nobody knows, and revokes it before it is stored': async ({ store }) => {
      await revoke(store, instants[4])
      assert.equal(await store.isTokenRevoked(ofPass), true)
      await withToken(store)
      assert.deepEqual(await seen(store, before), [[], null, true])
    },
    'may be repeated: the last call says when the revocation expires': async ({ store }) => {
      for (const expiresAt of [instants[1], instants[4], instants[2]]) await revoke(store, expiresAt)
      await store.cleanupExpiredTokens({ now: instants[1] })
      assert.equal(await store.isTokenRevoked(ofPass), true)
      const cleaned = await store.cleanupExpiredTokens({ now: instants[2] })
      assert.deepEqual(cleaned, { tokens: 0, revocations: 1 })
      assert.equal(await store.isTokenRevoked(ofPass), false)
    },
    'keeps the expiry to the millisecond': async ({ store }) => {
      await revoke(store, atExpiry.now)
      assert.deepEqual(await store.cleanupExpiredTokens(before), { tokens: 0, revocations: 0 })
      assert.deepEqual(await store.cleanupExpiredTokens(atExpiry), { tokens: 0, revocations: 1 })
    },
    'takes any reason and any instant': async ({ store }) => {
      for (const [n, reason] of [null, ...oddTexts, 'x'.repeat(20_000)].entries()) {
        const expiresAt = instants[n % instants.length] ?? instants[0]
        assert.equal(await store.revokeToken({ tokenId: id(n), expiresAt, reason }), null)
        assert.equal(await store.isTokenRevoked({ tokenId: id(n) }), true)
      }
    },
    'takes no token away: its id and string stay taken': async ({ store, refuses }) => {
      await withToken(store)
      await revoke(store, instants[4])
      await refuses(() => store.storeToken({ token: { ...pass, id: id(1) } }), 'ALREADY_EXISTS token')
      assert.equal((await store.cleanupExpiredTokens(after)).tokens, 1)
    },
  },

  isTokenRevoked: {
    'is false for a token that was not revoked, known or not': async ({ store }) => {
      await withToken(store)
      await revoke(store, instants[4], id(1))
      assert.equal(await store.isTokenRevoked(ofPass), false)
      assert.equal(await store.isTokenRevoked({ tokenId: nobody }), false)
    },
    'is false for a token that has expired': async ({ store }) => {
      await withTenants(store)
      await store.storeToken({ token: { ...pass, expiresAt: instants[0] } })
      assert.equal(await store.isTokenRevoked(ofPass), false)
    },
    'is true until the revocation is cleaned up, expired or not': async ({ store }) => {
      await revoke(store, instants[0])
      assert.equal(await store.isTokenRevoked(ofPass), true)
      await store.cleanupExpiredTokens(atFirst)
      assert.equal(await store.isTokenRevoked(ofPass), false)
    },
    'is true when the token, its user and its tenant are gone': async ({ store }) => {
      await withToken(store)
      await store.createUser({ user: ann })
      await revoke(store, instants[4])
      await store.deleteUser({ userId: ann.id })
      assert.equal(await store.isTokenRevoked(ofPass), true)
      await store.deleteTenant(inAcme)
      assert.equal(await store.isTokenRevoked(ofPass), true)
    },
  },

  cleanupExpiredTokens: {
    'answers zeros when there is nothing to remove': async ({ store }) => {
      const nothing = { tokens: 0, revocations: 0 }
      assert.deepEqual(await store.cleanupExpiredTokens({ now: instants[4] }), nothing)
      await withToken(store)
      await revoke(store, pass.expiresAt)
      const [whole, ...rest] = [await digest(store), await store.cleanupExpiredTokens(before)]
      assert.deepEqual(rest, [nothing])
      assert.deepEqual(await digest(store), whole)
      assert.equal(await store.isTokenRevoked(ofPass), true)
    },
    'removes what expires at that very instant or before, and nothing else': async ({ store }) => {
      await withTenants(store)
      for (const [n, { now }] of [before, atExpiry, after].entries()) {
        await stored(store, n, { expiresAt: now })
        await revoke(store, now, id(10 + n))
      }
      assert.deepEqual(await store.cleanupExpiredTokens(atExpiry), { tokens: 2, revocations: 2 })
      const listed = await store.listActiveTokens({ ...inAcme, ...atFirst })
      assert.deepEqual(
        listed.map(({ id }) => id),
        [id(2)],
      )
      const revoked = [10, 11, 12].map(n => store.isTokenRevoked({ tokenId: id(n) }))
      assert.deepEqual(await Promise.all(revoked), [false, false, true])
    },
    'counts each kind by itself': async ({ store }) => {
      await withTenants(store)
      for (const n of [1, 2, 3]) await stored(store, n, {})
      await revoke(store, pass.expiresAt, id(1))
      await revoke(store, pass.expiresAt, nobody)
      assert.deepEqual(await store.cleanupExpiredTokens(after), { tokens: 3, revocations: 2 })
      assert.deepEqual(await store.cleanupExpiredTokens(after), { tokens: 0, revocations: 0 })
    },
    'reaches the tokens of all tenants': async ({ store }) => {
      await withToken(store)
      await store.storeToken({ token: globexPass })
      assert.deepEqual(await store.cleanupExpiredTokens(after), { tokens: 2, revocations: 0 })
      for (const place of [inAcme, inGlobex]) {
        assert.deepEqual(await store.listActiveTokens({ ...place, ...atFirst }), [])
      }
    },
    'makes a token valid again whose revocation expires before it': async ({ store }) => {
      await withToken(store)
      await revoke(store, instants[1])
      assert.deepEqual(await store.cleanupExpiredTokens(before), { tokens: 0, revocations: 1 })
      assert.deepEqual(await seen(store, before), [[pass], pass, false])
    },
    'keeps the revocation of a token that it removes': async ({ store }) => {
      await withToken(store)
      await revoke(store, instants[4])
      assert.deepEqual(await store.cleanupExpiredTokens(after), { tokens: 1, revocations: 0 })
      assert.deepEqual(await seen(store, atFirst), [[], null, true])
    },
    'frees the ids and strings of what it removes': async ({ store }) => {
      await withToken(store)
      await store.cleanupExpiredTokens(after)
      const token = { ...globexPass, id: pass.id, token: 'token of ann' }
      await store.storeToken({ token })
      assert.deepEqual(await store.validateToken({ token: 'token of ann', ...before }), token)
    },
    'removes no user, role or event': async ({ store }) => {
      await withToken(store)
      await store.createUser({ user: ann })
      await store.cleanupExpiredTokens({ now: instants[4] })
      assert.deepEqual(await store.listUsers(inAcme), [ann])
      assert.deepEqual(await store.getTenant(inAcme), acme)
    },
  },
}
