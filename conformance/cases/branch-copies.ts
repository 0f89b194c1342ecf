import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Asset } from '../../src/trait/areas/assets.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inRaw,
  inSales,
  notes,
  onDev,
  oneEach,
  orders,
  raw,
  request,
  scattered,
  withAsset,
  withBranch,
  withNamespace,
  withTwinBranch,
} from './fixtures.ts'
import { assertCopies, assertFoundById } from './made-ids.ts'
import { missingCatalogs, refusesMissingCatalog } from './missing-parents.ts'
import { oddProperties, orderedNames, orderedPaths } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const bronze = { ...raw, name: ['raw', 'bronze'] }
const mainBranch = { ...inSales, branch: 'main' }
const devBranch = { ...inSales, branch: dev.name }
const users: Asset = { ...orders, id: id(1), name: 'users', kind: 'view', properties: oddProperties }
const bronzeOrders: Asset = { ...orders, id: id(2), location: '' }
const atOrders = { namespace: raw.name, name: 'orders' }
const fork = { ...inSales, sourceBranch: 'main', branch: dev, assets: null }
const copy = { ...inSales, sourceBranch: 'main', targetBranch: dev.name, namespace: null }

/** `main` has `orders` and `users` in `raw`, and another `orders` in the namespace below. */
async function withThree(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createNamespace({ ...inSales, namespace: bronze })
  await store.createAsset({ ...inRaw, asset: users })
  await store.createAsset({ ...inRaw, namespace: bronze.name, asset: bronzeOrders })
}

/** As `withThree`, and the branch `dev`, nothing on it. */
async function withTarget(store: CatalogStore): Promise<void> {
  await withThree(store)
  await store.createBranch({ ...inSales, branch: dev })
}

/** `orders` has a record and a request. */
async function withAttachments(store: CatalogStore): Promise<void> {
  await store.upsertBusinessMetadata({ ...inAcme, metadata: notes })
  await store.createAccessRequest({ request })
}

/** Asserts that no asset of `dev` has a record, and that requests are for `orders` only. */
async function assertBare(store: CatalogStore): Promise<void> {
  for (const { asset } of await store.listBranchAssets(devBranch)) {
    assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: asset.id }), null)
  }
  assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: orders.id }), notes)
  assert.deepEqual(await store.listAccessRequests(inAcme), [request])
}

/** `main` has an asset of every name at every path; answers the places as given. */
async function withPlaces(store: CatalogStore, paths: readonly string[][], names: readonly string[]) {
  await withBranch(store)
  await store.deleteAsset({ ...inRaw, name: 'orders' })
  for (const name of paths) await store.createNamespace({ ...inSales, namespace: { ...raw, name } })
  const places = paths.flatMap(namespace => names.map(name => ({ namespace, name })))
  for (const [n, { namespace, name }] of scattered(places).entries()) {
    await store.createAsset({ ...inSales, namespace, asset: { ...orders, id: id(0x2000 - n), name } })
  }
  return places
}

type Copies = Pick<CasesOf<'branches'>, 'listBranchAssets' | 'createBranchWithAssets' | 'copyAssets'>

