import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { type Asset, AssetKind } from '../../src/trait/areas/assets.ts'
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
  nobody,
  onDev,
  oneEach,
  orders,
  raw,
  sales,
  withAsset,
  withBranch,
  withNamespace,
} from './fixtures.ts'
import { missingParents, refusesMissing } from './missing-parents.ts'
import {
  longestName,
  longestPath,
  longestSibling,
  lookalikes,
  oddProperties,
  oddTexts,
  orderedNames,
  strangers,
} from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const bronze = ['raw', 'bronze']
const inBronze = { ...inSales, namespace: bronze }
const inOther = { ...inAcme, catalog: 'other' }
const fromOrders = { ...inSales, source: { namespace: raw.name, name: orders.name } }
const devOrders: Asset = { ...orders, id: id(5), kind: 'view', location: '' }
const globexOrders: Asset = { ...orders, id: id(2), location: '', properties: {} }

/** `raw` has one asset per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withNamespace(store)
  for (const asset of oneEach(orders, names)) await store.createAsset({ ...inRaw, asset })
}

/** As `withAsset`, and a second namespace in the same catalog. */
async function withBronze(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createNamespace({ ...inSales, namespace: { name: bronze, properties: {} } })
}

/** As `withAsset`, and an asset of the same place in acme's catalog `other` and in globex's `sales`. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(1), name: 'other' } })
  await store.createNamespace({ ...inOther, namespace: raw })
  await store.createAsset({ ...inRaw, ...inOther, asset: { ...orders, id: id(1) } })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
  await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
  await store.createAsset({ ...inRaw, ...inGlobex, asset: globexOrders })
}

/** As `withBranch`, and another asset of the same place on that branch. */
async function withDevOrders(store: CatalogStore): Promise<void> {
  await withBranch(store)
  await store.createAsset({ ...onDev, asset: devOrders })
}

