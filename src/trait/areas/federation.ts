/** Federation: how the copies of foreign catalogs are kept up to date. */
import type { Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Integer, Nothing, nullable, object, Text, Timestamp } from '../value.ts'
import { CatalogName } from './catalogs.ts'
import { TenantId } from './tenants.ts'

export const SyncStats = object({
  lastSyncedAt: nullable(Timestamp),
  syncStatus: Text,
  tablesSynced: Integer,
  namespacesSynced: Integer,
  errorMessage: nullable(Text),
})
export type SyncStats = Static<typeof SyncStats>

/** The stats of a catalog before its first sync. */
export const NEVER_SYNCED: SyncStats = Object.freeze({
  lastSyncedAt: null,
  syncStatus: 'Never Synced',
  tablesSynced: 0,
  namespacesSynced: 0,
  errorMessage: null,
})

const inTenant = { tenantId: TenantId, catalog: CatalogName }

export const federation = area('federation', 'Federation', {
  syncFederatedCatalog: operation({
    summary: 'Records a sync of a federated catalog in place of the one before.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, stats: SyncStats },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'FAILED_PRECONDITION'],
  }),
  getFederatedCatalogStats: operation({
    summary:
      'The last sync of a catalog, local or not, or what says that there was none; null without a catalog.',
    kind: 'query',
    since: '1.0',
    args: inTenant,
    returns: nullable(SyncStats),
    fails: [],
  }),
})

export interface FederationMethods extends Methods<typeof federation> {}
