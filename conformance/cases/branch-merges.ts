import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { type Asset, AssetKind } from '../../src/trait/areas/assets.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  nobody,
  notes,
  onDev,
  oneEach,
  orders,
  raw,
  request,
  sales,
  scattered,
  withBranch,
  withTwinBranch,
} from './fixtures.ts'
import { assertCopies, assertFoundById } from './made-ids.ts'
import { missingCatalogs, refusesMissingCatalog } from './missing-parents.ts'
import { oddProperties, orderedNames, orderedPaths } from './names.ts'
import { spoil } from './spoil.ts'

const bronze = { ...raw, name: ['raw', 'bronze'] }
const fromDev = { ...inSales, source: dev.name, target: 'main' }
const mainBranch = { ...inSales, branch: 'main' }
const devBranch = { ...inSales, branch: dev.name }
const devOrders: Asset = { id: id(1), name: 'orders', kind: 'view', location: '', properties: { a: '' } }
const devUsers: Asset = { ...orders, id: id(2), name: 'users', properties: oddProperties }
const mainItems: Asset = { ...orders, id: id(3), name: 'items' }

/** `orders` differs on both branches; `dev` alone has `users` and `main` alone has `items`. */
async function withBoth(store: CatalogStore): Promise<void> {
  await withBranch(store)
  await store.createAsset({ ...onDev, asset: devOrders })
  await store.createAsset({ ...onDev, asset: devUsers })
  await store.createAsset({ ...inRaw, asset: mainItems })
}

async function assetOn(store: CatalogStore, branch: string, name: string): Promise<Asset> {
  return (await store.getAsset({ ...inRaw, branch, name })) ?? assert.fail(`no ${name} on ${branch}`)
}

type Merges = Pick<CasesOf<'branches'>, 'mergeBranch' | 'findConflictingAssets'>

