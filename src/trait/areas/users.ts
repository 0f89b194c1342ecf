/** Users: people, of one tenant or of none. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { TenantId } from './tenants.ts'

export const UserRole = oneOf(['root', 'tenant-admin', 'tenant-user'])
export const OAuthProvider = oneOf(['google', 'microsoft', 'github', 'okta'])

const Username = { ...Name, title: 'Username' }
const Email = { ...Name, title: 'Email' }

export const User = object({
  id: identifies('user', Id),
  username: identifies('user', Username),
  email: identifies('user', Email),
  passwordHash: nullable(Text),
  oauthProvider: nullable(OAuthProvider),
  oauthSubject: nullable(Text),
  tenantId: nullable(TenantId),
  role: UserRole,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastLogin: nullable(Timestamp),
  active: Type.Boolean(),
})
export type User = Static<typeof User>

const UserId = refersTo('user', Id)

export const users = area('users', 'User Management', {
  createUser: operation({
    summary:
      'Adds a user, of a tenant that exists or of none; id, username and email are unique in the store.',
    kind: 'mutation',
    since: '1.0',
    args: { user: User },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS user'],
  }),
  getUser: operation({
    summary: 'The user of this id, or null.',
    kind: 'query',
    since: '1.0',
    args: { userId: UserId },
    returns: nullable(User),
    fails: [],
  }),
  getUserByUsername: operation({
    summary: 'The user of exactly this username, or null.',
    kind: 'query',
    since: '1.0',
    args: { username: refersTo('user', Username) },
    returns: nullable(User),
    fails: [],
  }),
  listUsers: operation({
    summary: "The tenant's users, or with null everyone, also those of no tenant; by username.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: nullable(TenantId), page: Type.Optional(Page) },
    returns: Type.Array(User),
    fails: [],
  }),
  updateUser: operation({
    summary: 'Replaces the whole record of this id, the tenant included; nothing is stamped.',
    kind: 'mutation',
    since: '1.0',
    args: { user: object({ ...User.properties, id: UserId }) },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND user', 'ALREADY_EXISTS user'],
  }),
  deleteUser: operation({
    summary:
      'Removes the user with its role assignments, permissions and tokens, in whichever tenants they are.',
    kind: 'mutation',
    since: '1.0',
    args: { userId: UserId },
    returns: Nothing,
    fails: ['NOT_FOUND user'],
  }),
})

export interface UserMethods extends Methods<typeof users> {}
