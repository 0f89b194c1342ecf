/** What always holds of catalogs. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Asset } from '../../src/trait/areas/assets.ts'
import { Catalog, catalogs as declared } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, putNamespace, putTenant, several, singly, two } from './place.ts'

const updates = values(declared.operations.updateCatalog.args.properties.updates)

export const catalogs = [
  law({
    name: 'a created catalog is got as given and keeps its place',
    area: 'catalogs',
    operations: ['createCatalog', 'getCatalog'],
    arbitrary: fc.record({ tenant: values(Tenant), catalogs: two(values(Catalog), 'id', 'name') }),
    async holds(store, { tenant, catalogs: [first, second] }) {
      const { id, name } = first
      const inTenant = await putTenant(store, tenant)
      const create = (catalog: Catalog) => store.createCatalog({ ...inTenant, catalog })
      await create(first)
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS catalog',
          () => create({ ...second, id }),
          () => create({ ...second, name }),
        ),
      )
      assert.deepEqual(await store.getCatalog({ ...inTenant, name }), first)
      assert.equal(await store.getCatalog({ ...inTenant, name: second.name }), null)
    },
  }),

  law({
    name: 'catalogs are listed, whole and in pages, by name',
    area: 'catalogs',
    operations: ['listCatalogs', 'createCatalog'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalogs: several(values(Catalog), 'id', 'name'),
      size: pageSize,
    }),
    async holds(store, { tenant, catalogs, size }) {
      const inTenant = await putTenant(store, tenant)
      for (const catalog of catalogs) await store.createCatalog({ ...inTenant, catalog })
      const expected = inOrder(catalogs, ({ name }) => [name])
      await assertListed(page => store.listCatalogs({ ...inTenant, page }), expected, size)
    },
  }),

  law({
    name: 'updating a catalog field by field and back at once changes nothing',
    area: 'catalogs',
    operations: ['updateCatalog', 'getCatalog'],
    arbitrary: fc.record({ tenant: values(Tenant), catalog: values(Catalog), updates }),
    async holds(store, { tenant, catalog, updates }) {
      const { name, warehouseName, storageLocation, properties } = catalog
      const fields = { warehouseName, storageLocation, properties }
      const { tenantId } = await putCatalog(store, tenant, catalog)
      const at = { tenantId, name }
      await assertUnchanged(
        () => digest(store),
        () => store.updateCatalog({ ...at, updates: {} }),
        async () => {
          for (const one of singly(updates)) await store.updateCatalog({ ...at, updates: one })
          assert.deepEqual(await store.getCatalog(at), { ...catalog, ...updates })
          assert.deepEqual(await store.updateCatalog({ ...at, updates: fields }), catalog)
        },
      )
    },
  }),

  law({
    name: 'a catalog created again starts empty',
    area: 'catalogs',
    operations: ['deleteCatalog', 'createCatalog'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      asset: values(Asset),
    }),
    async holds(store, { tenant, catalog, namespace, asset }) {
      const inNamespace = await putNamespace(store, tenant, catalog, namespace)
      const { tenantId } = inNamespace
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.createAsset({ ...inNamespace, asset })
          await store.deleteCatalog({ tenantId, name: catalog.name })
          await store.createCatalog({ tenantId, catalog })
          await store.createNamespace({ tenantId, catalog: catalog.name, namespace })
        },
      )
    },
  }),

  law({
    name: 'what happens to a catalog leaves its namesake of another tenant alone',
    area: 'catalogs',
    operations: ['deleteCatalog', 'updateCatalog', 'createCatalog'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      namespace: values(Namespace),
      updates,
    }),
    async holds(store, { tenants, catalogs: [mine, theirs], namespace, updates }) {
      const { name } = mine
      const inMine = await putTenant(store, tenants[0])
      const { tenantId } = await putNamespace(store, tenants[1], theirs, namespace)
      await assertUnchanged(
        () => digest(store, [tenantId]),
        async () => {
          await store.createCatalog({ ...inMine, catalog: mine })
          await store.updateCatalog({ ...inMine, name, updates })
          await store.deleteCatalog({ ...inMine, name })
        },
      )
    },
  }),
]
