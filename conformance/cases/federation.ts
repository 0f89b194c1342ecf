import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { SyncStats } from '../../src/trait/areas/federation.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  globex,
  id,
  inAcme,
  inGlobex,
  inMirror,
  inSales,
  mirror,
  sales,
  synced,
  withAsset,
  withMirror,
} from './fixtures.ts'
import { missingCatalogs, refusesMissingCatalog } from './missing-parents.ts'
import { instants, lookalikes, oddTexts, orderedNames } from './names.ts'
import { spoil } from './spoil.ts'

const never: SyncStats = {
  lastSyncedAt: null,
  syncStatus: 'Never Synced',
  tablesSynced: 0,
  namespacesSynced: 0,
  errorMessage: null,
}

/** As `withMirror`, synced once. */
async function withSync(store: CatalogStore): Promise<void> {
  await withMirror(store)
  await store.syncFederatedCatalog({ ...inMirror, stats: synced })
}

/** globex, too, has a catalog `mirror`, and acme has `other`, never synced. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await store.createCatalog({ ...inGlobex, catalog: { ...mirror, id: id(1) } })
  await store.createCatalog({ ...inAcme, catalog: { ...mirror, id: id(2), name: 'other' } })
}

/** The stats as the store answers them right after a sync. */
async function stored(store: CatalogStore, fields: Partial<SyncStats>): Promise<void> {
  await store.syncFederatedCatalog({ ...inMirror, stats: { ...synced, ...fields } })
  assert.deepEqual(await store.getFederatedCatalogStats(inMirror), { ...synced, ...fields })
}

export const federation: CasesOf<'federation'> = {
  syncFederatedCatalog: {
    'records the sync as given': async ({ store }) => {
      await withMirror(store)
      assert.equal(await store.syncFederatedCatalog({ ...inMirror, stats: synced }), null)
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), synced)
    },
    'keeps every text exactly, and tells an empty message from none': async ({ store }) => {
      await withMirror(store)
      for (const text of [...oddTexts, ...orderedNames, 'x'.repeat(20_000)]) {
        await stored(store, { syncStatus: text, errorMessage: null })
        await stored(store, { errorMessage: text })
      }
    },
    'keeps every instant and none, and every count': async ({ store }) => {
      await withMirror(store)
      for (const lastSyncedAt of [...instants, null]) await stored(store, { lastSyncedAt })
      for (const count of [0, -1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
        await stored(store, { tablesSynced: count })
        await stored(store, { namespacesSynced: count })
      }
    },
    'puts the whole record in place of the one before, also an earlier one': async ({ store }) => {
      await withSync(store)
      await stored(store, { lastSyncedAt: instants[0], errorMessage: null })
      await stored(store, never)
    },
    'changes nothing of the catalog but its stats': async ({ store }) => {
      await withMirror(store)
      const [before] = (await digest(store, [acme.id])).tenants ?? []
      await store.syncFederatedCatalog({ ...inMirror, stats: synced })
      const [after] = (await digest(store, [acme.id])).tenants ?? []
      const [catalog] = before?.catalogs ?? []
      assert.deepEqual(after, { ...before, catalogs: [{ ...catalog, stats: synced }] })
    },
    'leaves the stats of the other catalogs and tenants': async ({ store }) => {
      await withMirror(store)
      await withNeighbours(store)
      const before = await digest(store, [globex.id])
      await store.syncFederatedCatalog({ ...inMirror, stats: synced })
      assert.deepEqual(await digest(store, [globex.id]), before)
      assert.deepEqual(await store.getFederatedCatalogStats({ ...inAcme, catalog: 'other' }), never)
    },
    'refuses a local catalog, whatever its config': async ({ store, refuses }) => {
      await withAsset(store)
      const { federatedConfig } = mirror
      await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(1), name: 'l', federatedConfig } })
      for (const catalog of [sales.name, 'l']) {
        const call = { ...inAcme, catalog, stats: synced }
        await refuses(() => store.syncFederatedCatalog(call), 'FAILED_PRECONDITION')
      }
    },
    'accepts a federated catalog without a config': async ({ store }) => {
      await withMirror(store)
      const catalog = { ...mirror, id: id(1), name: 'bare', federatedConfig: null }
      await store.createCatalog({ ...inAcme, catalog })
      await store.syncFederatedCatalog({ ...inAcme, catalog: 'bare', stats: synced })
      assert.deepEqual(await store.getFederatedCatalogStats({ ...inAcme, catalog: 'bare' }), synced)
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), never)
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => syncAt(tools.store, at)),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => syncAt(tools.store, at)),
    'keeps nothing of its argument': async ({ store }) => {
      await withMirror(store)
      const call = structuredClone({ ...inMirror, stats: synced })
      await store.syncFederatedCatalog(call)
      spoil(call)
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), synced)
    },
  },

  getFederatedCatalogStats: {
    'answers that there was no sync, also of a local catalog': async ({ store }) => {
      await withMirror(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), never)
      assert.deepEqual(await store.getFederatedCatalogStats(inSales), never)
    },
    'answers null below a parent that does not exist': async ({ store }) => {
      await withSync(store)
      assert.equal(await store.getFederatedCatalogStats({ ...inAcme, catalog: 'Mirror' }), null)
      for (const missing of missingCatalogs) {
        assert.equal(await store.getFederatedCatalogStats({ ...inMirror, ...missing }), null)
      }
    },
    'tells the catalogs of a tenant apart by their exact names': async ({ store }) => {
      await withMirror(store)
      for (const [n, name] of lookalikes.entries()) {
        await store.createCatalog({ ...inAcme, catalog: { ...mirror, id: id(n), name } })
        await store.syncFederatedCatalog({ ...inAcme, catalog: name, stats: { ...synced, tablesSynced: n } })
      }
      for (const [n, catalog] of lookalikes.entries()) {
        assert.equal((await store.getFederatedCatalogStats({ ...inAcme, catalog }))?.tablesSynced, n)
      }
    },
    'answers those of this tenant': async ({ store }) => {
      await withSync(store)
      await withNeighbours(store)
      const inGlobexMirror = { ...inMirror, ...inGlobex }
      assert.deepEqual(await store.getFederatedCatalogStats(inGlobexMirror), never)
      await store.syncFederatedCatalog({ ...inGlobexMirror, stats: { ...synced, tablesSynced: 1 } })
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), synced)
    },
    'answers the same after the catalog was updated': async ({ store }) => {
      await withSync(store)
      const updates = { properties: {}, storageLocation: null }
      await store.updateCatalog({ ...inAcme, name: mirror.name, updates })
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), synced)
    },
    'forgets the sync with the catalog, and with the tenant': async ({ store }) => {
      await withSync(store)
      await store.deleteCatalog({ ...inAcme, name: mirror.name })
      assert.equal(await store.getFederatedCatalogStats(inMirror), null)
      await store.createCatalog({ ...inAcme, catalog: mirror })
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), never)
      await store.syncFederatedCatalog({ ...inMirror, stats: synced })
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: mirror })
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), never)
    },
    'answers a copy, also of the record of no sync': async ({ store }) => {
      await withMirror(store)
      spoil(await store.getFederatedCatalogStats(inMirror))
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), never)
      await store.syncFederatedCatalog({ ...inMirror, stats: synced })
      spoil(await store.getFederatedCatalogStats(inMirror))
      assert.deepEqual(await store.getFederatedCatalogStats(inMirror), synced)
    },
  },
}

async function syncAt(store: CatalogStore, at: typeof inSales): Promise<null> {
  return store.syncFederatedCatalog({ ...at, stats: synced })
}
