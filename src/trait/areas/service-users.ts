/** Service users: a tenant's machine identities, known by the hash of an API key. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Id, identifies, Name, Nothing, nullable, object, Page, refersTo, Text, Timestamp } from '../value.ts'
import { TenantId } from './tenants.ts'
import { UserRole } from './users.ts'

const ApiKeyHash = { ...Name, title: 'ApiKeyHash' }

export const ServiceUser = object({
  id: identifies('serviceUser', Id),
  tenantId: TenantId,
  name: identifies('serviceUser', Name),
  description: nullable(Text),
  apiKeyHash: identifies('serviceUser', ApiKeyHash),
  role: UserRole,
  createdAt: Timestamp,
  createdBy: Id,
  lastUsed: nullable(Timestamp),
  expiresAt: nullable(Timestamp),
  active: Type.Boolean(),
})
export type ServiceUser = Static<typeof ServiceUser>

const inTenant = { tenantId: TenantId, serviceUserId: refersTo('serviceUser', Id) }

export const serviceUsers = area('service users', 'Service Users', {
  createServiceUser: operation({
    summary: 'Adds a service user; its name is unique in the tenant, its key hash in the store.',
    kind: 'mutation',
    since: '1.0',
    args: { serviceUser: ServiceUser },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS serviceUser'],
  }),
  getServiceUser: operation({
    summary: 'The service user of this id, or null.',
    kind: 'query',
    since: '1.0',
    args: inTenant,
    returns: nullable(ServiceUser),
    fails: [],
  }),
  listServiceUsers: operation({
    summary: "The tenant's service users, by name.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(ServiceUser),
    fails: [],
  }),
  getServiceUserByApiKeyHash: operation({
    summary: 'The service user of this key hash, active or not, expired or not; the caller judges.',
    kind: 'query',
    since: '1.0',
    args: { apiKeyHash: refersTo('serviceUser', ApiKeyHash) },
    returns: nullable(ServiceUser),
    fails: [],
  }),
  updateServiceUser: operation({
    summary: 'Changes the given fields, all at once.',
    kind: 'mutation',
    since: '1.0',
    args: {
      ...inTenant,
      updates: object({
        name: Type.Optional(identifies('serviceUser', Name)),
        description: Type.Optional(nullable(Text)),
        active: Type.Optional(Type.Boolean()),
      }),
    },
    returns: ServiceUser,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND serviceUser', 'ALREADY_EXISTS serviceUser'],
  }),
  updateServiceUserLastUsed: operation({
    summary: 'Records the instant of the last use.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, timestamp: Timestamp },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND serviceUser'],
  }),
  deleteServiceUser: operation({
    summary:
      'Removes the service user, if it is there, with the role assignments and permissions of the tenant.',
    kind: 'mutation',
    since: '1.0',
    args: inTenant,
    returns: Nothing,
    fails: ['NOT_FOUND tenant'],
  }),
})

export interface ServiceUserMethods extends Methods<typeof serviceUsers> {}
