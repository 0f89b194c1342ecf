/** Canaries of the federation. */
import { NEVER_SYNCED } from '../../src/trait/areas/federation.ts'
import { call, canary } from '../canary.ts'
import { acme, inAcme, inMirror, mirror, synced } from '../cases/fixtures.ts'

const sync = call('syncFederatedCatalog', { ...inMirror, stats: synced })

export const federation = [
  canary({
    name: 'federation-stats-of-no-catalog',
    breaks: 'getFederatedCatalogStats',
    because: 'No row of statistics is taken for a catalog that was never synced, though there is none.',
    witness: [call('getFederatedCatalogStats', inMirror)],
    wrap: store => ({
      async getFederatedCatalogStats(args) {
        return (await store.getFederatedCatalogStats(args)) ?? NEVER_SYNCED
      },
    }),
  }),

  canary({
    name: 'federation-sync-keeps-last-error',
    breaks: 'syncFederatedCatalog',
    because: 'SET error = COALESCE(new, error) keeps the error of a sync that has been made good.',
    witness: [
      call('createTenant', { tenant: acme }),
      call('createCatalog', { ...inAcme, catalog: mirror }),
      sync,
      call('syncFederatedCatalog', { ...inMirror, stats: { ...synced, errorMessage: null } }),
      call('getFederatedCatalogStats', inMirror),
    ],
    wrap: store => ({
      async syncFederatedCatalog({ stats, ...at }) {
        const before = await store.getFederatedCatalogStats(at)
        const errorMessage = stats.errorMessage ?? before?.errorMessage ?? null
        return store.syncFederatedCatalog({ ...at, stats: { ...stats, errorMessage } })
      },
    }),
  }),
]
