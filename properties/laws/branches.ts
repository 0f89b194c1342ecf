/** What always holds of branches. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Asset, MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { Branch } from '../../src/trait/areas/branches.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { pageSize, putCatalog, putTwins, several, twinSites, two } from './place.ts'

/** A branch that a catalog does not begin with. */
const fork = values(Branch).filter(({ name }) => name !== MAIN_BRANCH)

/** A catalog, two namespaces in it and assets for both. */
const shelves = {
  tenant: values(Tenant),
  catalog: values(Catalog),
  namespaces: two(values(Namespace), 'name'),
  assets: several(values(Asset), 'id', 'name'),
}

type InCatalog = Awaited<ReturnType<typeof putCatalog>>

export const branches = [
  law({
    name: 'branches are listed, whole and in pages, by name, main among them',
    area: 'branches',
    operations: ['listBranches', 'createBranch', 'getBranch'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      branches: several(fork, 'name'),
      size: pageSize,
    }),
    async holds(store, { tenant, catalog, branches, size }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const main: Branch = { name: MAIN_BRANCH, headCommitId: null, branchType: 'ingest' }
      for (const branch of branches) await store.createBranch({ ...inCatalog, branch })
      const expected = inOrder([main, ...branches], ({ name }) => [name])
      await assertListed(page => store.listBranches({ ...inCatalog, page }), expected, size)
      for (const branch of expected) {
        const refuse = refused('ALREADY_EXISTS branch', () => store.createBranch({ ...inCatalog, branch }))
        await assertUnchanged(() => store.getBranch({ ...inCatalog, name: branch.name }), refuse)
      }
    },
  }),

  law({
    name: 'a branch made with all assets of another conflicts with it in all of them, under ids of its own',
    area: 'branches',
    operations: ['createBranchWithAssets', 'findConflictingAssets', 'listBranchAssets'],
    arbitrary: fc.record({ ...shelves, branch: fork, size: pageSize }),
    async holds(store, { tenant, catalog, namespaces, assets, branch, size }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const placed = await shelve(store, inCatalog, MAIN_BRANCH, namespaces, assets)
      const forking = { ...inCatalog, sourceBranch: MAIN_BRANCH, branch, assets: null }
      assert.deepEqual(await store.createBranchWithAssets(forking), { copied: assets.length })
      const main = await store.listBranchAssets({ ...inCatalog, branch: MAIN_BRANCH })
      const copies = await store.listBranchAssets({ ...inCatalog, branch: branch.name })
      await assertListed(
        page => store.listBranchAssets({ ...inCatalog, branch: MAIN_BRANCH, page }),
        placed,
        size,
      )
      assert.deepEqual(copies.map(withoutId), main.map(withoutId))
      const ids = [...main, ...copies].map(({ asset }) => asset.id)
      assert.equal(new Set(ids).size, ids.length)
      const both = { ...inCatalog, source: MAIN_BRANCH, target: branch.name }
      assert.deepEqual(
        await store.findConflictingAssets(both),
        main.map(({ namespace, asset }, i) => ({ namespace, source: asset, target: copies[i]?.asset })),
      )
    },
  }),

  law({
    name: 'merging writes the whole source over the target, and merging again changes nothing',
    area: 'branches',
    operations: ['mergeBranch', 'listBranchAssets', 'getBranch'],
    arbitrary: fc.record({ ...shelves, others: several(values(Asset), 'id', 'name'), branch: fork }),
    async holds(store, { tenant, catalog, namespaces, assets, others, branch }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const ids = new Set(assets.map(({ id }) => id))
      const mine = others.filter(({ id }) => !ids.has(id))
      const there = await shelve(store, inCatalog, MAIN_BRANCH, namespaces, assets)
      await store.createBranch({ ...inCatalog, branch })
      await shelve(store, inCatalog, branch.name, namespaces, mine)
      const source = await store.listBranchAssets({ ...inCatalog, branch: branch.name })
      const merge = () => store.mergeBranch({ ...inCatalog, source: branch.name, target: MAIN_BRANCH })
      await assertUnchanged(() => store.listBranchAssets({ ...inCatalog, branch: branch.name }), merge)
      const head = (await store.getBranch({ ...inCatalog, name: MAIN_BRANCH }))?.headCommitId
      assert.equal(head, branch.headCommitId)
      const merged = await store.listBranchAssets({ ...inCatalog, branch: MAIN_BRANCH })
      const written = new Map([...there, ...source].map(at => [placeOf(at), withoutId(at)]))
      const expected = inOrder([...written], ([, at]) => [...at.namespace, '', at.asset.name])
      assert.deepEqual(
        merged.map(withoutId),
        expected.map(([, at]) => at),
      )
      for (const before of there) {
        assert.equal(merged.find(at => placeOf(at) === placeOf(before))?.asset.id, before.asset.id)
      }
      await assertUnchanged(() => digest(store), merge)
    },
  }),

  law({
    name: 'copying to an empty branch copies all, copying again is refused and copies none',
    area: 'branches',
    operations: ['copyAssets', 'createBranch', 'deleteBranch', 'listBranchAssets'],
    arbitrary: fc.record({ ...shelves, branch: fork, onePath: fc.boolean() }),
    async holds(store, { tenant, catalog, namespaces, assets, branch, onePath }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const placed = await shelve(store, inCatalog, MAIN_BRANCH, namespaces, assets)
      const namespace = onePath ? namespaces[0].name : null
      const chosen = placed.filter(
        at => namespace === null || at.namespace.join('\0') === namespace.join('\0'),
      )
      const copying = { ...inCatalog, sourceBranch: MAIN_BRANCH, targetBranch: branch.name, namespace }
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.createBranch({ ...inCatalog, branch })
          assert.deepEqual(await store.copyAssets(copying), { copied: chosen.length })
          const copies = await store.listBranchAssets({ ...inCatalog, branch: branch.name })
          assert.deepEqual(copies.map(withoutId), chosen.map(withoutId))
          await assertUnchanged(
            () => digest(store),
            refused('ALREADY_EXISTS asset', () => store.copyAssets({ ...copying, namespace: null })),
          )
          await store.deleteBranch({ ...inCatalog, name: branch.name })
        },
      )
    },
  }),

  law({
    name: 'what happens to a branch leaves its namesake of another tenant alone',
    area: 'branches',
    operations: ['deleteBranch', 'mergeBranch', 'createBranchWithAssets', 'createBranch'],
    arbitrary: fc.record({ ...twinSites, branch: fork }),
    async holds(store, { branch, ...twins }) {
      const [mine, theirs] = await putTwins(store, twins)
      const inMine = { tenantId: mine.tenantId, catalog: mine.catalog }
      const inTheirs = { tenantId: theirs.tenantId, catalog: theirs.catalog }
      await store.createBranch({ ...inTheirs, branch })
      await assertUnchanged(
        () => digest(store, [theirs.tenantId]),
        async () => {
          await store.createBranchWithAssets({ ...inMine, sourceBranch: MAIN_BRANCH, branch, assets: null })
          await store.mergeBranch({ ...inMine, source: branch.name, target: MAIN_BRANCH })
          await store.mergeBranch({ ...inMine, source: MAIN_BRANCH, target: branch.name })
          await store.deleteBranch({ ...inMine, name: branch.name })
        },
      )
    },
  }),
]

type Placed = Awaited<ReturnType<CatalogStore['listBranchAssets']>>[number]

/** Puts the assets on a branch, into the two namespaces in turn; returns them in the contract's order. */
async function shelve(
  store: CatalogStore,
  inCatalog: InCatalog,
  branch: string,
  namespaces: readonly Namespace[],
  assets: readonly Asset[],
): Promise<readonly Placed[]> {
  for (const namespace of namespaces) {
    const known = await store.getNamespace({ ...inCatalog, namespace: namespace.name })
    if (known === null) await store.createNamespace({ ...inCatalog, namespace })
  }
  const placed = assets.map((asset, i) => ({ namespace: namespaces[i % 2]?.name ?? [], asset }))
  for (const at of placed) await store.createAsset({ ...inCatalog, branch, ...at })
  return inOrder(placed, ({ namespace, asset }) => [...namespace, '', asset.name])
}

function placeOf({ namespace, asset }: Pick<Placed, 'namespace'> & { asset: { name: string } }): string {
  return JSON.stringify([namespace, asset.name])
}

function withoutId({ namespace, asset: { id: _, ...asset } }: Placed) {
  return { namespace, asset }
}
