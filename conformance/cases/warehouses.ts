import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { VendingStrategy, Warehouse } from '../../src/trait/areas/warehouses.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  lake,
  nobody,
  oneEach,
  sales,
  withTenants,
  withWarehouse,
} from './fixtures.ts'
import { longestName, lookalikes, oddProperties, oddTexts, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const inLake = { ...inAcme, name: lake.name }
const globexLake: Warehouse = { ...lake, ...inGlobex, id: id(1), storageConfig: {}, useSts: false }

const strategies: readonly (VendingStrategy | null)[] = [
  { type: 'aws-sts', roleArn: 'arn:role', externalId: 'x' },
  { type: 'aws-sts', roleArn: 'arn:role' },
  { type: 'aws-sts', roleArn: '', externalId: '' },
  { type: 'aws-static', accessKeyId: 'key', secretAccessKey: 'secret' },
  { type: 'azure-sas', accountName: 'account', accountKey: 'key' },
  { type: 'gcp-downscoped', serviceAccountEmail: 'a@b.test', privateKey: 'key\nkey' },
  { type: 'none' },
  null,
]

/** acme has one warehouse per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<Warehouse[]> {
  await withTenants(store)
  const warehouses = oneEach(lake, names)
  for (const warehouse of warehouses) await store.createWarehouse({ ...inAcme, warehouse })
  return warehouses
}

export const warehouses: CasesOf<'warehouses'> = {
  createWarehouse: {
    'stores the warehouse as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createWarehouse({ ...inAcme, warehouse: lake }), null)
      assert.deepEqual(await store.getWarehouse(inLake), lake)
    },
    'keeps every vending strategy, and none': async ({ store }) => {
      await withTenants(store)
      for (const [n, vendingStrategy] of strategies.entries()) {
        const warehouse = { ...lake, id: id(n), name: `w${n}`, vendingStrategy }
        await store.createWarehouse({ ...inAcme, warehouse })
        assert.deepEqual(await store.getWarehouse({ ...inAcme, name: warehouse.name }), warehouse)
      }
    },
    'keeps every text of a vending strategy exactly': async ({ store }) => {
      await withTenants(store)
      for (const [n, text] of oddTexts.entries()) {
        const vendingStrategy = { type: 'aws-static', accessKeyId: text, secretAccessKey: text } as const
        const warehouse = { ...lake, id: id(n), name: `w${n}`, vendingStrategy }
        await store.createWarehouse({ ...inAcme, warehouse })
        assert.deepEqual(await store.getWarehouse({ ...inAcme, name: warehouse.name }), warehouse)
      }
    },
    'keeps every name and property exactly': async ({ store }) => {
      await withTenants(store)
      for (const warehouse of oneEach({ ...lake, storageConfig: oddProperties }, [
        longestName,
        ...orderedNames,
      ])) {
        await store.createWarehouse({ ...inAcme, warehouse })
        assert.deepEqual(await store.getWarehouse({ ...inAcme, name: warehouse.name }), warehouse)
      }
    },
    'accepts a name that another tenant has': async ({ store }) => {
      await withWarehouse(store)
      await store.createWarehouse({ ...inGlobex, warehouse: globexLake })
      assert.deepEqual(await store.getWarehouse(inLake), lake)
      assert.deepEqual(await store.getWarehouse({ ...inLake, ...inGlobex }), globexLake)
    },
    'refuses a warehouse that carries another tenant': async ({ store, refuses }) => {
      await withTenants(store)
      await refuses(() => store.createWarehouse({ ...inGlobex, warehouse: lake }), 'INVALID_ARGUMENT')
    },
    'finds the foreign tenant before the missing one and the taken name': async ({ store, refuses }) => {
      await withWarehouse(store)
      await refuses(() => store.createWarehouse({ ...inNoTenant, warehouse: lake }), 'INVALID_ARGUMENT')
      await refuses(
        () => store.createWarehouse({ ...inAcme, warehouse: { ...lake, ...inGlobex } }),
        'INVALID_ARGUMENT',
      )
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withWarehouse(store)
      const warehouse = { ...lake, ...inNoTenant }
      await refuses(() => store.createWarehouse({ ...inNoTenant, warehouse }), 'NOT_FOUND tenant')
    },
    'refuses a name taken in the tenant': async ({ store, refuses }) => {
      await withWarehouse(store)
      const warehouse = { ...lake, id: id(1), useSts: false, storageConfig: {} }
      await refuses(() => store.createWarehouse({ ...inAcme, warehouse }), 'ALREADY_EXISTS warehouse')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withWarehouse(store)
      const here = { ...lake, name: 'pond' }
      const there = { ...here, ...inGlobex }
      await refuses(() => store.createWarehouse({ ...inAcme, warehouse: here }), 'ALREADY_EXISTS warehouse')
      await refuses(
        () => store.createWarehouse({ ...inGlobex, warehouse: there }),
        'ALREADY_EXISTS warehouse',
      )
    },
    'accepts an id that an entity of another kind has': async ({ store }) => {
      await withTenants(store)
      const warehouse = { ...lake, id: globex.id }
      await store.createWarehouse({ ...inAcme, warehouse })
      assert.deepEqual(await store.getWarehouse(inLake), warehouse)
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const warehouse = structuredClone(lake)
      await store.createWarehouse({ ...inAcme, warehouse })
      spoil(warehouse)
      assert.deepEqual(await store.getWarehouse(inLake), lake)
    },
  },

  getWarehouse: {
    'answers null for a name or tenant that does not exist': async ({ store }) => {
      await withWarehouse(store)
      assert.equal(await store.getWarehouse({ ...inAcme, name: 'pond' }), null)
      assert.equal(await store.getWarehouse({ ...inLake, ...inNoTenant }), null)
    },
    "does not see another tenant's warehouse": async ({ store }) => {
      await withWarehouse(store)
      assert.equal(await store.getWarehouse({ ...inLake, ...inGlobex }), null)
    },
    'compares names exactly': async ({ store }) => {
      await withNames(store, lookalikes)
      for (const name of lookalikes) {
        assert.equal((await store.getWarehouse({ ...inAcme, name }))?.name, name)
      }
      for (const name of strangers) assert.equal(await store.getWarehouse({ ...inAcme, name }), null)
    },
    'answers a copy': async ({ store }) => {
      await withWarehouse(store)
      spoil(await store.getWarehouse(inLake))
      assert.deepEqual(await store.getWarehouse(inLake), lake)
    },
  },

  listWarehouses: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withWarehouse(store)
      assert.deepEqual(await store.listWarehouses(inGlobex), [])
      assert.deepEqual(await store.listWarehouses(inNoTenant), [])
    },
    "lists the tenant's own only": async ({ store }) => {
      await withWarehouse(store)
      await store.createWarehouse({ ...inGlobex, warehouse: globexLake })
      assert.deepEqual(await store.listWarehouses(inAcme), [lake])
      assert.deepEqual(await store.listWarehouses({ ...inGlobex, page: { limit: 5 } }), [globexLake])
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await store.listWarehouses(inAcme)
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await store.createWarehouse({ ...inGlobex, warehouse: globexLake })
      await assertPages(page => store.listWarehouses({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withWarehouse(store)
      spoil(await store.listWarehouses(inAcme))
      assert.deepEqual(await store.listWarehouses(inAcme), [lake])
    },
  },

  updateWarehouse: {
    'changes every given field at once and answers the warehouse': async ({ store }) => {
      await withWarehouse(store)
      const updates = { name: 'sea', storageConfig: oddProperties, useSts: false, vendingStrategy: null }
      assert.deepEqual(await store.updateWarehouse({ ...inLake, updates }), { ...lake, ...updates })
      assert.deepEqual(await store.listWarehouses(inAcme), [{ ...lake, ...updates }])
    },
    'leaves the fields that are not given': async ({ store }) => {
      await withWarehouse(store)
      await store.updateWarehouse({ ...inLake, updates: { useSts: false } })
      assert.deepEqual(await store.getWarehouse(inLake), { ...lake, useSts: false })
      await store.updateWarehouse({ ...inLake, updates: { storageConfig: {} } })
      assert.deepEqual(await store.getWarehouse(inLake), { ...lake, useSts: false, storageConfig: {} })
    },
    'changes nothing when nothing is given': async ({ store }) => {
      await withWarehouse(store)
      const before = await digest(store)
      assert.deepEqual(await store.updateWarehouse({ ...inLake, updates: {} }), lake)
      assert.deepEqual(await digest(store), before)
    },
    'replaces the storage config': async ({ store }) => {
      await withWarehouse(store)
      await store.updateWarehouse({ ...inLake, updates: { storageConfig: { region: 'us' } } })
      assert.deepEqual((await store.getWarehouse(inLake))?.storageConfig, { region: 'us' })
    },
    'replaces the vending strategy whole, also by none': async ({ store }) => {
      await withWarehouse(store)
      for (const vendingStrategy of strategies) {
        await store.updateWarehouse({ ...inLake, updates: { vendingStrategy } })
        assert.deepEqual(await store.getWarehouse(inLake), { ...lake, vendingStrategy })
      }
    },
    'moves the warehouse to its new name, with its id': async ({ store }) => {
      await withWarehouse(store)
      await store.updateWarehouse({ ...inLake, updates: { name: 'Lake' } })
      assert.equal(await store.getWarehouse(inLake), null)
      assert.deepEqual(await store.getWarehouse({ ...inAcme, name: 'Lake' }), { ...lake, name: 'Lake' })
      await store.createWarehouse({ ...inAcme, warehouse: { ...lake, id: id(1) } })
      assert.equal((await store.listWarehouses(inAcme)).length, 2)
    },
    'accepts its own name and the name that another tenant has': async ({ store }) => {
      await withWarehouse(store)
      await store.createWarehouse({ ...inGlobex, warehouse: { ...globexLake, name: 'sea' } })
      assert.deepEqual(await store.updateWarehouse({ ...inLake, updates: { name: 'lake' } }), lake)
      await store.updateWarehouse({ ...inLake, updates: { name: 'sea' } })
      assert.deepEqual(await store.listWarehouses(inGlobex), [{ ...globexLake, name: 'sea' }])
    },
    'leaves the warehouse name that catalogs hold': async ({ store }) => {
      await withWarehouse(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.updateWarehouse({ ...inLake, updates: { name: 'sea' } })
      assert.deepEqual(await store.listCatalogs(inAcme), [sales])
    },
    'refuses the name of another warehouse and applies no other field': async ({ store, refuses }) => {
      await withWarehouse(store)
      await store.createWarehouse({ ...inAcme, warehouse: { ...lake, id: id(1), name: 'sea' } })
      const updates = { useSts: false, name: 'sea', storageConfig: {} }
      await refuses(() => store.updateWarehouse({ ...inLake, updates }), 'ALREADY_EXISTS warehouse')
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withWarehouse(store)
      const call = { ...inLake, ...inNoTenant, updates: { useSts: false } }
      await refuses(() => store.updateWarehouse(call), 'NOT_FOUND tenant')
    },
    'refuses a missing warehouse, also for a name already taken': async ({ store, refuses }) => {
      await withWarehouse(store)
      const missing = { ...inAcme, name: 'pond' }
      await refuses(() => store.updateWarehouse({ ...missing, updates: {} }), 'NOT_FOUND warehouse')
      await refuses(
        () => store.updateWarehouse({ ...missing, updates: { name: 'lake' } }),
        'NOT_FOUND warehouse',
      )
    },
    "refuses another tenant's warehouse": async ({ store, refuses }) => {
      await withWarehouse(store)
      const call = { ...inLake, ...inGlobex, updates: { useSts: false } }
      await refuses(() => store.updateWarehouse(call), 'NOT_FOUND warehouse')
    },
  },

  deleteWarehouse: {
    'removes the warehouse and no other': async ({ store }) => {
      const all = await withNames(store, ['a', 'A', 'a '])
      assert.equal(await store.deleteWarehouse({ ...inAcme, name: 'a' }), null)
      assert.equal(await store.getWarehouse({ ...inAcme, name: 'a' }), null)
      const listed = await store.listWarehouses(inAcme)
      assert.deepEqual(
        listed,
        ['A', 'a '].map(name => all.find(warehouse => warehouse.name === name)),
      )
    },
    "leaves another tenant's warehouse of the same name": async ({ store }) => {
      await withWarehouse(store)
      await store.createWarehouse({ ...inGlobex, warehouse: globexLake })
      await store.deleteWarehouse(inLake)
      assert.deepEqual(await store.listWarehouses(inGlobex), [globexLake])
    },
    'leaves the catalogs that name it': async ({ store }) => {
      await withWarehouse(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.deleteWarehouse(inLake)
      assert.deepEqual(await store.listCatalogs(inAcme), [sales])
    },
    'frees the name and the id': async ({ store }) => {
      await withWarehouse(store)
      await store.deleteWarehouse(inLake)
      await store.createWarehouse({ ...inGlobex, warehouse: { ...globexLake, id: lake.id } })
      await store.createWarehouse({ ...inAcme, warehouse: { ...lake, id: nobody } })
      assert.deepEqual(await store.listWarehouses(inAcme), [{ ...lake, id: nobody }])
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withWarehouse(store)
      await refuses(() => store.deleteWarehouse({ ...inLake, ...inNoTenant }), 'NOT_FOUND tenant')
    },
    'refuses a missing warehouse, also the second time': async ({ store, refuses }) => {
      await withWarehouse(store)
      await refuses(() => store.deleteWarehouse({ ...inAcme, name: 'Lake' }), 'NOT_FOUND warehouse')
      await refuses(() => store.deleteWarehouse({ ...inLake, ...inGlobex }), 'NOT_FOUND warehouse')
      await store.deleteWarehouse(inLake)
      await refuses(() => store.deleteWarehouse(inLake), 'NOT_FOUND warehouse')
    },
  },
}