export const branchMerges: Merges = {
  mergeBranch: {
    'writes kind, location and properties into a counterpart, which keeps its id': async ({ store }) => {
      await withBoth(store)
      assert.equal(await store.mergeBranch(fromDev), null)
      const asset = { ...devOrders, id: orders.id }
      assert.deepEqual(await assetOn(store, 'main', 'orders'), asset)
      const found = await store.getAssetById({ ...inAcme, assetId: orders.id })
      assert.deepEqual(found, { asset, catalog: sales.name, branch: 'main', namespace: raw.name })
    },
    'copies what the target lacks, under an id of its own': async ({ store }) => {
      await withBoth(store)
      await store.mergeBranch(fromDev)
      const copy = { namespace: raw.name, asset: await assetOn(store, 'main', 'users') }
      const known = [orders.id, devOrders.id, mainItems.id]
      assertCopies([copy], [{ namespace: raw.name, asset: devUsers }], known)
      await assertFoundById(store, mainBranch, [copy])
    },
    'copies every kind, path, name and property exactly': async ({ store }) => {
      await withBranch(store)
      await store.deleteAsset({ ...inRaw, name: 'orders' })
      const paths = orderedPaths.filter(path => path.length === 2)
      for (const name of paths) await store.createNamespace({ ...inSales, namespace: { ...raw, name } })
      const kinds = AssetKind.enum
      for (const [n, asset] of oneEach({ ...orders, properties: oddProperties }, orderedNames).entries()) {
        const namespace = paths[n % paths.length] ?? raw.name
        const kind = kinds[n % kinds.length] ?? 'other'
        await store.createAsset({ ...onDev, namespace, asset: { ...asset, kind } })
      }
      await store.mergeBranch(fromDev)
      const copies = await store.listBranchAssets(mainBranch)
      assertCopies(copies, await store.listBranchAssets(devBranch))
      await assertFoundById(store, mainBranch, copies)
    },
    'leaves a counterpart its metadata and requests, and gives a copy none': async ({ store }) => {
      await withBoth(store)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: notes })
      await store.createAccessRequest({ request })
      for (const [n, { id: assetId }] of [devOrders, devUsers].entries()) {
        await store.upsertBusinessMetadata({ ...inAcme, metadata: { ...notes, id: id(10 + n), assetId } })
        await store.createAccessRequest({ request: { ...request, id: id(10 + n), assetId } })
      }
      const requests = await store.listAccessRequests(inAcme)
      await store.mergeBranch(fromDev)
      const { id: assetId } = await assetOn(store, 'main', 'users')
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: orders.id }), notes)
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId }), null)
      assert.deepEqual(await store.listAccessRequests(inAcme), requests)
    },
    'leaves what only the target has': async ({ store }) => {
      await withBoth(store)
      await store.mergeBranch(fromDev)
      assert.deepEqual(await assetOn(store, 'main', 'items'), mainItems)
      assert.equal(await store.countAssets(inAcme), 5)
    },
    'leaves the source as it is': async ({ store }) => {
      await withBoth(store)
      const before = await store.listBranchAssets(devBranch)
      await store.mergeBranch(fromDev)
      assert.deepEqual(await store.listBranchAssets(devBranch), before)
      assert.deepEqual(await store.getBranch({ ...inSales, name: dev.name }), dev)
      assert.deepEqual((await store.getAssetById({ ...inAcme, assetId: devUsers.id }))?.branch, dev.name)
    },
    'takes for a counterpart only what has the same path and name': async ({ store }) => {
      await withBranch(store)
      await store.createNamespace({ ...inSales, namespace: bronze })
      await store.createAsset({ ...onDev, namespace: bronze.name, asset: devOrders })
      await store.createAsset({ ...onDev, asset: { ...devUsers, name: 'Orders' } })
      await store.mergeBranch(fromDev)
      assert.deepEqual(await assetOn(store, 'main', 'orders'), orders)
      const names = (await store.listBranchAssets(mainBranch)).map(({ asset }) => asset.name)
      assert.deepEqual(names, ['Orders', 'orders', 'orders'])
    },
    'gives the target the head of the source, and leaves its type': async ({ store }) => {
      await withBranch(store)
      await store.mergeBranch(fromDev)
      const main = { name: 'main', headCommitId: dev.headCommitId, branchType: 'ingest' }
      assert.deepEqual(await store.getBranch({ ...inSales, name: 'main' }), main)
    },
    'gives the target the head also when it is null': async ({ store }) => {
      await withBranch(store)
      await store.mergeBranch({ ...inSales, source: 'main', target: dev.name })
      assert.deepEqual(await store.getBranch({ ...inSales, name: dev.name }), { ...dev, headCommitId: null })
    },
    'changes only the head when the source has no assets': async ({ store }) => {
      await withBranch(store)
      await store.mergeBranch(fromDev)
      assert.deepEqual(await store.listBranchAssets(mainBranch), [{ namespace: raw.name, asset: orders }])
    },
    'changes nothing the second time': async ({ store }) => {
      await withBoth(store)
      await store.mergeBranch(fromDev)
      const before = await digest(store)
      assert.equal(await store.mergeBranch(fromDev), null)
      assert.deepEqual(await digest(store), before)
    },
    'makes a copy with an id that was never there, also when that is in use again': async ({ store }) => {
      await withBoth(store)
      const made = new Set<string>()
      for (let n = 0; n < 3; n++) {
        await store.mergeBranch(fromDev)
        const copy = await assetOn(store, 'main', 'users')
        made.add(copy.id)
        await store.deleteAsset({ ...inRaw, name: 'users' })
        if (n === 0) await store.createAsset({ ...inRaw, asset: { ...copy, name: 'taken' } })
      }
      assert.equal(made.size, 3)
    },
    'merges between two branches, neither of which is main': async ({ store }) => {
      await withBoth(store)
      await store.createBranch({ ...inSales, branch: { ...dev, name: 'Dev', headCommitId: nobody } })
      const before = await store.listBranchAssets(mainBranch)
      await store.mergeBranch({ ...fromDev, target: 'Dev' })
      assert.deepEqual(await store.listBranchAssets(mainBranch), before)
      assert.equal((await store.getBranch({ ...inSales, name: 'Dev' }))?.headCommitId, dev.headCommitId)
      const copies = await store.listBranchAssets({ ...inSales, branch: 'Dev' })
      assertCopies(copies, await store.listBranchAssets(devBranch), [orders.id, mainItems.id])
    },
    "leaves another tenant's branches of the same names": async ({ store }) => {
      await withBoth(store)
      await withTwinBranch(store)
      await store.createAsset({ ...onDev, ...inGlobex, asset: { ...devUsers, id: id(4) } })
      const before = await digest(store, [globex.id])
      await store.mergeBranch(fromDev)
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'refuses one branch twice, before anything that is missing': async ({ store, refuses }) => {
      await withBoth(store)
      for (const at of [inSales, { ...inNoTenant, catalog: 'no' }, { ...inAcme, catalog: 'no' }]) {
        for (const name of ['main', 'no']) {
          const call = { ...at, source: name, target: name }
          await refuses(() => store.mergeBranch(call), 'INVALID_ARGUMENT')
        }
      }
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.mergeBranch({ ...fromDev, ...at })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.mergeBranch({ ...fromDev, ...at })),
    'refuses a missing source or target': async ({ store, refuses }) => {
      await withBoth(store)
      for (const [source, target] of [['Dev', 'main'] as const, ['dev', 'Main'] as const]) {
        await refuses(() => store.mergeBranch({ ...inSales, source, target }), 'NOT_FOUND branch')
      }
    },
  },

  findConflictingAssets: {
    'answers both assets of one path and name, whether or not they are alike': async ({ store }) => {
      await withBoth(store)
      await store.createAsset({ ...onDev, asset: { ...mainItems, id: id(4) } })
      const namespace = raw.name
      assert.deepEqual(await store.findConflictingAssets(fromDev), [
        { namespace, source: { ...mainItems, id: id(4) }, target: mainItems },
        { namespace, source: devOrders, target: orders },
      ])
      assert.deepEqual(await store.findConflictingAssets({ ...inSales, source: 'main', target: 'dev' }), [
        { namespace, source: mainItems, target: { ...mainItems, id: id(4) } },
        { namespace, source: orders, target: devOrders },
      ])
    },
    'leaves out what differs in path or name': async ({ store }) => {
      await withBranch(store)
      await store.createNamespace({ ...inSales, namespace: bronze })
      await store.createAsset({ ...onDev, namespace: bronze.name, asset: devOrders })
      await store.createAsset({ ...onDev, asset: { ...devUsers, name: 'Orders' } })
      assert.deepEqual(await store.findConflictingAssets(fromDev), [])
    },
    'orders by path, then by name': async ({ store }) => {
      await withBranch(store)
      const names = orderedNames.slice(-4)
      const places = orderedPaths.flatMap(path => names.map(name => [path, name] as const))
      for (const name of orderedPaths) {
        await store.createNamespace({ ...inSales, namespace: { ...raw, name } })
      }
      for (const [n, [namespace, name]] of scattered(places).entries()) {
        const at = { ...inSales, namespace }
        await store.createAsset({ ...at, asset: { ...orders, id: id(0x2000 - n), name } })
        await store.createAsset({ ...at, branch: dev.name, asset: { ...orders, id: id(0x3000 + n), name } })
      }
      const found = await store.findConflictingAssets(fromDev)
      assert.deepEqual(
        found.map(({ namespace, source }) => [namespace, source.name]),
        places,
      )
    },
    'answers everything for a branch and itself': async ({ store }) => {
      await withBoth(store)
      const namespace = raw.name
      assert.deepEqual(await store.findConflictingAssets({ ...fromDev, source: 'main' }), [
        { namespace, source: mainItems, target: mainItems },
        { namespace, source: orders, target: orders },
      ])
    },
    'is empty for a branch or a parent that does not exist': async ({ store }) => {
      await withBoth(store)
      for (const missing of missingCatalogs) {
        assert.deepEqual(await store.findConflictingAssets({ ...fromDev, ...missing }), [])
      }
      for (const missing of [{ source: 'Dev' }, { target: 'Main' }, { source: 'no', target: 'no' }]) {
        assert.deepEqual(await store.findConflictingAssets({ ...fromDev, ...missing }), [])
      }
    },
    "does not mix in another tenant's assets": async ({ store }) => {
      await withBranch(store)
      await withTwinBranch(store)
      await store.createAsset({ ...onDev, ...inGlobex, asset: devOrders })
      assert.deepEqual(await store.findConflictingAssets(fromDev), [])
      const found = await store.findConflictingAssets({ ...fromDev, ...inGlobex })
      assert.deepEqual(
        found.map(({ source, target }) => [source.id, target.id]),
        [[devOrders.id, id(0xd9)]],
      )
    },
    'has nothing left to find when the counterpart moves': async ({ store }) => {
      await withBoth(store)
      const source = { namespace: raw.name, name: 'orders' }
      await store.renameAsset({ ...devBranch, source, target: { ...source, name: 'o' } })
      assert.deepEqual(await store.findConflictingAssets(fromDev), [])
    },
    'answers copies': async ({ store }) => {
      await withBoth(store)
      const first = await store.findConflictingAssets(fromDev)
      const kept = structuredClone(first)
      spoil(first)
      assert.deepEqual(await store.findConflictingAssets(fromDev), kept)
    },
  },
}
