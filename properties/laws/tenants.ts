/** What always holds of tenants. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Asset } from '../../src/trait/areas/assets.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { ServiceUser } from '../../src/trait/areas/service-users.ts'
import { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import { tenants as declared, Tenant } from '../../src/trait/areas/tenants.ts'
import { Warehouse } from '../../src/trait/areas/warehouses.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putTenant, several, singly, two } from './place.ts'

const updates = values(declared.operations.updateTenant.args.properties.updates)

/** One thing of every kind that a tenant can own. */
const estate = fc.record({
  warehouse: values(Warehouse),
  catalog: values(Catalog),
  namespace: values(Namespace),
  asset: values(Asset),
  serviceUser: values(ServiceUser),
  settings: values(SystemSettings),
})
type Estate = typeof estate extends fc.Arbitrary<infer T> ? T : never

export const tenants = [
  law({
    name: 'a created tenant is got as given and keeps its id',
    area: 'tenants',
    operations: ['createTenant', 'getTenant'],
    arbitrary: fc.tuple(values(Tenant), values(Tenant)),
    async holds(store, [tenant, { name, properties }]) {
      const inTenant = await putTenant(store, tenant)
      await assertUnchanged(
        () => digest(store),
        refused('ALREADY_EXISTS tenant', () =>
          store.createTenant({ tenant: { id: tenant.id, name, properties } }),
        ),
      )
      assert.deepEqual(await store.getTenant(inTenant), tenant)
    },
  }),

  law({
    name: 'tenants are listed, whole and in pages, by name, then id',
    area: 'tenants',
    operations: ['listTenants', 'createTenant'],
    arbitrary: fc.record({
      tenants: fc.oneof(several(values(Tenant), 'id'), namesakes(values(Tenant), 'id')),
      size: pageSize,
    }),
    async holds(store, { tenants, size }) {
      for (const tenant of tenants) await store.createTenant({ tenant })
      const expected = inOrder(tenants, ({ name, id }) => [name, id])
      await assertListed(page => store.listTenants({ page }), expected, size)
    },
  }),

  law({
    name: 'updating a tenant field by field and back at once changes nothing',
    area: 'tenants',
    operations: ['updateTenant', 'getTenant'],
    arbitrary: fc.record({ tenant: values(Tenant), updates }),
    async holds(store, { tenant, updates }) {
      const { id: tenantId, ...fields } = tenant
      await store.createTenant({ tenant })
      await assertUnchanged(
        () => digest(store),
        () => store.updateTenant({ tenantId, updates: {} }),
        async () => {
          for (const one of singly(updates)) await store.updateTenant({ tenantId, updates: one })
          assert.deepEqual(await store.getTenant({ tenantId }), { ...tenant, ...updates })
          assert.deepEqual(await store.updateTenant({ tenantId, updates: fields }), tenant)
        },
      )
    },
  }),

  law({
    name: 'a tenant created again starts empty',
    area: 'tenants',
    operations: ['deleteTenant', 'createTenant'],
    arbitrary: fc.record({ tenant: values(Tenant), estate }),
    async holds(store, { tenant, estate }) {
      const { tenantId } = await putTenant(store, tenant)
      const lifetime = async () => {
        await furnish(store, tenantId, estate)
        await store.deleteTenant({ tenantId })
        await store.createTenant({ tenant })
      }
      await assertUnchanged(() => digest(store), lifetime, lifetime)
    },
  }),

  law({
    name: 'what happens to a tenant leaves another that owns the same alone',
    area: 'tenants',
    operations: ['deleteTenant', 'updateTenant'],
    arbitrary: fc.record({ tenants: two(values(Tenant), 'id'), estate, updates }),
    async holds(store, { tenants: [mine, theirs], estate, updates }) {
      for (const tenant of [mine, theirs]) {
        await store.createTenant({ tenant })
        await furnish(store, tenant.id, estate)
      }
      await assertUnchanged(
        () => digest(store, [theirs.id]),
        async () => {
          await store.updateTenant({ tenantId: mine.id, updates })
          await store.deleteTenant({ tenantId: mine.id })
        },
      )
    },
  }),
]

/** Gives the estate to a tenant. Ids are unique within a kind, so that each thing may have its owner's. */
async function furnish(store: CatalogStore, tenantId: string, given: Estate): Promise<void> {
  const { warehouse, catalog, namespace, asset, serviceUser, settings } = given
  const id = tenantId
  const inCatalog = { tenantId, catalog: catalog.name }
  await store.createWarehouse({ tenantId, warehouse: { ...warehouse, id, tenantId } })
  await store.createCatalog({ tenantId, catalog: { ...catalog, id } })
  await store.createNamespace({ ...inCatalog, namespace })
  await store.createAsset({ ...inCatalog, namespace: namespace.name, asset: { ...asset, id } })
  await store.createServiceUser({ serviceUser: { ...serviceUser, id, tenantId, apiKeyHash: id } })
  await store.updateSystemSettings({ tenantId, settings })
}