export const assets: CasesOf<'assets'> = {
  createAsset: {
    'stores the asset as given': async ({ store }) => {
      await withNamespace(store)
      assert.equal(await store.createAsset({ ...inRaw, asset: orders }), null)
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
    'keeps every kind': async ({ store }) => {
      await withNamespace(store)
      for (const [n, kind] of AssetKind.enum.entries()) {
        const asset = { ...orders, id: id(n), name: kind, kind }
        await store.createAsset({ ...inRaw, asset })
        assert.deepEqual(await store.getAsset({ ...inRaw, name: kind }), asset)
      }
    },
    'keeps every location exactly, also the empty one': async ({ store }) => {
      await withNamespace(store)
      for (const [n, location] of oddTexts.entries()) {
        const asset = { ...orders, id: id(n), name: `n${n}`, location }
        await store.createAsset({ ...inRaw, asset })
        assert.deepEqual(await store.getAsset({ ...inRaw, name: asset.name }), asset)
      }
    },
    'keeps every name and property exactly': async ({ store }) => {
      await withNamespace(store)
      for (const asset of oneEach({ ...orders, properties: oddProperties }, [longestName, ...orderedNames])) {
        await store.createAsset({ ...inRaw, asset })
        assert.deepEqual(await store.getAsset({ ...inRaw, name: asset.name }), asset)
      }
    },
    'keeps assets of the longest path and name apart': async ({ store, refuses }) => {
      await withNamespace(store)
      for (const [n, name] of [longestPath, longestSibling].entries()) {
        const at = { ...inSales, namespace: [...name] }
        await store.createNamespace({ ...inSales, namespace: { name: [...name], properties: {} } })
        await store.createAsset({ ...at, asset: { ...orders, id: id(n), name: longestName } })
        const again = { ...at, asset: { ...orders, name: longestName } }
        await refuses(() => store.createAsset(again), 'ALREADY_EXISTS asset')
      }
    },
    'goes to the branch main unless another is named': async ({ store, refuses }) => {
      await withNamespace(store)
      await store.createAsset({ ...inRaw, branch: 'main', asset: orders })
      assert.deepEqual(await store.getAsset(atOrders), orders)
      const again = { ...inRaw, asset: { ...orders, id: id(1) } }
      await refuses(() => store.createAsset(again), 'ALREADY_EXISTS asset')
    },
    'accepts a name that another namespace, catalog or tenant has': async ({ store }) => {
      await withNeighbours(store)
      await store.createNamespace({ ...inSales, namespace: { name: bronze, properties: {} } })
      await store.createAsset({ ...inBronze, asset: { ...orders, id: id(3) } })
      assert.deepEqual(await store.getAsset(atOrders), orders)
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inBronze }), { ...orders, id: id(3) })
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inGlobex }), globexOrders)
    },
    'accepts a name that another branch has, and refuses its id': async ({ store, refuses }) => {
      await withDevOrders(store)
      assert.deepEqual(await store.getAsset({ ...atOrders, branch: 'main' }), orders)
      assert.deepEqual(await store.getAsset({ ...atOrders, branch: dev.name }), devOrders)
      const asset = { ...devOrders, name: 'other' }
      await refuses(() => store.createAsset({ ...inRaw, asset }), 'ALREADY_EXISTS asset')
      const again = { ...orders, id: id(6) }
      await refuses(() => store.createAsset({ ...onDev, asset: again }), 'ALREADY_EXISTS asset')
    },
    'refuses a name already taken in the namespace': async ({ store, refuses }) => {
      await withAsset(store)
      const asset: Asset = { id: id(1), name: 'orders', kind: 'view', location: '', properties: {} }
      await refuses(() => store.createAsset({ ...inRaw, asset }), 'ALREADY_EXISTS asset')
    },
    'refuses an id taken in any namespace, catalog or tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      for (const taken of [orders.id, globexOrders.id, id(1)]) {
        const asset = { ...orders, id: taken, name: 'other' }
        await refuses(() => store.createAsset({ ...inRaw, asset }), 'ALREADY_EXISTS asset')
        await refuses(() => store.createAsset({ ...inRaw, ...inOther, asset }), 'ALREADY_EXISTS asset')
        await refuses(() => store.createAsset({ ...inRaw, ...inGlobex, asset }), 'ALREADY_EXISTS asset')
      }
    },
    'refuses a missing tenant before anything below it': tools =>
      refusesMissing('tenant', tools, at => tools.store.createAsset({ ...at, asset: orders })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissing('catalog', tools, at => tools.store.createAsset({ ...at, asset: orders })),
    'refuses a missing branch': tools =>
      refusesMissing('branch', tools, at => tools.store.createAsset({ ...at, asset: orders })),
    'refuses a missing namespace, also for an id already taken': tools =>
      refusesMissing('namespace', tools, at => tools.store.createAsset({ ...at, asset: orders })),
    'keeps nothing of its argument': async ({ store }) => {
      await withNamespace(store)
      const call = structuredClone({ ...inRaw, asset: orders })
      await store.createAsset(call)
      spoil(call)
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
  },

  getAsset: {
    'compares names exactly': async ({ store }) => {
      await withNames(store, lookalikes)
      for (const name of lookalikes) assert.equal((await store.getAsset({ ...inRaw, name }))?.name, name)
      for (const name of strangers) assert.equal(await store.getAsset({ ...inRaw, name }), null)
    },
    'answers null below a parent that does not exist': async ({ store }) => {
      await withAsset(store)
      for (const [missing] of missingParents) {
        assert.equal(await store.getAsset({ ...atOrders, ...missing }), null)
      }
    },
    'answers the one of this catalog and tenant': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.getAsset({ ...atOrders, branch: 'main' }), orders)
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inOther }), { ...orders, id: id(1) })
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inGlobex }), globexOrders)
    },
    'answers the one of this branch, main unless named': async ({ store }) => {
      await withDevOrders(store)
      assert.deepEqual(await store.getAsset(atOrders), orders)
      assert.deepEqual(await store.getAsset({ ...atOrders, branch: dev.name }), devOrders)
      await store.deleteAsset({ ...atOrders, branch: dev.name })
      assert.equal(await store.getAsset({ ...atOrders, branch: dev.name }), null)
    },
    'keeps a path and a name apart': async ({ store }) => {
      await withNamespace(store)
      for (const name of [['a'], ['a', 'b'], ['a.b']]) {
        await store.createNamespace({ ...inSales, namespace: { name, properties: {} } })
      }
      await store.createAsset({ ...inSales, namespace: ['a'], asset: { ...orders, id: id(1), name: 'b.c' } })
      await store.createAsset({
        ...inSales,
        namespace: ['a', 'b'],
        asset: { ...orders, id: id(2), name: 'c' },
      })
      assert.equal((await store.getAsset({ ...inSales, namespace: ['a'], name: 'b.c' }))?.id, id(1))
      assert.equal((await store.getAsset({ ...inSales, namespace: ['a', 'b'], name: 'c' }))?.id, id(2))
      assert.equal(await store.getAsset({ ...inSales, namespace: ['a.b'], name: 'c' }), null)
    },
    'answers a copy': async ({ store }) => {
      await withAsset(store)
      spoil(await store.getAsset(atOrders))
      assert.deepEqual(await store.getAsset(atOrders), orders)
    },
  },

  listAssets: {
    'is empty without any, and below a parent that does not exist': async ({ store }) => {
      await withBronze(store)
      assert.deepEqual(await store.listAssets(inBronze), [])
      for (const [missing] of missingParents) {
        assert.deepEqual(await store.listAssets({ ...inRaw, ...missing }), [])
      }
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await store.listAssets({ ...inRaw, branch: 'main' })
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'lists this path only, not those below or beside it': async ({ store }) => {
      await withBronze(store)
      await store.createAsset({ ...inBronze, asset: { ...orders, id: id(1) } })
      await store.createNamespace({ ...inSales, namespace: { name: ['RAW'], properties: {} } })
      await store.createAsset({ ...inSales, namespace: ['RAW'], asset: { ...orders, id: id(2) } })
      assert.deepEqual(await store.listAssets(inRaw), [orders])
      assert.deepEqual(await store.listAssets(inBronze), [{ ...orders, id: id(1) }])
    },
    'lists those of this branch only, main unless named': async ({ store }) => {
      await withDevOrders(store)
      await store.createAsset({ ...onDev, asset: { ...orders, id: id(6), name: 'users' } })
      assert.deepEqual(await store.listAssets(inRaw), [orders])
      assert.deepEqual(await store.listAssets({ ...onDev, page: { limit: 1 } }), [devOrders])
    },
    'lists those of this catalog and tenant only': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.listAssets(inRaw), [orders])
      assert.deepEqual(await store.listAssets({ ...inRaw, ...inGlobex }), [globexOrders])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await assertPages(page => store.listAssets({ ...inRaw, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withAsset(store)
      spoil(await store.listAssets(inRaw))
      assert.deepEqual(await store.listAssets(inRaw), [orders])
    },
  },

  getAssetById: {
    'answers the asset and where it is': async ({ store }) => {
      await withNeighbours(store)
      const raws = { branch: 'main', namespace: ['raw'] }
      assert.deepEqual(await store.getAssetById({ ...inAcme, assetId: id(1) }), {
        asset: { ...orders, id: id(1) },
        catalog: 'other',
        ...raws,
      })
      assert.deepEqual(await store.getAssetById({ ...inGlobex, assetId: globexOrders.id }), {
        asset: globexOrders,
        catalog: 'sales',
        ...raws,
      })
    },
    'answers null for an id that no asset has': async ({ store }) => {
      await withAsset(store)
      assert.equal(await store.getAssetById({ ...inAcme, assetId: nobody }), null)
      assert.equal(await store.getAssetById({ ...inAcme, assetId: sales.id }), null)
      assert.equal(await store.getAssetById({ ...inNoTenant, assetId: orders.id }), null)
    },
    'does not take what is in the place of a removed asset for it': async ({ store }) => {
      await withAsset(store)
      await store.deleteAsset(atOrders)
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(1) } })
      assert.equal(await store.getAssetById({ ...inAcme, assetId: orders.id }), null)
    },
    "does not see another tenant's asset": async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.getAssetById({ ...inGlobex, assetId: orders.id }), null)
      assert.equal(await store.getAssetById({ ...inAcme, assetId: globexOrders.id }), null)
    },
    'tells the branches apart': async ({ store }) => {
      await withDevOrders(store)
      for (const [asset, branch] of [[orders, 'main'] as const, [devOrders, dev.name] as const]) {
        const found = await store.getAssetById({ ...inAcme, assetId: asset.id })
        assert.deepEqual(found, { asset, catalog: 'sales', branch, namespace: ['raw'] })
      }
    },
    'follows the asset when it moves, and forgets it when it goes': async ({ store }) => {
      await withBronze(store)
      await store.renameAsset({ ...fromOrders, target: { namespace: bronze, name: 'o' } })
      const found = await store.getAssetById({ ...inAcme, assetId: orders.id })
      assert.deepEqual(found, {
        asset: { ...orders, name: 'o' },
        catalog: 'sales',
        branch: 'main',
        namespace: bronze,
      })
      await store.deleteAsset({ ...inBronze, name: 'o' })
      assert.equal(await store.getAssetById({ ...inAcme, assetId: orders.id }), null)
    },
    'answers a copy': async ({ store }) => {
      await withAsset(store)
      const first = await store.getAssetById({ ...inAcme, assetId: orders.id })
      const kept = structuredClone(first)
      spoil(first)
      assert.deepEqual(await store.getAssetById({ ...inAcme, assetId: orders.id }), kept)
    },
  },

  renameAsset: {
    'gives the asset another name and nothing else': async ({ store }) => {
      await withAsset(store)
      const target = { namespace: raw.name, name: 'Orders' }
      assert.equal(await store.renameAsset({ ...fromOrders, target }), null)
      assert.deepEqual(await store.listAssets(inRaw), [{ ...orders, name: 'Orders' }])
      assert.equal(await store.getAsset(atOrders), null)
    },
    'moves the asset to another namespace': async ({ store }) => {
      await withBronze(store)
      await store.renameAsset({
        ...fromOrders,
        branch: 'main',
        target: { namespace: bronze, name: 'orders' },
      })
      assert.deepEqual(await store.listAssets(inRaw), [])
      assert.deepEqual(await store.listAssets(inBronze), [orders])
      assert.equal(await store.getAsset(atOrders), null)
    },
    'frees the old name': async ({ store }) => {
      await withAsset(store)
      await store.renameAsset({ ...fromOrders, target: { namespace: raw.name, name: 'old' } })
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(1) } })
      assert.deepEqual(await store.getAsset(atOrders), { ...orders, id: id(1) })
      assert.deepEqual(await store.getAsset({ ...inRaw, name: 'old' }), { ...orders, name: 'old' })
    },
    'changes nothing onto itself': async ({ store }) => {
      await withAsset(store)
      const before = await digest(store)
      assert.equal(await store.renameAsset({ ...fromOrders, target: fromOrders.source }), null)
      assert.deepEqual(await digest(store), before)
    },
    'leaves the assets of the same name elsewhere': async ({ store }) => {
      await withNeighbours(store)
      const before = [
        await digest(store, [inGlobex.tenantId]),
        await store.listAssets({ ...inRaw, ...inOther }),
      ]
      await store.renameAsset({ ...fromOrders, target: { namespace: raw.name, name: 'x' } })
      const after = [
        await digest(store, [inGlobex.tenantId]),
        await store.listAssets({ ...inRaw, ...inOther }),
      ]
      assert.deepEqual(after, before)
    },
    'accepts a name that is taken in another catalog or tenant': async ({ store }) => {
      await withNeighbours(store)
      await store.createAsset({ ...inRaw, ...inOther, asset: { ...orders, id: id(3), name: 'x' } })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: { ...orders, id: id(4), name: 'x' } })
      await store.renameAsset({ ...fromOrders, target: { namespace: raw.name, name: 'x' } })
      assert.deepEqual(await store.listAssets(inRaw), [{ ...orders, name: 'x' }])
    },
    'moves the asset of this branch only, also to a name that another branch has': async ({ store }) => {
      await withDevOrders(store)
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(6), name: 'x' } })
      await store.renameAsset({ ...fromOrders, branch: dev.name, target: { namespace: raw.name, name: 'x' } })
      assert.deepEqual(await store.listAssets(inRaw), [orders, { ...orders, id: id(6), name: 'x' }])
      assert.deepEqual(await store.listAssets(onDev), [{ ...devOrders, name: 'x' }])
    },
    'refuses a target that is taken': async ({ store, refuses }) => {
      await withBronze(store)
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(1), name: 'x' } })
      await store.createAsset({ ...inBronze, asset: { ...orders, id: id(2), name: 'y' } })
      for (const target of [
        { namespace: raw.name, name: 'x' },
        { namespace: bronze, name: 'y' },
      ]) {
        await refuses(() => store.renameAsset({ ...fromOrders, target }), 'ALREADY_EXISTS asset')
      }
    },
    'refuses a missing asset, also onto itself and onto a taken target': async ({ store, refuses }) => {
      await withAsset(store)
      const source = { namespace: raw.name, name: 'Orders' }
      for (const target of [source, fromOrders.source, { namespace: raw.name, name: 'x' }]) {
        await refuses(() => store.renameAsset({ ...inSales, source, target }), 'NOT_FOUND asset')
      }
    },
    'refuses a missing target namespace before a missing asset': async ({ store, refuses }) => {
      await withAsset(store)
      const target = { namespace: bronze, name: 'orders' }
      const missing = { namespace: raw.name, name: 'x' }
      await refuses(() => store.renameAsset({ ...fromOrders, target }), 'NOT_FOUND namespace')
      await refuses(() => store.renameAsset({ ...inSales, source: missing, target }), 'NOT_FOUND namespace')
    },
    'refuses a missing source namespace, also onto itself': async ({ store, refuses }) => {
      await withAsset(store)
      const source = { namespace: bronze, name: 'orders' }
      for (const target of [source, fromOrders.source]) {
        await refuses(() => store.renameAsset({ ...inSales, source, target }), 'NOT_FOUND namespace')
      }
    },
    'refuses a missing tenant before anything below it': tools =>
      refusesMissing('tenant', tools, at => renameAt(tools.store, at)),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissing('catalog', tools, at => renameAt(tools.store, at)),
    'refuses a missing branch': tools => refusesMissing('branch', tools, at => renameAt(tools.store, at)),
  },

  deleteAsset: {
    'removes the asset and no other': async ({ store }) => {
      await withNames(store, ['a', 'A', 'a ', '%', '_'])
      assert.equal(await store.deleteAsset({ ...inRaw, name: 'a' }), null)
      assert.equal(await store.deleteAsset({ ...inRaw, branch: 'main', name: '%' }), null)
      const listed = await store.listAssets(inRaw)
      assert.deepEqual(
        listed.map(({ name }) => name),
        ['A', '_', 'a '],
      )
    },
    'changes nothing when the asset is not there': async ({ store }) => {
      await withAsset(store)
      const before = await digest(store)
      assert.equal(await store.deleteAsset({ ...inRaw, name: 'Orders' }), null)
      assert.deepEqual(await digest(store), before)
    },
    'may be repeated': async ({ store }) => {
      await withAsset(store)
      await store.deleteAsset(atOrders)
      assert.equal(await store.deleteAsset(atOrders), null)
      assert.deepEqual(await store.listAssets(inRaw), [])
    },
    'leaves the assets of the same name elsewhere': async ({ store }) => {
      await withNeighbours(store)
      await store.createNamespace({ ...inSales, namespace: { name: bronze, properties: {} } })
      await store.createAsset({ ...inBronze, asset: { ...orders, id: id(3) } })
      await store.deleteAsset(atOrders)
      assert.equal(await store.countAssets(inAcme), 2)
      assert.deepEqual(await store.getAsset({ ...atOrders, ...inGlobex }), globexOrders)
    },
    'leaves the asset of the same name on another branch': async ({ store }) => {
      await withDevOrders(store)
      await store.deleteAsset(atOrders)
      assert.deepEqual(await store.listAssets(onDev), [devOrders])
      await store.createAsset({ ...inRaw, asset: orders })
      await store.deleteAsset({ ...atOrders, branch: dev.name })
      assert.deepEqual(await store.listAssets(inRaw), [orders])
    },
    'frees the name and the id': async ({ store }) => {
      await withNeighbours(store)
      await store.deleteAsset(atOrders)
      await store.createAsset({ ...inRaw, ...inGlobex, asset: { ...orders, name: 'x' } })
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(3) } })
      assert.deepEqual(await store.listAssets(inRaw), [{ ...orders, id: id(3) }])
    },
    'refuses a missing tenant before anything below it': tools =>
      refusesMissing('tenant', tools, at => tools.store.deleteAsset({ ...at, name: 'orders' })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissing('catalog', tools, at => tools.store.deleteAsset({ ...at, name: 'orders' })),
    'refuses a missing branch': tools =>
      refusesMissing('branch', tools, at => tools.store.deleteAsset({ ...at, name: 'orders' })),
    'refuses a missing namespace': tools =>
      refusesMissing('namespace', tools, at => tools.store.deleteAsset({ ...at, name: 'orders' })),
  },

  countAssets: {
    'counts over all catalogs and namespaces of the tenant': async ({ store }) => {
      await withNeighbours(store)
      await store.createNamespace({ ...inSales, namespace: { name: bronze, properties: {} } })
      await store.createAsset({ ...inBronze, asset: { ...orders, id: id(3) } })
      assert.equal(await store.countAssets(inAcme), 3)
      assert.equal(await store.countAssets(inGlobex), 1)
    },
    'counts over all branches': async ({ store }) => {
      await withDevOrders(store)
      assert.equal(await store.countAssets(inAcme), 2)
      await store.deleteBranch({ ...inSales, name: dev.name })
      assert.equal(await store.countAssets(inAcme), 1)
    },
    'is zero for a tenant without any, existing or not': async ({ store }) => {
      await withAsset(store)
      assert.equal(await store.countAssets(inGlobex), 0)
      assert.equal(await store.countAssets(inNoTenant), 0)
    },
    'follows creations, moves and deletions': async ({ store }) => {
      await withBronze(store)
      await store.renameAsset({ ...fromOrders, target: { namespace: bronze, name: 'orders' } })
      assert.equal(await store.countAssets(inAcme), 1)
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(1) } })
      assert.equal(await store.countAssets(inAcme), 2)
      await store.deleteAsset({ ...inBronze, name: 'orders' })
      assert.equal(await store.countAssets(inAcme), 1)
      await store.deleteCatalog({ ...inAcme, name: 'sales' })
      assert.equal(await store.countAssets(inAcme), 0)
    },
  },
}

/** Renames `orders` within a namespace of the given place. */
async function renameAt(store: CatalogStore, at: typeof inRaw & { branch?: string }): Promise<null> {
  const { namespace, ...place } = at
  return store.renameAsset({
    ...place,
    source: { namespace, name: 'orders' },
    target: { namespace, name: 'x' },
  })
}
