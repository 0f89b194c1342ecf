import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Catalog } from '../../src/trait/areas/catalogs.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  atOrders,
  commit,
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  lake,
  nobody,
  onDev,
  oneEach,
  orders,
  raw,
  release,
  sales,
  withAsset,
  withCatalog,
  withTenants,
} from './fixtures.ts'
import { longestName, lookalikes, oddProperties, oddTexts, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const salesByName = { ...inAcme, name: sales.name }
const globexSales: Catalog = { ...sales, id: id(1), warehouseName: null, properties: {} }

/** acme has one catalog per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withTenants(store)
  for (const catalog of oneEach(sales, names)) await store.createCatalog({ ...inAcme, catalog })
}

/** The catalog as the store answers it right after it was created under a name of its own. */
async function stored(store: CatalogStore, n: number, fields: Partial<Catalog>): Promise<void> {
  const catalog = { ...sales, id: id(n), name: `c${n}`, ...fields }
  await store.createCatalog({ ...inAcme, catalog })
  assert.deepEqual(await store.getCatalog({ ...inAcme, name: catalog.name }), catalog)
}

/** acme has the catalog `sales` with the branch `dev`, an asset on it and on `main`, and the tag `release`. */
async function withBranches(store: CatalogStore): Promise<void> {
  await store.createCatalog({ ...inAcme, catalog: sales })
  await store.createNamespace({ ...inSales, namespace: raw })
  await store.createAsset({ ...inRaw, asset: orders })
  await store.createBranch({ ...inSales, branch: dev })
  await store.createAsset({ ...onDev, asset: { ...orders, id: id(3) } })
  await store.createTag({ ...inSales, tag: release })
}

export const catalogs: CasesOf<'catalogs'> = {
  createCatalog: {
    'stores the catalog as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createCatalog({ ...inAcme, catalog: sales }), null)
      assert.deepEqual(await store.getCatalog(salesByName), sales)
    },
    'keeps every type and federated config, and none': async ({ store }) => {
      await withTenants(store)
      await stored(store, 1, { catalogType: 'local', federatedConfig: null })
      await stored(store, 2, { catalogType: 'federated', federatedConfig: null })
      await stored(store, 3, { catalogType: 'federated', federatedConfig: { properties: {} } })
      await stored(store, 4, { catalogType: 'local', federatedConfig: { properties: oddProperties } })
    },
    'tells a location that is empty from none': async ({ store }) => {
      await withTenants(store)
      for (const [n, storageLocation] of [null, ...oddTexts].entries()) {
        await stored(store, n, { storageLocation })
      }
    },
    'keeps every name and property exactly': async ({ store }) => {
      await withTenants(store)
      for (const catalog of oneEach({ ...sales, properties: oddProperties }, [
        longestName,
        ...orderedNames,
      ])) {
        await store.createCatalog({ ...inAcme, catalog })
        assert.deepEqual(await store.getCatalog({ ...inAcme, name: catalog.name }), catalog)
      }
    },
    'accepts the name of a warehouse that does not exist, and none': async ({ store }) => {
      await withTenants(store)
      await stored(store, 1, { warehouseName: 'nowhere' })
      await stored(store, 2, { warehouseName: null })
      await stored(store, 3, { warehouseName: longestName })
    },
    'makes the branch main and nothing else in it': async ({ store }) => {
      await withCatalog(store)
      const main = { name: 'main', headCommitId: null, branchType: 'ingest' }
      assert.deepEqual(await store.listBranches(inSales), [main])
      assert.deepEqual(await store.listNamespaces(inSales), [])
      assert.deepEqual(await store.listTags(inSales), [])
    },
    'makes the branch main, which takes assets': async ({ store }) => {
      await withCatalog(store)
      await store.createNamespace({ ...inSales, namespace: raw })
      await store.createAsset({ ...inRaw, branch: 'main', asset: orders })
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
    'accepts a name that another tenant has': async ({ store }) => {
      await withCatalog(store)
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      assert.deepEqual(await store.getCatalog(salesByName), sales)
      assert.deepEqual(await store.getCatalog({ ...salesByName, ...inGlobex }), globexSales)
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withCatalog(store)
      await refuses(() => store.createCatalog({ ...inNoTenant, catalog: globexSales }), 'NOT_FOUND tenant')
      await refuses(() => store.createCatalog({ ...inNoTenant, catalog: sales }), 'NOT_FOUND tenant')
    },
    'refuses a name taken in the tenant and keeps what is in it': async ({ store, refuses }) => {
      await withAsset(store)
      await refuses(() => store.createCatalog({ ...inAcme, catalog: globexSales }), 'ALREADY_EXISTS catalog')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withCatalog(store)
      const catalog = { ...sales, name: 'other' }
      await refuses(() => store.createCatalog({ ...inAcme, catalog }), 'ALREADY_EXISTS catalog')
      await refuses(() => store.createCatalog({ ...inGlobex, catalog }), 'ALREADY_EXISTS catalog')
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const catalog = structuredClone(sales)
      await store.createCatalog({ ...inAcme, catalog })
      spoil(catalog)
      assert.deepEqual(await store.getCatalog(salesByName), sales)
    },
  },

  getCatalog: {
    'answers null for a name or tenant that does not exist': async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.getCatalog({ ...inAcme, name: 'other' }), null)
      assert.equal(await store.getCatalog({ ...salesByName, ...inNoTenant }), null)
    },
    "does not see another tenant's catalog": async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.getCatalog({ ...salesByName, ...inGlobex }), null)
    },
    'compares names exactly': async ({ store }) => {
      await withNames(store, lookalikes)
      for (const name of lookalikes) {
        assert.equal((await store.getCatalog({ ...inAcme, name }))?.name, name)
      }
      for (const name of strangers) assert.equal(await store.getCatalog({ ...inAcme, name }), null)
    },
    'answers a copy': async ({ store }) => {
      await withCatalog(store)
      spoil(await store.getCatalog(salesByName))
      assert.deepEqual(await store.getCatalog(salesByName), sales)
    },
  },

  listCatalogs: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withCatalog(store)
      assert.deepEqual(await store.listCatalogs(inGlobex), [])
      assert.deepEqual(await store.listCatalogs(inNoTenant), [])
    },
    "lists the tenant's own only": async ({ store }) => {
      await withCatalog(store)
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      assert.deepEqual(await store.listCatalogs(inAcme), [sales])
      assert.deepEqual(await store.listCatalogs({ ...inGlobex, page: { limit: 5 } }), [globexSales])
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await store.listCatalogs(inAcme)
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      await assertPages(page => store.listCatalogs({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withCatalog(store)
      spoil(await store.listCatalogs(inAcme))
      assert.deepEqual(await store.listCatalogs(inAcme), [sales])
    },
  },

  updateCatalog: {
    'changes every given field at once and answers the catalog': async ({ store }) => {
      await withCatalog(store)
      const updates = { warehouseName: 'sea', storageLocation: '', properties: oddProperties }
      assert.deepEqual(await store.updateCatalog({ ...salesByName, updates }), { ...sales, ...updates })
      assert.deepEqual(await store.getCatalog(salesByName), { ...sales, ...updates })
    },
    'leaves the fields that are not given': async ({ store }) => {
      await withTenants(store)
      const federated = {
        ...sales,
        catalogType: 'federated',
        federatedConfig: { properties: { a: '' } },
      } as const
      await store.createCatalog({ ...inAcme, catalog: federated })
      await store.updateCatalog({ ...salesByName, updates: { properties: {} } })
      assert.deepEqual(await store.getCatalog(salesByName), { ...federated, properties: {} })
    },
    'clears what is set to null, and only that': async ({ store }) => {
      await withCatalog(store)
      await store.updateCatalog({ ...salesByName, updates: { warehouseName: null } })
      assert.deepEqual(await store.getCatalog(salesByName), { ...sales, warehouseName: null })
      await store.updateCatalog({ ...salesByName, updates: { storageLocation: null } })
      const cleared = { ...sales, warehouseName: null, storageLocation: null }
      assert.deepEqual(await store.getCatalog(salesByName), cleared)
    },
    'changes nothing when nothing is given': async ({ store }) => {
      await withAsset(store)
      const before = await digest(store)
      assert.deepEqual(await store.updateCatalog({ ...salesByName, updates: {} }), sales)
      assert.deepEqual(await digest(store), before)
    },
    'replaces the properties': async ({ store }) => {
      await withCatalog(store)
      await store.updateCatalog({ ...salesByName, updates: { properties: { tier: '' } } })
      assert.deepEqual((await store.getCatalog(salesByName))?.properties, { tier: '' })
    },
    'keeps what is in the catalog': async ({ store }) => {
      await withAsset(store)
      await store.updateCatalog({ ...salesByName, updates: { storageLocation: 's3://elsewhere' } })
      assert.deepEqual(await store.listNamespaces(inSales), [raw])
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
    "leaves another tenant's catalog of the same name": async ({ store }) => {
      await withCatalog(store)
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      await store.updateCatalog({ ...salesByName, updates: { properties: { tier: '1' } } })
      assert.deepEqual(await store.listCatalogs(inGlobex), [globexSales])
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withCatalog(store)
      const call = { ...salesByName, ...inNoTenant, updates: { properties: {} } }
      await refuses(() => store.updateCatalog(call), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's": async ({ store, refuses }) => {
      await withCatalog(store)
      const updates = { properties: {} }
      await refuses(() => store.updateCatalog({ ...inAcme, name: 'Sales', updates }), 'NOT_FOUND catalog')
      await refuses(
        () => store.updateCatalog({ ...salesByName, ...inGlobex, updates: {} }),
        'NOT_FOUND catalog',
      )
    },
  },

  deleteCatalog: {
    'removes the catalog and no other': async ({ store }) => {
      await withNames(store, ['a', 'A', 'a '])
      assert.equal(await store.deleteCatalog({ ...inAcme, name: 'a' }), null)
      assert.equal(await store.getCatalog({ ...inAcme, name: 'a' }), null)
      const listed = await store.listCatalogs(inAcme)
      assert.deepEqual(
        listed.map(({ name }) => name),
        ['A', 'a '],
      )
    },
    'removes everything in it': async ({ store }) => {
      await withTenants(store)
      const before = await digest(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createNamespace({ ...inSales, namespace: raw })
      await store.createAsset({ ...inRaw, asset: orders })
      await store.deleteCatalog(salesByName)
      assert.deepEqual(await digest(store), before)
      assert.equal(await store.getAssetById({ ...inAcme, assetId: orders.id }), null)
      assert.deepEqual(await store.listNamespaces(inSales), [])
    },
    'lets the catalog be made again, with nothing in it': async ({ store }) => {
      await withAsset(store)
      await store.deleteCatalog(salesByName)
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.deepEqual(await store.listNamespaces(inSales), [])
      await store.createNamespace({ ...inSales, namespace: { ...raw, properties: {} } })
      assert.deepEqual(await store.getNamespace(inRaw), { ...raw, properties: {} })
      assert.deepEqual(await store.listAssets(inRaw), [])
    },
    'takes the branches with all that is on them, and the tags': async ({ store }) => {
      await withCatalog(store)
      const before = await digest(store)
      await store.deleteCatalog(salesByName)
      await withBranches(store)
      await store.deleteCatalog(salesByName)
      assert.equal(await store.countAssets(inAcme), 0)
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: '' }), [])
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: '' }), [])
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.deepEqual(await digest(store), before)
    },
    'leaves the commits, which are of the tenant': async ({ store }) => {
      await withTenants(store)
      await withBranches(store)
      await store.createCommit({ ...inAcme, commit })
      await store.deleteCatalog(salesByName)
      assert.deepEqual(await store.getCommit({ ...inAcme, commitId: commit.id }), commit)
    },
    'leaves the branches and tags of another catalog or tenant': async ({ store }) => {
      await withTenants(store)
      await withBranches(store)
      await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(2), name: 'other' } })
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      for (const at of [
        { ...inAcme, catalog: 'other' },
        { ...inSales, ...inGlobex },
      ]) {
        await store.createBranch({ ...at, branch: dev })
        await store.createTag({ ...at, tag: release })
      }
      const before = await digest(store, [globex.id])
      await store.deleteCatalog(salesByName)
      assert.deepEqual(await digest(store, [globex.id]), before)
      assert.deepEqual(await store.getBranch({ ...inAcme, catalog: 'other', name: dev.name }), dev)
      assert.deepEqual(await store.listTags({ ...inAcme, catalog: 'other' }), [release])
    },
    'frees the ids of the catalog and its assets': async ({ store }) => {
      await withAsset(store)
      await store.deleteCatalog(salesByName)
      await store.createCatalog({ ...inGlobex, catalog: sales })
      await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: orders })
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inGlobex }), orders)
    },
    'leaves the other catalogs, tenants and warehouses': async ({ store }) => {
      await withCatalog(store)
      await store.createWarehouse({ ...inAcme, warehouse: lake })
      await store.createCatalog({ ...inGlobex, catalog: globexSales })
      await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: orders })
      await store.createCatalog({ ...inAcme, catalog: { ...sales, id: nobody, name: 'sales ' } })
      await store.createNamespace({ ...inAcme, catalog: 'sales ', namespace: raw })
      const before = await digest(store)
      await store.deleteCatalog({ ...inAcme, name: 'sales ' })
      await store.createCatalog({ ...inAcme, catalog: { ...sales, id: nobody, name: 'sales ' } })
      await store.createNamespace({ ...inAcme, catalog: 'sales ', namespace: raw })
      assert.deepEqual(await digest(store), before)
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withAsset(store)
      await refuses(() => store.deleteCatalog({ ...salesByName, ...inNoTenant }), 'NOT_FOUND tenant')
    },
    'refuses a missing catalog and destroys nothing': async ({ store, refuses }) => {
      await withAsset(store)
      await refuses(() => store.deleteCatalog({ ...inAcme, name: 'Sales' }), 'NOT_FOUND catalog')
      await refuses(() => store.deleteCatalog({ ...salesByName, ...inGlobex }), 'NOT_FOUND catalog')
      await refuses(() => store.deleteCatalog({ ...inAcme, name: acme.name }), 'NOT_FOUND catalog')
    },
  },
}
