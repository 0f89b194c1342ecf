import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Branch } from '../../src/trait/areas/branches.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import { branchCopies } from './branch-copies.ts'
import { branchMerges } from './branch-merges.ts'
import {
  commit,
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inRaw,
  inSales,
  nobody,
  notes,
  onDev,
  orders,
  raw,
  request,
  sales,
  scattered,
  withBranch,
  withCatalog,
  withTwinBranch,
} from './fixtures.ts'
import { missingCatalogs, refusesMissingCatalog } from './missing-parents.ts'
import { longestName, lookalikes, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const main: Branch = { name: 'main', headCommitId: null, branchType: 'ingest' }
const atDev = { ...inSales, name: dev.name }
const inOther = { ...inAcme, catalog: 'other' }
const devOrders = { ...orders, id: id(1) }

/** The catalog `sales` has one branch per name, besides `main`. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withCatalog(store)
  for (const name of scattered(names)) await store.createBranch({ ...inSales, branch: { ...dev, name } })
}

/** As `withBranch`, and a catalog `other` of acme with nothing in it. */
async function withOther(store: CatalogStore): Promise<void> {
  await withBranch(store)
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(9), name: 'other' } })
}

/** As `withBranch`, and the asset `orders` on it. */
async function withDevOrders(store: CatalogStore): Promise<void> {
  await withBranch(store)
  await store.createAsset({ ...onDev, asset: devOrders })
}

async function namesOf(branches: Promise<Branch[]>): Promise<string[]> {
  return (await branches).map(({ name }) => name)
}

