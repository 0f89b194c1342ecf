import type { Knex } from 'knex'
import type { tokens as declared, Token } from '../../../trait/areas/tokens.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf, sha256 } from '../codec.ts'
import { heldGrantee } from '../grantee.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { type Dialect, statement } from '../statement.ts'

export const tokens: Handlers<typeof declared, SqlSession> = {
  async storeToken(session, { token }) {
    const row = { ...rows.write(token), token_hash: token.token === null ? null : hashOf(token.token) }
    await orMissing(session, { tenant: token.tenantId }, at => session.run(insertToken, { ...at, ...row }))
    return null
  },

  async listActiveTokens(session, { tenantId, userId, now, page }) {
    const at = { tenant: tenantId, now, ...pageParams(page) }
    const active =
      userId === undefined
        ? await session.all(selectActive, at)
        : await session.all(selectActiveOfUser, { ...at, user: userId })
    return active.map(rows.read)
  },

  async validateToken(session, { token, now }) {
    const row = await session.one(selectActiveByHash, { token_hash: hashOf(token), now })
    return row === undefined ? null : rows.read(row)
  },

  async revokeToken(session, { tokenId, expiresAt, reason }) {
    await session.run(upsertRevocation, { token_id: tokenId, expires_at: expiresAt, reason })
    return null
  },

  async isTokenRevoked(session, { tokenId }) {
    return (await session.one(selectRevocation, { token_id: tokenId })) !== undefined
  },

  async cleanupExpiredTokens(session, { now }) {
    return await session.transaction(async tx => {
      await tx.script(keepWritersOut[tx.dialect])
      return {
        tokens: await tx.run(deleteExpiredTokens, { now }),
        revocations: await tx.run(deleteExpiredRevocations, { now }),
      }
    })
  },
}

const rows = rowsOf<Token>('tokens', {
  id: 'plain',
  tenantId: 'plain',
  userId: 'plain',
  username: 'plain',
  createdAt: 'plain',
  expiresAt: 'plain',
  token: 'plain',
})

/** Stands for the token's string, which may be longer than an index takes. */
function hashOf(token: string): Buffer {
  return sha256(token)
}

/** Until the transaction ends: what is stored or revoked meanwhile is neither seen in part nor left out unseen. */
const keepWritersOut: Readonly<Record<Dialect, string>> = {
  sqlite: '',
  postgres: 'lock table tokens, revoked_tokens in share row exclusive mode',
}

const latestFirst = ['tokens.expires_at desc', 'tokens.id']

function active(db: Knex, now: Knex.Raw): Knex.QueryBuilder {
  return db('tokens')
    .where('tokens.expires_at', '>', now)
    .whereNotExists(db('revoked_tokens').whereRaw('revoked_tokens.token_id = tokens.id'))
    .select(rows.selection)
}

const insertToken = statement(
  ['tenant', ...rows.columns, 'token_hash'],
  (db, { tenant, user_id, ...token }) =>
    insertBelow(db, ['tenant'], { tenant }, 'tokens', { user_id: heldGrantee(db, user_id), ...token }),
)

const selectActive = statement(['tenant', 'now', ...pageNames], (db, { tenant, now, ...page }) =>
  active(db, now).where({ tenant_id: tenant }).modify(inPages, latestFirst, page),
)

const selectActiveOfUser = statement(
  ['tenant', 'user', 'now', ...pageNames],
  (db, { tenant, user, now, ...page }) =>
    active(db, now).where({ tenant_id: tenant, user_id: user }).modify(inPages, latestFirst, page),
)

const selectActiveByHash = statement(['token_hash', 'now'], (db, { token_hash, now }) =>
  active(db, now).where({ token_hash }),
)

const upsertRevocation = statement(['token_id', 'expires_at', 'reason'], (db, revocation) =>
  db('revoked_tokens').insert(revocation).onConflict('token_id').merge(['expires_at', 'reason']),
)

const selectRevocation = statement(['token_id'], (db, { token_id }) =>
  db('revoked_tokens').where({ token_id }).select('token_id'),
)

const deleteExpiredTokens = statement(['now'], (db, { now }) =>
  db('tokens').where('expires_at', '<=', now).delete(),
)

const deleteExpiredRevocations = statement(['now'], (db, { now }) =>
  db('revoked_tokens').where('expires_at', '<=', now).delete(),
)
