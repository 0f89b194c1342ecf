import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
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
  onDev,
  orders,
  raw,
  sales,
  withAsset,
  withBranch,
  withCatalog,
  withNamespace,
} from './fixtures.ts'
import {
  longestPath,
  longestSibling,
  lookalikes,
  oddProperties,
  orderedNames,
  orderedPaths,
  strangers,
} from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const inOther = { ...inAcme, catalog: 'other' }
const inNoCatalog = { ...inAcme, catalog: 'Sales' }

/** The catalog `sales` has one namespace per path, each with a property of its own. */
async function withPaths(store: CatalogStore, paths: readonly (readonly string[])[]): Promise<void> {
  await withCatalog(store)
  for (const path of [...paths].reverse()) await createPath(store, path)
}

async function createPath(store: CatalogStore, path: readonly string[], within = inSales): Promise<void> {
  const namespace = { name: [...path], properties: { path: JSON.stringify(path) } }
  await store.createNamespace({ ...within, namespace })
}

/** The same paths in a second catalog of acme and in globex's `sales`. */
async function withNeighbours(store: CatalogStore, paths: readonly (readonly string[])[]): Promise<void> {
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(1), name: 'other' } })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
  for (const path of paths) {
    await createPath(store, path, inOther)
    await createPath(store, path, { ...inSales, ...inGlobex })
  }
}

async function listedPaths(list: Promise<{ name: string[] }[]>): Promise<string[][]> {
  return (await list).map(({ name }) => name)
}