export const branches: CasesOf<'branches'> = {
  createBranch: {
    'stores the branch as given': async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.createBranch({ ...inSales, branch: dev }), null)
      assert.deepEqual(await store.getBranch(atDev), dev)
    },
    'keeps every type, and a head that no commit has, and none': async ({ store }) => {
      await withCatalog(store)
      for (const branchType of ['ingest', 'experimental'] as const) {
        for (const headCommitId of [null, nobody]) {
          const branch = { name: `${branchType} at ${headCommitId}`, headCommitId, branchType }
          await store.createBranch({ ...inSales, branch })
          assert.deepEqual(await store.getBranch({ ...inSales, name: branch.name }), branch)
        }
      }
    },
    'keeps every name exactly': async ({ store }) => {
      await withNames(store, [...orderedNames, longestName])
      for (const name of [...orderedNames, longestName]) {
        assert.deepEqual(await store.getBranch({ ...inSales, name }), { ...dev, name })
      }
    },
    'makes the branch without assets, whatever main holds': async ({ store }) => {
      await withBranch(store)
      assert.deepEqual(await store.listBranchAssets({ ...inSales, branch: dev.name }), [])
      assert.deepEqual(await store.listAssets(onDev), [])
      assert.equal(await store.countAssets(inAcme), 1)
    },
    'accepts a name that another catalog or tenant has': async ({ store }) => {
      await withOther(store)
      await withTwinBranch(store)
      await store.createBranch({ ...inOther, branch: { ...dev, headCommitId: null } })
      assert.deepEqual(await store.getBranch(atDev), dev)
      assert.deepEqual(await store.getBranch({ ...atDev, ...inOther }), { ...dev, headCommitId: null })
    },
    'refuses a name that is taken, main too, and keeps what is on it': async ({ store, refuses }) => {
      await withDevOrders(store)
      for (const branch of [dev, { ...dev, headCommitId: null }, { ...dev, name: 'main' }]) {
        await refuses(() => store.createBranch({ ...inSales, branch }), 'ALREADY_EXISTS branch')
      }
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.createBranch({ ...at, branch: dev })),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.createBranch({ ...at, branch: dev })),
    'keeps nothing of its argument': async ({ store }) => {
      await withCatalog(store)
      const call = structuredClone({ ...inSales, branch: dev })
      await store.createBranch(call)
      spoil(call)
      assert.deepEqual(await store.getBranch(atDev), dev)
    },
  },

  getBranch: {
    'answers main as the catalog was made with it': async ({ store }) => {
      await withCatalog(store)
      assert.deepEqual(await store.getBranch({ ...inSales, name: 'main' }), main)
    },
    'compares names exactly': async ({ store }) => {
      await withNames(store, lookalikes)
      for (const name of lookalikes) assert.equal((await store.getBranch({ ...inSales, name }))?.name, name)
      for (const name of strangers) assert.equal(await store.getBranch({ ...inSales, name }), null)
    },
    'answers null below a parent that does not exist': async ({ store }) => {
      await withBranch(store)
      for (const missing of missingCatalogs) {
        assert.equal(await store.getBranch({ ...atDev, ...missing }), null)
        assert.equal(await store.getBranch({ ...inSales, name: 'main', ...missing }), null)
      }
    },
    'answers the one of this catalog and tenant': async ({ store }) => {
      await withOther(store)
      await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
      await store.createBranch({ ...inSales, ...inGlobex, branch: { ...dev, headCommitId: nobody } })
      assert.deepEqual(await store.getBranch(atDev), dev)
      assert.equal(await store.getBranch({ ...atDev, ...inOther }), null)
      assert.equal((await store.getBranch({ ...atDev, ...inGlobex }))?.headCommitId, nobody)
    },
    'answers a copy': async ({ store }) => {
      await withBranch(store)
      spoil(await store.getBranch(atDev))
      assert.deepEqual(await store.getBranch(atDev), dev)
    },
  },

  listBranches: {
    'lists main alone in a catalog just made': async ({ store }) => {
      await withCatalog(store)
      assert.deepEqual(await store.listBranches(inSales), [main])
    },
    'is empty below a parent that does not exist': async ({ store }) => {
      await withBranch(store)
      for (const missing of missingCatalogs) {
        assert.deepEqual(await store.listBranches({ ...inSales, ...missing }), [])
      }
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await namesOf(store.listBranches(inSales))
      assert.deepEqual(
        listed.filter(name => name !== 'main'),
        orderedNames,
      )
      assert.equal(listed.indexOf('main'), listed.indexOf('i') + 1)
    },
    'lists those of this catalog and tenant only': async ({ store }) => {
      await withOther(store)
      await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
      assert.deepEqual(await store.listBranches(inSales), [dev, main])
      assert.deepEqual(await store.listBranches(inOther), [main])
      assert.deepEqual(await store.listBranches({ ...inSales, ...inGlobex, page: { limit: 5 } }), [main])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await assertPages(page => store.listBranches({ ...inSales, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withBranch(store)
      spoil(await store.listBranches(inSales))
      assert.deepEqual(await store.listBranches(inSales), [dev, main])
    },
  },

  deleteBranch: {
    'removes the branch and no other': async ({ store }) => {
      await withNames(store, ['a', 'A', 'a ', '%', '_'])
      assert.equal(await store.deleteBranch({ ...inSales, name: 'a' }), null)
      await store.deleteBranch({ ...inSales, name: '%' })
      assert.deepEqual(await namesOf(store.listBranches(inSales)), ['A', '_', 'a ', 'main'])
    },
    'takes no assets of a branch whose name only looks like it': async ({ store }) => {
      const names = ['a', 'A', 'a ', 'ab', '%', '_']
      await withNames(store, names)
      await store.createNamespace({ ...inSales, namespace: raw })
      for (const [n, branch] of names.entries()) {
        await store.createAsset({ ...inRaw, branch, asset: { ...orders, id: id(n) } })
      }
      for (const name of ['a', '%', '_']) await store.deleteBranch({ ...inSales, name })
      const left = await store.searchAssets({ ...inAcme, query: '' })
      assert.deepEqual(
        left.map(({ branch }) => branch),
        ['A', 'a ', 'ab'],
      )
      assert.equal(await store.countAssets(inAcme), 3)
    },
    'takes its assets with it, and leaves those of other branches': async ({ store }) => {
      await withDevOrders(store)
      await store.deleteBranch(atDev)
      assert.equal(await store.getAssetById({ ...inAcme, assetId: devOrders.id }), null)
      assert.deepEqual(await store.getAsset({ ...onDev, name: orders.name }), null)
      assert.deepEqual(await store.listAssets(inRaw), [orders])
      assert.equal(await store.countAssets(inAcme), 1)
    },
    'takes the metadata and requests of its assets, and leaves the others': async ({ store }) => {
      await withDevOrders(store)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: { ...notes, assetId: devOrders.id } })
      await store.createAccessRequest({ request: { ...request, assetId: devOrders.id } })
      await store.createAccessRequest({ request: { ...request, id: id(3) } })
      await store.deleteBranch(atDev)
      assert.deepEqual(await store.listAccessRequests(inAcme), [{ ...request, id: id(3) }])
      await store.createAsset({ ...inRaw, asset: { ...devOrders, name: 'again' } })
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: devOrders.id }), null)
    },
    'lets the branch be made again, with nothing on it': async ({ store }) => {
      await withBranch(store)
      const before = await digest(store)
      await store.createAsset({ ...onDev, asset: devOrders })
      await store.deleteBranch(atDev)
      await store.createBranch({ ...inSales, branch: dev })
      assert.deepEqual(await digest(store), before)
    },
    'frees the ids of its assets and the namespaces that they held': async ({ store }) => {
      await withBranch(store)
      await withTwinBranch(store)
      await store.createNamespace({ ...inSales, namespace: { ...raw, name: ['bronze'] } })
      await store.createAsset({ ...onDev, namespace: ['bronze'], asset: devOrders })
      await store.deleteBranch(atDev)
      await store.deleteNamespace({ ...inSales, namespace: ['bronze'] })
      await store.createAsset({ ...onDev, ...inGlobex, asset: devOrders })
      assert.deepEqual(await store.listAssets({ ...onDev, ...inGlobex }), [devOrders])
    },
    'leaves the branch of the same name elsewhere, and its own commits': async ({ store }) => {
      await withOther(store)
      await withTwinBranch(store)
      await store.createCommit({ ...inAcme, commit })
      await store.createBranch({ ...inOther, branch: dev })
      await store.createAsset({ ...onDev, ...inGlobex, asset: devOrders })
      const before = await digest(store, [globex.id])
      await store.deleteBranch(atDev)
      assert.deepEqual(await digest(store, [globex.id]), before)
      assert.deepEqual(await store.getBranch({ ...atDev, ...inOther }), dev)
      assert.deepEqual(await store.getCommit({ ...inAcme, commitId: commit.id }), commit)
    },
    'refuses main, empty or not, and only main': async ({ store, refuses }) => {
      await withNames(store, ['Main', 'main '])
      await refuses(() => store.deleteBranch({ ...inSales, name: 'main' }), 'FAILED_PRECONDITION')
      for (const name of ['Main', 'main ']) await store.deleteBranch({ ...inSales, name })
      await store.createNamespace({ ...inSales, namespace: raw })
      await store.createAsset({ ...inRaw, asset: orders })
      await refuses(() => store.deleteBranch({ ...inSales, name: 'main' }), 'FAILED_PRECONDITION')
    },
    'refuses a missing tenant before a missing catalog, also for main': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.deleteBranch({ ...at, name: 'main' })),
    "refuses a missing catalog, also another tenant's and for main": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.deleteBranch({ ...at, name: 'main' })),
    'refuses a missing branch, also the second time': async ({ store, refuses }) => {
      await withBranch(store)
      await store.deleteBranch(atDev)
      for (const name of ['dev', 'Main']) {
        await refuses(() => store.deleteBranch({ ...inSales, name }), 'NOT_FOUND branch')
      }
    },
  },

  ...branchMerges,
  ...branchCopies,
}
