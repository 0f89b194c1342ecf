import type { accessRequests as declared } from '../../../trait/areas/access-requests.ts'
import type { Steps } from '../../../trait/operation.ts'
import { latestFirst, paged } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { assetById, everyAsset } from '../place.ts'
import { put, type State, type TenantState, withAsset } from '../state.ts'

export const accessRequests: Steps<typeof declared, State> = {
  createAccessRequest(state, { request }) {
    const owner = state.tenants.get(request.tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = assetById(owner, request.assetId)
    if (place === undefined) return fails(state, 'NOT_FOUND asset')
    for (const other of state.tenants.values()) {
      if (requestById(other, request.id) !== undefined) return fails(state, 'ALREADY_EXISTS accessRequest')
    }
    const { within, placed } = place
    const requests = put(placed.requests, request.id, request)
    return done(withAsset(state, owner, within, { ...placed, requests }), null)
  },

  getAccessRequest(state, { tenantId, requestId }) {
    return done(state, requestById(state.tenants.get(tenantId), requestId)?.request ?? null)
  },

  listAccessRequests(state, { tenantId, page }) {
    const placed = [...everyAsset(state.tenants.get(tenantId))]
    const all = placed.flatMap(({ placed: { requests } }) => [...requests.values()])
    return done(
      state,
      paged(
        latestFirst(all, request => request.requestedAt),
        page,
      ),
    )
  },

  updateAccessRequest(state, { tenantId, requestId, review }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = requestById(owner, requestId)
    if (place === undefined) return fails(state, 'NOT_FOUND accessRequest')
    const { within, placed, request } = place
    const requests = put(placed.requests, requestId, { ...request, ...review })
    return done(withAsset(state, owner, within, { ...placed, requests }), null)
  },
}

function requestById(owner: TenantState | undefined, requestId: string) {
  for (const { within, placed } of everyAsset(owner)) {
    const request = placed.requests.get(requestId)
    if (request !== undefined) return { within, placed, request }
  }
  return undefined
}
