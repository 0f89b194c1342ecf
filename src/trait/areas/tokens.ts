/** Tokens: proofs of a login, and the revocations of them. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Count,
  Id,
  identifies,
  mentions,
  Nothing,
  nullable,
  object,
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { TenantId } from './tenants.ts'

const TokenString = { ...Text, title: 'TokenString' }

export const Token = object({
  id: identifies('token', Id),
  tenantId: TenantId,
  userId: mentions(['user.id'], Id),
  username: Text,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  token: nullable(identifies('token', TokenString)),
})
export type Token = Static<typeof Token>

const TokenId = mentions(['token.id', 'revocation.tokenId'], Id)
const Now = mentions(['token.expiresAt', 'revocation.expiresAt'], Timestamp)

export const tokens = area('tokens', 'Token Management', {
  storeToken: operation({
    summary:
      'Adds a token to its tenant; id and token string are unique in the store, the user is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { token: Token },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS token'],
  }),
  listActiveTokens: operation({
    summary:
      "The tenant's tokens, or one user's, that are neither revoked nor expired; latest expiry first, then id.",
    kind: 'query',
    since: '1.0',
    args: {
      tenantId: TenantId,
      userId: Type.Optional(mentions(['token.userId'], Id)),
      now: Now,
      page: Type.Optional(Page),
    },
    returns: Type.Array(Token),
    fails: [],
  }),
  validateToken: operation({
    summary: 'The token of exactly this string if it is neither revoked nor expired, else null.',
    kind: 'query',
    since: '1.0',
    args: { token: refersTo('token', TokenString), now: Now },
    returns: nullable(Token),
    fails: [],
  }),
  revokeToken: operation({
    summary:
      'Revokes the token of this id, known or not, until the revocation is cleaned up; the last call wins.',
    kind: 'mutation',
    since: '1.0',
    args: { tokenId: TokenId, expiresAt: Timestamp, reason: nullable(Text) },
    returns: Nothing,
    fails: [],
  }),
  isTokenRevoked: operation({
    summary: 'Whether a revocation of this id is on record, expired or not.',
    kind: 'query',
    since: '1.0',
    args: { tokenId: TokenId },
    returns: Type.Boolean(),
    fails: [],
  }),
  cleanupExpiredTokens: operation({
    summary:
      'Removes and counts the tokens and the revocations that expire at or before now, in all tenants.',
    kind: 'mutation',
    since: '1.0',
    args: { now: Now },
    returns: object({ tokens: Count, revocations: Count }),
    fails: [],
  }),
})

export interface TokenMethods extends Methods<typeof tokens> {}
