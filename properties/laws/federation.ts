/** What always holds of federation. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { NEVER_SYNCED, SyncStats } from '../../src/trait/areas/federation.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertUnchanged, refused } from './claims.ts'
import { namesakes, putCatalog, putTenant, two } from './place.ts'

const federated = values(Catalog).map(catalog => ({ ...catalog, catalogType: 'federated' as const }))
const local = values(Catalog).map(catalog => ({ ...catalog, catalogType: 'local' as const }))

export const federation = [
  law({
    name: 'the stats recorded last are got exactly as given',
    area: 'federation',
    operations: ['syncFederatedCatalog', 'getFederatedCatalogStats'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: federated,
      first: values(SyncStats),
      last: values(SyncStats),
    }),
    async holds(store, { tenant, catalog, first, last }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      assert.deepEqual(await store.getFederatedCatalogStats(inCatalog), NEVER_SYNCED)
      for (const stats of [first, last]) {
        await store.syncFederatedCatalog({ ...inCatalog, stats })
        assert.deepEqual(await store.getFederatedCatalogStats(inCatalog), stats)
      }
      const again = () => store.syncFederatedCatalog({ ...inCatalog, stats: last })
      await assertUnchanged(() => digest(store), again)
    },
  }),

  law({
    name: 'a catalog that is not there or local is not synced, and stays as if never synced',
    area: 'federation',
    operations: ['syncFederatedCatalog', 'getFederatedCatalogStats', 'createCatalog'],
    arbitrary: fc.record({ tenant: values(Tenant), catalog: local, stats: values(SyncStats) }),
    async holds(store, { tenant, catalog, stats }) {
      const inCatalog = { ...(await putTenant(store, tenant)), catalog: catalog.name }
      const sync = () => store.syncFederatedCatalog({ ...inCatalog, stats })
      await assertUnchanged(() => digest(store), refused('NOT_FOUND catalog', sync))
      assert.equal(await store.getFederatedCatalogStats(inCatalog), null)
      await store.createCatalog({ tenantId: tenant.id, catalog })
      await assertUnchanged(() => digest(store), refused('FAILED_PRECONDITION', sync))
      assert.deepEqual(await store.getFederatedCatalogStats(inCatalog), NEVER_SYNCED)
    },
  }),

  law({
    name: 'stats go with their catalog, and the next of that name was never synced',
    area: 'federation',
    operations: ['getFederatedCatalogStats', 'syncFederatedCatalog', 'deleteCatalog', 'createCatalog'],
    arbitrary: fc.record({ tenant: values(Tenant), catalog: federated, stats: values(SyncStats) }),
    async holds(store, { tenant, catalog, stats }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const { tenantId } = inCatalog
      const lifetime = async () => {
        await store.syncFederatedCatalog({ ...inCatalog, stats })
        await store.deleteCatalog({ tenantId, name: catalog.name })
        assert.equal(await store.getFederatedCatalogStats(inCatalog), null)
        await store.createCatalog({ tenantId, catalog })
      }
      await assertUnchanged(() => digest(store), lifetime, lifetime)
    },
  }),

  law({
    name: 'a sync leaves the catalog of that name of another tenant alone',
    area: 'federation',
    operations: ['syncFederatedCatalog', 'getFederatedCatalogStats'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(federated, 'id'),
      stats: values(SyncStats),
    }),
    async holds(store, { tenants, catalogs, stats }) {
      const inMine = await putCatalog(store, tenants[0], catalogs[0])
      const inTheirs = await putCatalog(store, tenants[1], catalogs[1])
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => store.syncFederatedCatalog({ ...inMine, stats }),
      )
    },
  }),
]
