import type { businessMetadata as declared } from '../../../trait/areas/business-metadata.ts'
import type { Steps } from '../../../trait/operation.ts'
import { done, fails } from '../outcome.ts'
import { assetById, everyAsset } from '../place.ts'
import { type State, withAsset } from '../state.ts'

export const businessMetadata: Steps<typeof declared, State> = {
  upsertBusinessMetadata(state, { tenantId, metadata }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = assetById(owner, metadata.assetId)
    if (place === undefined) return fails(state, 'NOT_FOUND asset')
    const { within, placed } = place
    const current = placed.metadata
    if (current === null && hasId(state, metadata.id)) return fails(state, 'ALREADY_EXISTS businessMetadata')
    const { id, createdBy, createdAt } = current ?? metadata
    const stored = { ...metadata, id, createdBy, createdAt }
    return done(withAsset(state, owner, within, { ...placed, metadata: stored }), null)
  },

  getBusinessMetadata(state, { tenantId, assetId }) {
    return done(state, assetById(state.tenants.get(tenantId), assetId)?.placed.metadata ?? null)
  },

  deleteBusinessMetadata(state, { tenantId, assetId }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = assetById(owner, assetId)
    if (place === undefined) return fails(state, 'NOT_FOUND asset')
    const { within, placed } = place
    return done(withAsset(state, owner, within, { ...placed, metadata: null }), null)
  },
}

function hasId(state: State, id: string): boolean {
  for (const owner of state.tenants.values()) {
    for (const { placed } of everyAsset(owner)) if (placed.metadata?.id === id) return true
  }
  return false
}