export const namespaces: CasesOf<'namespaces'> = {
  createNamespace: {
    'stores the namespace as given': async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.createNamespace({ ...inSales, namespace: raw }), null)
      assert.deepEqual(await store.getNamespace(inRaw), raw)
    },
    'needs no parent path and makes none': async ({ store }) => {
      await withPaths(store, [['a', 'b', 'c']])
      assert.deepEqual(await listedPaths(store.listNamespaces(inSales)), [['a', 'b', 'c']])
    },
    'keeps paths apart that a separator would join': async ({ store }) => {
      const paths = ['.', '/', '\u001f', '\u0001', '","', '\\', ' '].map(separator => [`a${separator}b`])
      await withPaths(store, [['a', 'b'], ...paths])
      for (const path of [['a', 'b'], ...paths]) {
        const found = await store.getNamespace({ ...inSales, namespace: path })
        assert.deepEqual(found, { name: path, properties: { path: JSON.stringify(path) } })
      }
    },
    'keeps every name and property exactly': async ({ store }) => {
      await withCatalog(store)
      for (const name of orderedNames) {
        const namespace = { name: [name, name], properties: oddProperties }
        await store.createNamespace({ ...inSales, namespace })
        assert.deepEqual(await store.getNamespace({ ...inSales, namespace: [name, name] }), namespace)
      }
    },
    'keeps the longest paths apart': async ({ store, refuses }) => {
      await withPaths(store, [longestPath, longestSibling])
      assert.deepEqual(await listedPaths(store.listNamespaces(inSales)), [longestPath, longestSibling])
      await refuses(() => createPath(store, longestPath), 'ALREADY_EXISTS namespace')
    },
    'accepts a path that another catalog or tenant has': async ({ store }) => {
      await withNamespace(store)
      await withNeighbours(store, [['raw']])
      assert.deepEqual(await store.listNamespaces(inSales), [raw])
      assert.equal((await store.listNamespaces(inOther)).length, 1)
    },
    'refuses a path already taken and keeps its properties': async ({ store, refuses }) => {
      await withAsset(store)
      const namespace = { ...raw, properties: { tier: '2' } }
      await refuses(() => store.createNamespace({ ...inSales, namespace }), 'ALREADY_EXISTS namespace')
    },
    'refuses a missing tenant before a missing catalog': async ({ store, refuses }) => {
      await withCatalog(store)
      const call = { ...inNoCatalog, ...inNoTenant, namespace: raw }
      await refuses(() => store.createNamespace(call), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's": async ({ store, refuses }) => {
      await withNamespace(store)
      await refuses(() => store.createNamespace({ ...inNoCatalog, namespace: raw }), 'NOT_FOUND catalog')
      const abroad = { ...inSales, ...inGlobex, namespace: raw }
      await refuses(() => store.createNamespace(abroad), 'NOT_FOUND catalog')
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withCatalog(store)
      const namespace = structuredClone(raw)
      await store.createNamespace({ ...inSales, namespace })
      spoil(namespace)
      assert.deepEqual(await store.listNamespaces(inSales), [raw])
    },
  },

  getNamespace: {
    'answers null for a path that is not registered': async ({ store }) => {
      await withPaths(store, [['a', 'b']])
      for (const namespace of [['a'], ['b'], ['a', 'b', 'c'], ['b', 'a'], ['a.b'], ['a', 'B']]) {
        assert.equal(await store.getNamespace({ ...inSales, namespace }), null)
      }
    },
    'compares names exactly': async ({ store }) => {
      await withPaths(
        store,
        lookalikes.map(name => ['a', name]),
      )
      for (const name of lookalikes) {
        const namespace = ['a', name]
        assert.deepEqual((await store.getNamespace({ ...inSales, namespace }))?.name, namespace)
      }
      for (const name of strangers) {
        assert.equal(await store.getNamespace({ ...inSales, namespace: ['a', name] }), null)
      }
    },
    'answers null below a missing catalog or tenant': async ({ store }) => {
      await withNamespace(store)
      assert.equal(await store.getNamespace({ ...inRaw, ...inNoCatalog }), null)
      assert.equal(await store.getNamespace({ ...inRaw, ...inNoTenant }), null)
    },
    'answers the one of this catalog and tenant': async ({ store }) => {
      await withNamespace(store)
      await withNeighbours(store, [['raw']])
      const neighbour = { name: ['raw'], properties: { path: '["raw"]' } }
      assert.deepEqual(await store.getNamespace(inRaw), raw)
      assert.deepEqual(await store.getNamespace({ ...inRaw, ...inOther }), neighbour)
      assert.deepEqual(await store.getNamespace({ ...inRaw, ...inGlobex }), neighbour)
    },
    'answers a copy': async ({ store }) => {
      await withNamespace(store)
      spoil(await store.getNamespace(inRaw))
      assert.deepEqual(await store.getNamespace(inRaw), raw)
    },
  },

  listNamespaces: {
    'is empty without any, and below a missing catalog or tenant': async ({ store }) => {
      await withCatalog(store)
      assert.deepEqual(await store.listNamespaces(inSales), [])
      assert.deepEqual(await store.listNamespaces(inNoCatalog), [])
      assert.deepEqual(await store.listNamespaces({ ...inSales, ...inNoTenant, parent: ['a'] }), [])
    },
    'orders by path, name by name, a prefix first': async ({ store }) => {
      await withPaths(store, orderedPaths)
      assert.deepEqual(await listedPaths(store.listNamespaces(inSales)), orderedPaths)
    },
    'lists the direct children of a parent, in order': async ({ store }) => {
      await withPaths(store, orderedPaths)
      assert.deepEqual(await listedPaths(store.listNamespaces({ ...inSales, parent: ['a'] })), [
        ['a', '%'],
        ['a', 'B'],
        ['a', 'a'],
        ['a', 'b'],
        ['a', '\u{1f600}'],
      ])
      assert.deepEqual(await listedPaths(store.listNamespaces({ ...inSales, parent: ['a', 'a'] })), [
        ['a', 'a', 'z'],
      ])
    },
    'lists the children of a parent that is not registered': async ({ store }) => {
      await withPaths(store, [
        ['a', 'b'],
        ['a', 'b', 'c'],
        ['b', 'a'],
      ])
      assert.deepEqual(await listedPaths(store.listNamespaces({ ...inSales, parent: ['a'] })), [['a', 'b']])
      assert.deepEqual(await store.listNamespaces({ ...inSales, parent: ['c'] }), [])
    },
    'takes every character of a parent literally': async ({ store }) => {
      await withPaths(store, [
        ['axb', 'c'],
        ['a', 'x'],
        ['%', 'y'],
        ['A', 'z'],
        ['e\u0301', 'w'],
        longestPath,
      ])
      for (const parent of [
        ['a_b'],
        ['a%'],
        ['_'],
        ['\\%'],
        ['\u00e9'],
        ['[a]'],
        ['*'],
        ['.'],
        longestPath,
      ]) {
        assert.deepEqual(await store.listNamespaces({ ...inSales, parent: [...parent] }), [])
      }
      assert.deepEqual(await listedPaths(store.listNamespaces({ ...inSales, parent: ['%'] })), [['%', 'y']])
      const parent = longestPath.slice(0, 15)
      assert.deepEqual(await listedPaths(store.listNamespaces({ ...inSales, parent })), [longestPath])
    },
    'lists those of this catalog and tenant only': async ({ store }) => {
      await withNamespace(store)
      await withNeighbours(store, [['raw', 'a'], ['b']])
      assert.deepEqual(await store.listNamespaces(inSales), [raw])
      assert.deepEqual(await store.listNamespaces({ ...inSales, parent: ['raw'] }), [])
    },
    'cuts the list into pages, after choosing the children': async ({ store }) => {
      await withPaths(store, orderedPaths)
      await assertPages(page => store.listNamespaces({ ...inSales, ...(page && { page }) }))
      await assertPages(page => store.listNamespaces({ ...inSales, parent: ['a'], ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withNamespace(store)
      spoil(await store.listNamespaces(inSales))
      assert.deepEqual(await store.listNamespaces(inSales), [raw])
    },
  },

  deleteNamespace: {
    'removes the namespace and no other': async ({ store }) => {
      await withPaths(store, [['A'], ['a'], ['a '], ['b', 'a']])
      assert.equal(await store.deleteNamespace({ ...inSales, namespace: ['a'] }), null)
      assert.equal(await store.getNamespace({ ...inSales, namespace: ['a'] }), null)
      assert.deepEqual(await listedPaths(store.listNamespaces(inSales)), [['A'], ['a '], ['b', 'a']])
    },
    'leaves the parent path and the same path elsewhere': async ({ store }) => {
      await withPaths(store, [['a'], ['a', 'b']])
      await withNeighbours(store, [['a', 'b']])
      await store.deleteNamespace({ ...inSales, namespace: ['a', 'b'] })
      assert.deepEqual(await listedPaths(store.listNamespaces(inSales)), [['a']])
      assert.deepEqual(await listedPaths(store.listNamespaces(inOther)), [['a', 'b']])
      assert.equal(await store.countNamespaces(inGlobex), 1)
    },
    'lets the path be made again, with properties of its own': async ({ store }) => {
      await withNamespace(store)
      await store.deleteNamespace(inRaw)
      await store.createNamespace({ ...inSales, namespace: { ...raw, properties: {} } })
      assert.deepEqual(await store.getNamespace(inRaw), { ...raw, properties: {} })
    },
    'refuses a namespace that holds an asset, until it is gone': async ({ store, refuses }) => {
      await withAsset(store)
      await refuses(() => store.deleteNamespace(inRaw), 'FAILED_PRECONDITION')
      await store.deleteAsset(atOrders)
      await store.deleteNamespace(inRaw)
      assert.deepEqual(await store.listNamespaces(inSales), [])
    },
    'refuses a namespace that holds an asset on another branch': async ({ store, refuses }) => {
      await withBranch(store)
      await store.createAsset({ ...onDev, asset: { ...orders, id: id(1) } })
      await store.deleteAsset(atOrders)
      await refuses(() => store.deleteNamespace(inRaw), 'FAILED_PRECONDITION')
      await store.deleteBranch({ ...inSales, name: dev.name })
      await store.deleteNamespace(inRaw)
      assert.deepEqual(await store.listNamespaces(inSales), [])
    },
    'refuses a prefix of a registered path, until that is gone': async ({ store, refuses }) => {
      await withPaths(store, [['a'], ['a', 'b', 'c']])
      await refuses(() => store.deleteNamespace({ ...inSales, namespace: ['a'] }), 'FAILED_PRECONDITION')
      await store.deleteNamespace({ ...inSales, namespace: ['a', 'b', 'c'] })
      await store.deleteNamespace({ ...inSales, namespace: ['a'] })
      assert.deepEqual(await store.listNamespaces(inSales), [])
    },
    'is not held by a path that only looks longer': async ({ store }) => {
      const lookalikes = [['ab'], ['a.b'], ['a/b'], ['A', 'b'], ['b', 'a'], ['a ', 'b'], ['x', 'y']]
      await withPaths(store, [['a'], ['_'], ['%'], ...lookalikes])
      for (const name of ['a', '_', '%']) await store.deleteNamespace({ ...inSales, namespace: [name] })
      assert.equal((await store.listNamespaces(inSales)).length, lookalikes.length)
    },
    'is not held by what other catalogs and tenants have': async ({ store }) => {
      await withNamespace(store)
      await withNeighbours(store, [['raw'], ['raw', 'a']])
      await store.createAsset({ ...inRaw, ...inOther, asset: orders })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: { ...orders, id: id(3) } })
      await store.deleteNamespace(inRaw)
      assert.deepEqual(await store.listNamespaces(inSales), [])
    },
    'refuses a missing tenant before a missing catalog': async ({ store, refuses }) => {
      await withAsset(store)
      await refuses(() => store.deleteNamespace({ ...inRaw, ...inNoTenant }), 'NOT_FOUND tenant')
      const call = { ...inRaw, ...inNoCatalog, ...inNoTenant }
      await refuses(() => store.deleteNamespace(call), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's": async ({ store, refuses }) => {
      await withNamespace(store)
      await refuses(() => store.deleteNamespace({ ...inRaw, ...inNoCatalog }), 'NOT_FOUND catalog')
      await refuses(() => store.deleteNamespace({ ...inRaw, ...inGlobex }), 'NOT_FOUND catalog')
    },
    'refuses a path that is not registered, also with paths below it': async ({ store, refuses }) => {
      await withPaths(store, [['a', 'b']])
      for (const namespace of [['a'], ['a.b'], ['a', 'B'], ['c']]) {
        await refuses(() => store.deleteNamespace({ ...inSales, namespace }), 'NOT_FOUND namespace')
      }
    },
  },

  updateNamespaceProperties: {
    'adds and overwrites, and leaves the rest': async ({ store }) => {
      await withNamespace(store)
      const properties = { tier: '2', cost: '' }
      assert.equal(await store.updateNamespaceProperties({ ...inRaw, properties }), null)
      assert.deepEqual(await store.getNamespace(inRaw), {
        ...raw,
        properties: { owner: 'ann', tier: '2', cost: '' },
      })
    },
    'keeps every key and value exactly': async ({ store }) => {
      await withNamespace(store)
      await store.updateNamespaceProperties({ ...inRaw, properties: oddProperties })
      assert.deepEqual((await store.getNamespace(inRaw))?.properties, { ...raw.properties, ...oddProperties })
    },
    'takes every key literally': async ({ store }) => {
      await withNamespace(store)
      for (const [key, value] of Object.entries(oddProperties)) {
        await store.updateNamespaceProperties({ ...inRaw, properties: Object.fromEntries([[key, value]]) })
      }
      assert.deepEqual((await store.getNamespace(inRaw))?.properties, { ...raw.properties, ...oddProperties })
    },
    'changes nothing when nothing is given': async ({ store }) => {
      await withNamespace(store)
      const before = await digest(store)
      assert.equal(await store.updateNamespaceProperties({ ...inRaw, properties: {} }), null)
      assert.deepEqual(await digest(store), before)
    },
    'changes no other namespace': async ({ store }) => {
      await withPaths(store, [['a'], ['A'], ['a', 'b'], ['a.b']])
      await withNeighbours(store, [['a']])
      const before = await store.listNamespaces(inSales)
      const elsewhere = [await store.listNamespaces(inOther), await digest(store, [inGlobex.tenantId])]
      await store.updateNamespaceProperties({ ...inSales, namespace: ['a'], properties: { x: 'y' } })
      const changed = { name: ['a'], properties: { path: '["a"]', x: 'y' } }
      const after = before.map(namespace => (namespace.name.join('/') === 'a' ? changed : namespace))
      assert.deepEqual(await store.listNamespaces(inSales), after)
      const now = [await store.listNamespaces(inOther), await digest(store, [inGlobex.tenantId])]
      assert.deepEqual(now, elsewhere)
    },
    'refuses a missing tenant before a missing catalog': async ({ store, refuses }) => {
      await withNamespace(store)
      const call = { ...inRaw, ...inNoCatalog, ...inNoTenant, properties: { a: 'b' } }
      await refuses(() => store.updateNamespaceProperties(call), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's": async ({ store, refuses }) => {
      await withNamespace(store)
      const call = { ...inRaw, properties: { a: 'b' } }
      await refuses(() => store.updateNamespaceProperties({ ...call, ...inNoCatalog }), 'NOT_FOUND catalog')
      await refuses(() => store.updateNamespaceProperties({ ...call, ...inGlobex }), 'NOT_FOUND catalog')
    },
    'refuses a path that is not registered, also without properties': async ({ store, refuses }) => {
      await withPaths(store, [['a', 'b']])
      for (const [namespace, properties] of [[['a'], { x: 'y' }] as const, [['a.b'], {}] as const]) {
        const call = { ...inSales, namespace: [...namespace], properties }
        await refuses(() => store.updateNamespaceProperties(call), 'NOT_FOUND namespace')
      }
    },
  },

  replaceNamespaceProperties: {
    'keeps nothing of the stored properties': async ({ store }) => {
      await withNamespace(store)
      assert.equal(await store.replaceNamespaceProperties({ ...inRaw, properties: { tier: '2' } }), null)
      assert.deepEqual(await store.getNamespace(inRaw), { ...raw, properties: { tier: '2' } })
    },
    'clears them when none are given': async ({ store }) => {
      await withNamespace(store)
      await store.replaceNamespaceProperties({ ...inRaw, properties: {} })
      assert.deepEqual(await store.listNamespaces(inSales), [{ ...raw, properties: {} }])
    },
    'keeps every key and value exactly': async ({ store }) => {
      await withNamespace(store)
      await store.replaceNamespaceProperties({ ...inRaw, properties: oddProperties })
      assert.deepEqual(await store.getNamespace(inRaw), { ...raw, properties: oddProperties })
    },
    'changes no other namespace': async ({ store }) => {
      await withNamespace(store)
      await createPath(store, ['raw', 'a'])
      await withNeighbours(store, [['raw']])
      const neighbour = { name: ['raw'], properties: { path: '["raw"]' } }
      await store.replaceNamespaceProperties({ ...inRaw, properties: {} })
      assert.equal(
        (await store.getNamespace({ ...inSales, namespace: ['raw', 'a'] }))?.properties.path,
        '["raw","a"]',
      )
      assert.deepEqual(await store.listNamespaces(inOther), [neighbour])
      assert.deepEqual(await store.listNamespaces({ ...inSales, ...inGlobex }), [neighbour])
    },
    'refuses a missing tenant before a missing catalog': async ({ store, refuses }) => {
      await withNamespace(store)
      const call = { ...inRaw, ...inNoCatalog, ...inNoTenant, properties: {} }
      await refuses(() => store.replaceNamespaceProperties(call), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's": async ({ store, refuses }) => {
      await withNamespace(store)
      const call = { ...inRaw, properties: {} }
      await refuses(() => store.replaceNamespaceProperties({ ...call, ...inNoCatalog }), 'NOT_FOUND catalog')
      await refuses(() => store.replaceNamespaceProperties({ ...call, ...inGlobex }), 'NOT_FOUND catalog')
    },
    'refuses a path that is not registered': async ({ store, refuses }) => {
      await withPaths(store, [['a', 'b']])
      for (const namespace of [['a'], ['a.b'], ['a', 'b', 'c']]) {
        const call = { ...inSales, namespace, properties: {} }
        await refuses(() => store.replaceNamespaceProperties(call), 'NOT_FOUND namespace')
      }
    },
  },

  countNamespaces: {
    'counts over all catalogs of the tenant': async ({ store }) => {
      await withPaths(store, [['a'], ['a', 'b'], ['a', 'b', 'c']])
      await withNeighbours(store, [['a']])
      assert.equal(await store.countNamespaces(inAcme), 4)
      assert.equal(await store.countNamespaces(inGlobex), 1)
    },
    'is zero for a tenant without any, existing or not': async ({ store }) => {
      await withNamespace(store)
      assert.equal(await store.countNamespaces(inGlobex), 0)
      assert.equal(await store.countNamespaces(inNoTenant), 0)
    },
    'follows creations and deletions': async ({ store }) => {
      await withNamespace(store)
      assert.equal(await store.countNamespaces(inAcme), 1)
      await createPath(store, ['b'])
      assert.equal(await store.countNamespaces(inAcme), 2)
      await store.deleteNamespace(inRaw)
      assert.equal(await store.countNamespaces(inAcme), 1)
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      assert.equal(await store.countNamespaces(inAcme), 0)
    },
  },
}
