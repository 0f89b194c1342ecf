import assert from 'node:assert/strict'
import type { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import type { FoundAsset } from '../../src/trait/areas/search.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  atOrders,
  dev,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  mirror,
  notes,
  onDev,
  oneEach,
  orders,
  raw,
  sales,
  scattered,
  withAsset,
  withBranch,
  withCatalog,
  withNamespace,
  withNotes,
  withTenants,
  withTwinBranch,
} from './fixtures.ts'
import { orderedNames, orderedPaths } from './names.ts'
import { assertFinds, searchedTexts } from './searching.ts'
import { spoil } from './spoil.ts'

const inOther = { ...inAcme, catalog: 'other' }
const everything = { ...inAcme, query: '' }
const foundOrders: FoundAsset = {
  asset: orders,
  metadata: null,
  catalog: sales.name,
  branch: 'main',
  namespace: raw.name,
}

/** acme has a catalog `other`, as `sales` but for its name. */
async function withOther(store: CatalogStore): Promise<void> {
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(9), name: 'other' } })
}

/** `raw` has an asset per name with a record per asset, which differ in these fields. */
async function withRecords(
  store: CatalogStore,
  records: Readonly<Record<string, Partial<BusinessMetadata>>>,
): Promise<void> {
  await withNamespace(store)
  for (const [n, [name, fields]] of Object.entries(records).entries()) {
    await store.createAsset({ ...inRaw, asset: { ...orders, id: id(n), name } })
    const metadata = { ...notes, ...fields, id: id(n), assetId: id(n) }
    await store.upsertBusinessMetadata({ ...inAcme, metadata })
  }
}

async function namesOf(found: Promise<FoundAsset[]>): Promise<string[]> {
  return (await found).map(({ asset }) => asset.name)
}

