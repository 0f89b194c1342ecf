import { type federation as declared, NEVER_SYNCED, type SyncStats } from '../../../trait/areas/federation.ts'
import { failedPrecondition } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { orMissing } from '../missing.ts'
import { along } from '../place.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const federation: Handlers<typeof declared, SqlSession> = {
  async syncFederatedCatalog(session, { tenantId, catalog, stats }) {
    await session.transaction(async tx => {
      const held = await orMissing(tx, { tenant: tenantId, catalog }, at => tx.one(holdCatalog, at))
      if (held.catalog_type === 'local') throw failedPrecondition(`catalog "${catalog}" is local`)
      await tx.run(upsertStats, { catalog_id: held.id, ...rows.write(stats) })
    })
    return null
  },

  async getFederatedCatalogStats(session, { tenantId, catalog }) {
    const row = await session.one(selectStats, { tenant: tenantId, catalog })
    if (row === undefined) return null
    return row.sync_status === null ? { ...NEVER_SYNCED } : rows.read(row)
  },
}

const rows = rowsOf<SyncStats>('federation_stats', {
  lastSyncedAt: 'plain',
  syncStatus: 'plain',
  tablesSynced: 'plain',
  namespacesSynced: 'plain',
  errorMessage: 'plain',
})

const holdCatalog = statement(['tenant', 'catalog'], (db, place) =>
  along(db, ['catalog'], place).select('catalogs.id', 'catalogs.catalog_type').forKeyShare('catalogs'),
)

const upsertStats = statement(['catalog_id', ...rows.columns], (db, row) =>
  db('federation_stats')
    .insert(row)
    .onConflict('catalog_id')
    .merge([...rows.columns]),
)

const selectStats = statement(['tenant', 'catalog'], (db, place) =>
  along(db, ['catalog'], place)
    .leftJoin('federation_stats', 'federation_stats.catalog_id', 'catalogs.id')
    .select(rows.selection),
)
