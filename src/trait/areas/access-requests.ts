/** Access requests: who asks to use an asset, and what was decided. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  mentions,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { AssetId } from './assets.ts'
import { TenantId } from './tenants.ts'

const review = {
  status: oneOf(['pending', 'approved', 'rejected']),
  reviewedBy: nullable(Id),
  reviewedAt: nullable(Timestamp),
  reviewComment: nullable(Text),
}

export const AccessRequest = object({
  id: identifies('accessRequest', Id),
  tenantId: TenantId,
  userId: mentions(['user.id'], Id),
  assetId: AssetId,
  reason: nullable(Text),
  requestedAt: Timestamp,
  ...review,
})
export type AccessRequest = Static<typeof AccessRequest>

const inTenant = { tenantId: TenantId, requestId: refersTo('accessRequest', Id) }

export const accessRequests = area('access requests', 'Access Requests', {
  createAccessRequest: operation({
    summary: 'Adds a request in any status for an asset of the tenant; the user is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { request: AccessRequest },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND asset', 'ALREADY_EXISTS accessRequest'],
  }),
  getAccessRequest: operation({
    summary: "The tenant's request of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: inTenant,
    returns: nullable(AccessRequest),
    fails: [],
  }),
  listAccessRequests: operation({
    summary: "The tenant's requests, the latest requestedAt first, then by id.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(AccessRequest),
    fails: [],
  }),
  updateAccessRequest: operation({
    summary: 'Replaces status and review of the request, from any status to any.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, review: object(review) },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND accessRequest'],
  }),
})

export interface AccessRequestMethods extends Methods<typeof accessRequests> {}
