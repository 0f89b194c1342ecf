import { type federation as declared, NEVER_SYNCED } from '../../../trait/areas/federation.ts'
import type { Steps } from '../../../trait/operation.ts'
import { done, fails } from '../outcome.ts'
import { catalogOf, findCatalog } from '../place.ts'
import { type State, withCatalog } from '../state.ts'

export const federation: Steps<typeof declared, State> = {
  syncFederatedCatalog(state, { stats, ...at }) {
    const place = findCatalog(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    if (within.catalog.catalogType === 'local') return fails(state, 'FAILED_PRECONDITION')
    return done(withCatalog(state, owner, { ...within, lastSync: stats }), null)
  },

  getFederatedCatalogStats(state, at) {
    const within = catalogOf(state, at)
    return done(state, within === undefined ? null : (within.lastSync ?? NEVER_SYNCED))
  },
}