export const branchCopies: Copies = {
  listBranchAssets: {
    'answers every asset of the branch with its namespace': async ({ store }) => {
      await withThree(store)
      assert.deepEqual(await store.listBranchAssets(mainBranch), [
        { namespace: raw.name, asset: orders },
        { namespace: raw.name, asset: users },
        { namespace: bronze.name, asset: bronzeOrders },
      ])
    },
    'orders by path, then by name, a prefix first': async ({ store }) => {
      const places = await withPlaces(store, orderedPaths, ['B', 'a', 'b', '\uff5e', '\u{1f600}'])
      const listed = await store.listBranchAssets(mainBranch)
      assert.deepEqual(
        listed.map(({ namespace, asset: { name } }) => ({ namespace, name })),
        places,
      )
    },
    'lists those of this branch, catalog and tenant only': async ({ store }) => {
      await withBranch(store)
      await withTwinBranch(store)
      await store.createAsset({ ...onDev, asset: users })
      await store.createAsset({ ...onDev, ...inGlobex, asset: bronzeOrders })
      const namespace = raw.name
      assert.deepEqual(await store.listBranchAssets(mainBranch), [{ namespace, asset: orders }])
      assert.deepEqual(await store.listBranchAssets(devBranch), [{ namespace, asset: users }])
      const globexDev = { ...devBranch, ...inGlobex }
      assert.deepEqual(await store.listBranchAssets(globexDev), [{ namespace, asset: bronzeOrders }])
    },
    'is empty without any, and for a branch or a parent that does not exist': async ({ store }) => {
      await withBranch(store)
      assert.deepEqual(await store.listBranchAssets(devBranch), [])
      assert.deepEqual(await store.listBranchAssets({ ...inSales, branch: 'Main' }), [])
      for (const missing of missingCatalogs) {
        assert.deepEqual(await store.listBranchAssets({ ...mainBranch, ...missing }), [])
      }
    },
    'cuts the list into pages': async ({ store }) => {
      await withPlaces(store, [['a'], ['a', 'b'], ['a.b']], ['X', 'x', '\uff5e', '\u{1f600}'])
      await assertPages(page => store.listBranchAssets({ ...mainBranch, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withThree(store)
      const first = await store.listBranchAssets(mainBranch)
      const kept = structuredClone(first)
      spoil(first)
      assert.deepEqual(await store.listBranchAssets(mainBranch), kept)
    },
  },

  createBranchWithAssets: {
    'makes the branch as given, with a copy of every asset of the source': async ({ store }) => {
      await withThree(store)
      assert.deepEqual(await store.createBranchWithAssets(fork), { copied: 3 })
      assert.deepEqual(await store.getBranch({ ...inSales, name: dev.name }), dev)
      const copies = await store.listBranchAssets(devBranch)
      assertCopies(copies, await store.listBranchAssets(mainBranch))
      await assertFoundById(store, devBranch, copies)
    },
    'copies only the assets that are named': async ({ store }) => {
      await withThree(store)
      const assets = [
        { namespace: bronze.name, name: 'orders' },
        { ...atOrders, name: 'users' },
      ]
      assert.deepEqual(await store.createBranchWithAssets({ ...fork, assets }), { copied: 2 })
      assertCopies(await store.listBranchAssets(devBranch), [
        { namespace: raw.name, asset: users },
        { namespace: bronze.name, asset: bronzeOrders },
      ])
    },
    'copies nothing when none is named, or there is none': async ({ store }) => {
      await withThree(store)
      assert.deepEqual(await store.createBranchWithAssets({ ...fork, assets: [] }), { copied: 0 })
      assert.deepEqual(await store.getBranch({ ...inSales, name: dev.name }), dev)
      const branch = { ...dev, name: 'next', headCommitId: null }
      const next = { ...fork, sourceBranch: dev.name, branch }
      assert.deepEqual(await store.createBranchWithAssets(next), { copied: 0 })
      assert.deepEqual(await store.getBranch({ ...inSales, name: 'next' }), branch)
      assert.equal(await store.countAssets(inAcme), 3)
    },
    'copies every path and name exactly': async ({ store }) => {
      await withNamespace(store)
      for (const asset of oneEach({ ...orders, properties: oddProperties }, orderedNames)) {
        await store.createNamespace({ ...inSales, namespace: { ...raw, name: [asset.name] } })
        await store.createAsset({ ...inSales, namespace: [asset.name], asset })
      }
      const assets = orderedNames.map(name => ({ namespace: [name], name }))
      const all = { copied: assets.length }
      assert.deepEqual(await store.createBranchWithAssets({ ...fork, assets }), all)
      assertCopies(await store.listBranchAssets(devBranch), await store.listBranchAssets(mainBranch))
    },
    'copies no metadata and no requests': async ({ store }) => {
      await withThree(store)
      await withAttachments(store)
      await store.createBranchWithAssets(fork)
      await assertBare(store)
    },
    'leaves the source as it is': async ({ store }) => {
      await withThree(store)
      const before = await digest(store)
      await store.createBranchWithAssets(fork)
      await store.deleteBranch({ ...inSales, name: dev.name })
      assert.deepEqual(await digest(store), before)
    },
    'makes copies with ids that were never there': async ({ store }) => {
      await withThree(store)
      const known = new Set<string>()
      for (let n = 0; n < 3; n++) {
        await store.createBranchWithAssets(fork)
        const copies = await store.listBranchAssets(devBranch)
        assertCopies(copies, await store.listBranchAssets(mainBranch), known)
        for (const { asset } of copies) known.add(asset.id)
        await store.deleteBranch({ ...inSales, name: dev.name })
      }
    },
    "leaves another tenant's branches and assets": async ({ store }) => {
      await withThree(store)
      await withTwinBranch(store)
      await store.createBranch({ ...inSales, ...inGlobex, branch: { ...dev, name: 'old' } })
      const before = await digest(store, [globex.id])
      const branch = { ...dev, name: 'new' }
      assert.deepEqual(await store.createBranchWithAssets({ ...fork, branch }), { copied: 3 })
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'refuses a missing asset and makes nothing, not even the branch': async ({ store, refuses }) => {
      await withThree(store)
      for (const name of ['Orders', 'order', '%']) {
        const assets = [atOrders, { namespace: raw.name, name }, { ...atOrders, name: 'users' }]
        await refuses(() => store.createBranchWithAssets({ ...fork, assets }), 'NOT_FOUND asset')
      }
      assert.equal(await store.getBranch({ ...inSales, name: dev.name }), null)
    },
    'refuses an asset that another branch has and the source has not': async ({ store, refuses }) => {
      await withBranch(store)
      const call = { ...fork, sourceBranch: dev.name, branch: { ...dev, name: 'next' }, assets: [atOrders] }
      await refuses(() => store.createBranchWithAssets(call), 'NOT_FOUND asset')
    },
    'refuses a missing namespace before a missing asset': async ({ store, refuses }) => {
      await withThree(store)
      const lost = { namespace: ['raw', 'no'], name: 'orders' }
      for (const assets of [[lost], [{ ...atOrders, name: 'no' }, lost]]) {
        await refuses(() => store.createBranchWithAssets({ ...fork, assets }), 'NOT_FOUND namespace')
      }
    },
    'refuses a name that is taken, the source included': async ({ store, refuses }) => {
      await withTarget(store)
      for (const name of ['dev', 'main']) {
        const call = { ...fork, branch: { ...dev, name, headCommitId: null }, assets: [atOrders] }
        await refuses(() => store.createBranchWithAssets(call), 'ALREADY_EXISTS branch')
        await refuses(() => store.createBranchWithAssets({ ...call, assets: [] }), 'ALREADY_EXISTS branch')
      }
    },
    'refuses a missing source or asset before a name that is taken': async ({ store, refuses }) => {
      await withTarget(store)
      const lost = { ...fork, sourceBranch: 'Main' }
      await refuses(() => store.createBranchWithAssets(lost), 'NOT_FOUND branch')
      const assets = [{ ...atOrders, name: 'no' }]
      await refuses(() => store.createBranchWithAssets({ ...fork, assets }), 'NOT_FOUND asset')
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.createBranchWithAssets({ ...fork, ...at })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.createBranchWithAssets({ ...fork, ...at })),
    'keeps nothing of its argument': async ({ store }) => {
      await withThree(store)
      const call = structuredClone({ ...fork, assets: [atOrders] })
      await store.createBranchWithAssets(call)
      spoil(call)
      assert.deepEqual(await store.getBranch({ ...inSales, name: dev.name }), dev)
      assertCopies(await store.listBranchAssets(devBranch), [{ namespace: raw.name, asset: orders }])
    },
  },

  copyAssets: {
    'copies every asset of the source, each under an id of its own': async ({ store }) => {
      await withTarget(store)
      assert.deepEqual(await store.copyAssets(copy), { copied: 3 })
      const copies = await store.listBranchAssets(devBranch)
      assertCopies(copies, await store.listBranchAssets(mainBranch))
      await assertFoundById(store, devBranch, copies)
    },
    'copies those of exactly the given path': async ({ store }) => {
      await withTarget(store)
      assert.deepEqual(await store.copyAssets({ ...copy, namespace: raw.name }), { copied: 2 })
      assertCopies(await store.listBranchAssets(devBranch), [
        { namespace: raw.name, asset: orders },
        { namespace: raw.name, asset: users },
      ])
      assert.deepEqual(await store.copyAssets({ ...copy, namespace: bronze.name }), { copied: 1 })
    },
    'takes no path for another that looks like it': async ({ store }) => {
      const paths = [['a'], ['A'], ['a', 'b'], ['a.b'], ['a '], ['_'], ['%']]
      await withPlaces(store, paths, ['x'])
      for (const [n, namespace] of paths.entries()) {
        assert.deepEqual(await store.copyAssets({ ...copy, namespace }), { copied: 1 })
        assert.equal((await store.listBranchAssets(devBranch)).length, n + 1)
      }
    },
    'keeps what the target has besides': async ({ store }) => {
      await withTarget(store)
      const other = { ...orders, id: id(3), name: 'Orders' }
      await store.createAsset({ ...onDev, asset: other })
      await store.copyAssets(copy)
      assert.deepEqual(await store.getAsset({ ...onDev, name: 'Orders' }), other)
      assert.equal((await store.listBranchAssets(devBranch)).length, 4)
    },
    'copies nothing from a branch or a path without assets': async ({ store }) => {
      await withTarget(store)
      await store.createNamespace({ ...inSales, namespace: { ...raw, name: ['empty'] } })
      const before = await digest(store)
      assert.deepEqual(await store.copyAssets({ ...copy, namespace: ['empty'] }), { copied: 0 })
      const back = { ...copy, sourceBranch: dev.name, targetBranch: 'main' }
      assert.deepEqual(await store.copyAssets(back), { copied: 0 })
      assert.deepEqual(await digest(store), before)
    },
    'copies no metadata and no requests': async ({ store }) => {
      await withTarget(store)
      await withAttachments(store)
      await store.copyAssets(copy)
      await assertBare(store)
    },
    'leaves the source and both heads as they are': async ({ store }) => {
      await withTarget(store)
      const before = [await store.listBranchAssets(mainBranch), await store.listBranches(inSales)]
      await store.copyAssets(copy)
      assert.deepEqual([await store.listBranchAssets(mainBranch), await store.listBranches(inSales)], before)
    },
    'makes copies with ids that were never there': async ({ store }) => {
      await withTarget(store)
      const known = new Set<string>()
      for (let n = 0; n < 3; n++) {
        await store.copyAssets({ ...copy, namespace: bronze.name })
        const copies = await store.listBranchAssets(devBranch)
        assertCopies(copies, [{ namespace: bronze.name, asset: bronzeOrders }], known)
        for (const { asset } of copies) known.add(asset.id)
        await store.deleteAsset({ ...onDev, namespace: bronze.name, name: 'orders' })
      }
    },
    "leaves another tenant's branches of the same names": async ({ store }) => {
      await withTarget(store)
      await withTwinBranch(store)
      const before = await digest(store, [globex.id])
      assert.deepEqual(await store.copyAssets(copy), { copied: 3 })
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'refuses a name that the target has, and copies nothing': async ({ store, refuses }) => {
      await withTarget(store)
      await store.createAsset({ ...onDev, asset: { ...users, id: id(3) } })
      await refuses(() => store.copyAssets(copy), 'ALREADY_EXISTS asset')
      await refuses(() => store.copyAssets({ ...copy, namespace: raw.name }), 'ALREADY_EXISTS asset')
      assert.deepEqual(await store.copyAssets({ ...copy, namespace: bronze.name }), { copied: 1 })
    },
    'refuses a branch with assets onto itself': async ({ store, refuses }) => {
      await withTarget(store)
      await refuses(() => store.copyAssets({ ...copy, targetBranch: 'main' }), 'ALREADY_EXISTS asset')
      const empty = { ...copy, sourceBranch: dev.name, targetBranch: dev.name }
      assert.deepEqual(await store.copyAssets(empty), { copied: 0 })
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.copyAssets({ ...copy, ...at })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.copyAssets({ ...copy, ...at })),
    'refuses a missing source or target before a missing namespace': async ({ store, refuses }) => {
      await withTarget(store)
      for (const missing of [{ sourceBranch: 'Main' }, { targetBranch: 'Dev' }]) {
        for (const namespace of [null, ['no']]) {
          const call = { ...copy, ...missing, namespace }
          await refuses(() => store.copyAssets(call), 'NOT_FOUND branch')
        }
      }
    },
    'refuses a namespace that is not registered, also with paths below it': async ({ store, refuses }) => {
      await withTarget(store)
      await store.createNamespace({ ...inSales, namespace: { ...raw, name: ['a', 'b'] } })
      for (const namespace of [['no'], ['Raw'], ['raw.bronze'], ['a']]) {
        await refuses(() => store.copyAssets({ ...copy, namespace }), 'NOT_FOUND namespace')
      }
    },
    'refuses a missing namespace before a name that is taken': async ({ store, refuses }) => {
      await withTarget(store)
      const call = { ...copy, targetBranch: 'main', namespace: ['no'] }
      await refuses(() => store.copyAssets(call), 'NOT_FOUND namespace')
    },
  },
}