export const search: CasesOf<'search'> = {
  searchAssets: {
    'answers the asset, its record and the way to it': async ({ store }) => {
      await withNotes(store)
      const found = { ...foundOrders, metadata: notes }
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'RDER' }), [found])
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'rders ' }), [found])
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'orders  ' }), [])
    },
    'answers null for the record of an asset without one': async ({ store }) => {
      await withAsset(store)
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'orders' }), [foundOrders])
      assert.deepEqual(await store.searchAssets({ ...everything, tags: [] }), [foundOrders])
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'null' }), [])
    },
    'takes every character of the query literally, letter case aside, in names': async ({ store }) => {
      await withNamespace(store)
      for (const asset of oneEach(orders, searchedTexts)) await store.createAsset({ ...inRaw, asset })
      await assertFinds(query => namesOf(store.searchAssets({ ...inAcme, query })))
    },
    'takes every character of the query literally, letter case aside, in descriptions': async ({ store }) => {
      const named = Object.fromEntries(searchedTexts.map((description, n) => [n + 10, { description }]))
      await withRecords(store, named)
      await assertFinds(async query => {
        const found = await store.searchAssets({ ...inAcme, query })
        return found.map(({ metadata }) => String(metadata?.description))
      })
    },
    'looks at the name and at the description, but not across them': async ({ store }) => {
      await withRecords(store, { ab: { description: 'cd' }, cd: { description: null }, x: {} })
      assert.deepEqual(await namesOf(store.searchAssets({ ...inAcme, query: 'CD' })), ['ab', 'cd'])
      for (const query of ['bc', 'b c', 'dcd', 'gold', 'raw', 'sales', 's3://', 'iceberg', 'ann']) {
        assert.deepEqual(await store.searchAssets({ ...inAcme, query }), [])
      }
    },
    'asks for every tag, exactly, in any order': async ({ store }) => {
      await withRecords(store, {
        a: { tags: ['x', 'y', 'z'] },
        b: { tags: ['y', 'x'] },
        c: { tags: ['x'] },
        d: { tags: ['X', 'y', 'x y', 'xy', '["x"]'] },
        e: { tags: [] },
      })
      await store.createAsset({ ...inRaw, asset: { ...orders, name: 'f' } })
      const tagged = (tags: string[]) => namesOf(store.searchAssets({ ...everything, tags }))
      assert.deepEqual(await tagged(['x']), ['a', 'b', 'c'])
      assert.deepEqual(await tagged(['x', 'y']), ['a', 'b'])
      assert.deepEqual(await tagged(['y', 'x']), ['a', 'b'])
      assert.deepEqual(await tagged(['X']), ['d'])
      assert.deepEqual(await tagged(['x', 'no']), [])
      assert.deepEqual(await tagged([]), ['a', 'b', 'c', 'd', 'e', 'f'])
    },
    'takes every character of a tag literally': async ({ store }) => {
      const named = Object.fromEntries(orderedNames.map((tag, n) => [n + 10, { tags: [`${tag}-`, tag] }]))
      await withRecords(store, named)
      for (const [n, tag] of orderedNames.entries()) {
        const found = await namesOf(store.searchAssets({ ...everything, tags: [tag] }))
        assert.deepEqual(found, [`${n + 10}`])
      }
    },
    'asks for the text and the tags at once': async ({ store }) => {
      await withRecords(store, { ab: { tags: ['x'] }, b: { tags: ['y'] }, c: { tags: ['x'] } })
      assert.deepEqual(await namesOf(store.searchAssets({ ...inAcme, query: 'B', tags: ['x'] })), ['ab'])
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'x', tags: ['x'] }), [])
    },
    'orders by catalog, branch, path and name': async ({ store }) => {
      await withTenants(store)
      const places = ['B', 'a'].flatMap(catalog =>
        ['main', '\uff5e', '\u{1f600}'].flatMap(branch =>
          [['a'], ['a', 'b'], ['a.b']].flatMap(namespace =>
            ['B', 'a', '\uff5e', '\u{1f600}'].map(name => ({ catalog, branch, namespace, name })),
          ),
        ),
      )
      for (const [n, name] of ['a', 'B'].entries()) {
        const at = { ...inAcme, catalog: name }
        await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(n), name } })
        for (const branch of ['\u{1f600}', '\uff5e']) {
          await store.createBranch({ ...at, branch: { ...dev, name: branch } })
        }
        for (const path of [['a.b'], ['a'], ['a', 'b']]) {
          await store.createNamespace({ ...at, namespace: { ...raw, name: path } })
        }
      }
      for (const [n, { name, ...at }] of scattered(places).entries()) {
        await store.createAsset({ ...inAcme, ...at, asset: { ...orders, id: id(0x2000 - n), name } })
      }
      const found = await store.searchAssets(everything)
      assert.deepEqual(
        found.map(({ asset, metadata: _, ...at }) => ({ ...at, name: asset.name })),
        places,
      )
    },
    'finds the asset of every branch': async ({ store }) => {
      await withBranch(store)
      await store.createAsset({ ...onDev, asset: { ...orders, id: id(1) } })
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'orders' }), [
        { ...foundOrders, asset: { ...orders, id: id(1) }, branch: dev.name },
        foundOrders,
      ])
    },
    'follows what becomes of the asset and its record': async ({ store }) => {
      await withNotes(store)
      const source = { namespace: raw.name, name: orders.name }
      await store.renameAsset({ ...inSales, source, target: { ...source, name: 'moved' } })
      const changed = { ...notes, description: 'new', tags: ['silver'] }
      await store.upsertBusinessMetadata({ ...inAcme, metadata: changed })
      const found = [{ ...foundOrders, asset: { ...orders, name: 'moved' }, metadata: changed }]
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'orders' }), [])
      assert.deepEqual(await store.searchAssets({ ...everything, tags: ['gold'] }), [])
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'NEW', tags: ['silver'] }), found)
      await store.deleteBusinessMetadata({ ...inAcme, assetId: orders.id })
      assert.deepEqual(await store.searchAssets({ ...inAcme, query: 'new' }), [])
      await store.deleteAsset({ ...inRaw, name: 'moved' })
      assert.deepEqual(await store.searchAssets(everything), [])
    },
    "finds nothing of another tenant's": async ({ store }) => {
      await withNotes(store)
      assert.deepEqual(await store.searchAssets({ ...everything, ...inGlobex }), [])
      assert.deepEqual(await store.searchAssets({ ...everything, ...inNoTenant }), [])
      await store.createBranch({ ...inSales, branch: dev })
      await withTwinBranch(store)
      const found = [{ ...foundOrders, asset: { ...orders, id: id(0xd9) } }]
      assert.deepEqual(await store.searchAssets({ ...everything, ...inGlobex }), found)
      assert.deepEqual(await store.searchAssets(everything), [{ ...foundOrders, metadata: notes }])
    },
    'answers copies': async ({ store }) => {
      await withNotes(store)
      spoil(await store.searchAssets(everything))
      assert.deepEqual(await store.searchAssets(everything), [{ ...foundOrders, metadata: notes }])
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
  },

  searchCatalogs: {
    'answers the catalogs whose name contains the query': async ({ store }) => {
      await withCatalog(store)
      await store.createCatalog({ ...inAcme, catalog: mirror })
      assert.deepEqual(await store.searchCatalogs({ ...inAcme, query: 'ALES' }), [sales])
      assert.deepEqual(await store.searchCatalogs({ ...inAcme, query: 'mirror' }), [mirror])
      assert.deepEqual(await store.searchCatalogs(everything), [mirror, sales])
      assert.deepEqual(await store.searchCatalogs({ ...inAcme, query: 'lake' }), [])
    },
    'takes every character of the query literally, letter case aside': async ({ store }) => {
      await withTenants(store)
      for (const catalog of oneEach(sales, searchedTexts)) await store.createCatalog({ ...inAcme, catalog })
      await assertFinds(async query =>
        (await store.searchCatalogs({ ...inAcme, query })).map(({ name }) => name),
      )
    },
    'orders by the code points of the names': async ({ store }) => {
      await withTenants(store)
      for (const catalog of oneEach(sales, orderedNames)) await store.createCatalog({ ...inAcme, catalog })
      const found = await store.searchCatalogs(everything)
      assert.deepEqual(
        found.map(({ name }) => name),
        orderedNames,
      )
    },
    "finds nothing of another tenant's": async ({ store }) => {
      await withCatalog(store)
      assert.deepEqual(await store.searchCatalogs({ ...everything, ...inGlobex }), [])
      assert.deepEqual(await store.searchCatalogs({ ...everything, ...inNoTenant }), [])
      await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(1) } })
      assert.deepEqual(await store.searchCatalogs({ ...inAcme, query: 's' }), [sales])
    },
    'follows updates and deletions': async ({ store }) => {
      await withCatalog(store)
      const updates = { storageLocation: null }
      await store.updateCatalog({ ...inAcme, name: sales.name, updates })
      assert.deepEqual(await store.searchCatalogs(everything), [{ ...sales, ...updates }])
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      assert.deepEqual(await store.searchCatalogs(everything), [])
    },
    'answers copies': async ({ store }) => {
      await withCatalog(store)
      spoil(await store.searchCatalogs(everything))
      assert.deepEqual(await store.searchCatalogs(everything), [sales])
    },
  },

  searchNamespaces: {
    'answers the namespace and its catalog': async ({ store }) => {
      await withNamespace(store)
      const found = [{ catalog: sales.name, namespace: raw }]
      assert.deepEqual(await store.searchNamespaces({ ...inAcme, query: 'AW' }), found)
      assert.deepEqual(await store.searchNamespaces(everything), found)
      for (const query of ['ann', 'owner', 'sales', '["raw"]', 'raw.']) {
        assert.deepEqual(await store.searchNamespaces({ ...inAcme, query }), [])
      }
    },
    'looks at the path joined by dots': async ({ store }) => {
      await withCatalog(store)
      for (const name of [['a', 'b', 'c'], ['A.B'], ['a', 'x'], ['ab']]) {
        await store.createNamespace({ ...inSales, namespace: { ...raw, name } })
      }
      assert.deepEqual(await pathsFound(store, 'a.b'), [['A.B'], ['a', 'b', 'c']])
      assert.deepEqual(await pathsFound(store, 'B.C'), [['a', 'b', 'c']])
      assert.deepEqual(await pathsFound(store, '.'), [['A.B'], ['a', 'b', 'c'], ['a', 'x']])
      assert.deepEqual(await pathsFound(store, 'AB'), [['ab']])
      for (const query of ['a,b', 'a/b', 'a","b', 'a\u001fb', '..', '.a', 'c.']) {
        assert.deepEqual(await pathsFound(store, query), [])
      }
    },
    'takes every character of the query literally, letter case aside': async ({ store }) => {
      await withCatalog(store)
      for (const name of scattered(searchedTexts)) {
        await store.createNamespace({ ...inSales, namespace: { ...raw, name: [name] } })
      }
      await assertFinds(async query => (await pathsFound(store, query)).flat())
    },
    'folds the joined path, not each of its names': async ({ store }) => {
      await withCatalog(store)
      await store.createNamespace({ ...inSales, namespace: { ...raw, name: ['\u039f\u03a3', '\u03a3'] } })
      const joined = [['\u039f\u03a3', '\u03a3']]
      for (const query of ['\u039f\u03a3.\u03a3', '\u03bf\u03c3.\u03c2']) {
        assert.deepEqual(await pathsFound(store, query), joined, query)
      }
    },
    'orders by catalog, then by path': async ({ store }) => {
      await withTenants(store)
      for (const [n, name] of ['\u{1f600}', 'a', '\uff5e', 'B'].entries()) {
        await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(n), name } })
        for (const path of scattered(orderedPaths)) {
          await store.createNamespace({ ...inAcme, catalog: name, namespace: { ...raw, name: path } })
        }
      }
      const places = ['B', 'a', '\uff5e', '\u{1f600}'].flatMap(catalog =>
        orderedPaths.map(name => ({ catalog, namespace: { ...raw, name } })),
      )
      assert.deepEqual(await store.searchNamespaces(everything), places)
    },
    "finds nothing of another tenant's": async ({ store }) => {
      await withNamespace(store)
      assert.deepEqual(await store.searchNamespaces({ ...everything, ...inGlobex }), [])
      assert.deepEqual(await store.searchNamespaces({ ...everything, ...inNoTenant }), [])
      await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(1) } })
      await store.createNamespace({ ...inSales, ...inGlobex, namespace: { ...raw, properties: {} } })
      assert.deepEqual(await store.searchNamespaces(everything), [{ catalog: sales.name, namespace: raw }])
    },
    'follows updates and deletions': async ({ store }) => {
      await withNamespace(store)
      await store.replaceNamespaceProperties({ ...inRaw, properties: {} })
      const found = [{ catalog: sales.name, namespace: { ...raw, properties: {} } }]
      assert.deepEqual(await store.searchNamespaces(everything), found)
      await store.deleteNamespace(inRaw)
      assert.deepEqual(await store.searchNamespaces(everything), [])
    },
    'answers copies': async ({ store }) => {
      await withNamespace(store)
      spoil(await store.searchNamespaces(everything))
      const found = [{ catalog: sales.name, namespace: raw }]
      assert.deepEqual(await store.searchNamespaces(everything), found)
    },
  },

  searchBranches: {
    'answers the branch and its catalog': async ({ store }) => {
      await withBranch(store)
      const found = [{ catalog: sales.name, branch: dev }]
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'DE' }), found)
      for (const query of ['sales', 'experimental', 'orders', 'dev ', '0000']) {
        assert.deepEqual(await store.searchBranches({ ...inAcme, query }), [])
      }
    },
    'finds the main of every catalog': async ({ store }) => {
      await withCatalog(store)
      await withOther(store)
      const main = { name: 'main', headCommitId: null, branchType: 'ingest' }
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'MAIN' }), [
        { catalog: 'other', branch: main },
        { catalog: 'sales', branch: main },
      ])
    },
    'takes every character of the query literally, letter case aside': async ({ store }) => {
      await withCatalog(store)
      for (const name of scattered(searchedTexts)) {
        await store.createBranch({ ...inSales, branch: { ...dev, name } })
      }
      await assertFinds(async query => {
        const found = await store.searchBranches({ ...inAcme, query })
        return found.map(({ branch }) => branch.name).filter(name => name !== 'main')
      })
    },
    'orders by catalog, then by name': async ({ store }) => {
      await withCatalog(store)
      await withOther(store)
      const names = ['B', 'a', 'main', '\uff5e', '\u{1f600}']
      for (const at of [inSales, inOther]) {
        for (const name of scattered(names.filter(name => name !== 'main'))) {
          await store.createBranch({ ...at, branch: { ...dev, name } })
        }
      }
      const found = await store.searchBranches(everything)
      assert.deepEqual(
        found.map(({ catalog, branch }) => [catalog, branch.name]),
        ['other', 'sales'].flatMap(catalog => names.map(name => [catalog, name])),
      )
    },
    "finds nothing of another tenant's": async ({ store }) => {
      await withBranch(store)
      assert.deepEqual(await store.searchBranches({ ...everything, ...inGlobex }), [])
      assert.deepEqual(await store.searchBranches({ ...everything, ...inNoTenant }), [])
      await withTwinBranch(store)
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'dev' }), [
        { catalog: sales.name, branch: dev },
      ])
    },
    'follows merges and deletions': async ({ store }) => {
      await withBranch(store)
      await store.mergeBranch({ ...inSales, source: 'main', target: dev.name })
      const found = [{ catalog: sales.name, branch: { ...dev, headCommitId: null } }]
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'dev' }), found)
      await store.deleteBranch({ ...inSales, name: dev.name })
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'dev' }), [])
    },
    'answers copies': async ({ store }) => {
      await withBranch(store)
      const found = [{ catalog: sales.name, branch: dev }]
      spoil(await store.searchBranches({ ...inAcme, query: 'dev' }))
      assert.deepEqual(await store.searchBranches({ ...inAcme, query: 'dev' }), found)
    },
  },
}

async function pathsFound(store: CatalogStore, query: string): Promise<string[][]> {
  const found = await store.searchNamespaces({ ...inAcme, query })
  return found.map(({ namespace }) => namespace.name)
}
