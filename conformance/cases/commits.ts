import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { AssetKind } from '../../src/trait/areas/assets.ts'
import type { Commit, CommitOperation } from '../../src/trait/areas/commits.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  commit,
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inSales,
  nobody,
  orders,
  sales,
  withCatalog,
  withTenants,
} from './fixtures.ts'
import { instants, longestName, oddProperties, oddTexts, orderedNames } from './names.ts'
import { spoil } from './spoil.ts'

const atCommit = { ...inAcme, commitId: commit.id }

/** Two tenants; acme has the commit `commit`. */
async function withCommit(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createCommit({ ...inAcme, commit })
}

/** The commit as the store answers it right after it was created under an id of its own. */
async function stored(store: CatalogStore, n: number, fields: Partial<Commit>): Promise<void> {
  const created = { ...commit, id: id(n), ...fields }
  await store.createCommit({ ...inAcme, commit: created })
  assert.deepEqual(await store.getCommit({ ...inAcme, commitId: created.id }), created)
}

/** Adds commits to acme, each given by its number and its parent's. */
async function withParents(store: CatalogStore, parents: Readonly<Record<number, number | null>>) {
  for (const [n, parent] of Object.entries(parents)) {
    const parentId = parent === null ? null : id(parent)
    await store.createCommit({ ...inAcme, commit: { ...commit, id: id(Number(n)), parentId } })
  }
}

/** The numbers of the commits in the ancestry of the commit with this number. */
async function ancestry(store: CatalogStore, head: number, limit = 100, at = inAcme): Promise<number[]> {
  const chain = await store.getCommitAncestry({ ...at, headCommitId: id(head), limit })
  return chain.map(({ id }) => Number.parseInt(id.slice(-12), 16))
}

export const commits: CasesOf<'commits'> = {
  createCommit: {
    'stores the commit as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createCommit({ ...inAcme, commit }), null)
      assert.deepEqual(await store.getCommit(atCommit), commit)
    },
    'keeps every operation in its place, repeated ones too, and none': async ({ store }) => {
      await withTenants(store)
      const put = (asset: object): CommitOperation => ({ type: 'put', asset: { ...orders, ...asset } })
      const removed: CommitOperation = { type: 'delete', name: orders.name }
      await stored(store, 1, { operations: [] })
      await stored(store, 2, { operations: [removed, put({}), removed, put({}), put({ location: '' })] })
      await stored(store, 3, { operations: AssetKind.enum.map(kind => put({ kind })) })
      const odd = [...orderedNames, longestName].flatMap((name): CommitOperation[] => [
        { type: 'delete', name },
        put({ name, properties: {} }),
      ])
      await stored(store, 4, { operations: [...odd, put({ properties: oddProperties })] })
    },
    'keeps every author and message exactly, also empty ones': async ({ store }) => {
      await withTenants(store)
      for (const [n, text] of [...oddTexts, 'x'.repeat(20_000)].entries()) {
        await stored(store, 2 * n, { author: text })
        await stored(store, 2 * n + 1, { message: text })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withTenants(store)
      for (const [n, timestamp] of instants.entries()) await stored(store, n, { timestamp })
    },
    'accepts a parent that does not exist, itself, and none': async ({ store }) => {
      await withTenants(store)
      await stored(store, 1, { parentId: nobody })
      await stored(store, 2, { parentId: id(2) })
      await stored(store, 3, { parentId: null })
    },
    'accepts the id of another kind of entity': async ({ store }) => {
      await withCatalog(store)
      await store.createCommit({ ...inAcme, commit: { ...commit, id: sales.id } })
      assert.deepEqual(await store.getCommit({ ...inAcme, commitId: sales.id }), { ...commit, id: sales.id })
      assert.deepEqual(await store.getCatalog({ ...inAcme, name: sales.name }), sales)
    },
    'moves no branch and makes no asset': async ({ store }) => {
      await withCatalog(store)
      const before = await digest(store)
      await store.createCommit({ ...inAcme, commit })
      assert.deepEqual(await digest(store), before)
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withCommit(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createBranch({ ...inSales, branch: dev })
      const other: Commit = { ...commit, parentId: nobody, author: 'bob', operations: [] }
      for (const at of [inAcme, inGlobex]) {
        await refuses(() => store.createCommit({ ...at, commit: other }), 'ALREADY_EXISTS commit')
      }
      assert.deepEqual(await store.getCommit(atCommit), commit)
      assert.equal(await store.getCommit({ ...atCommit, ...inGlobex }), null)
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withCommit(store)
      for (const other of [commit, { ...commit, id: id(1) }]) {
        await refuses(() => store.createCommit({ ...inNoTenant, commit: other }), 'NOT_FOUND tenant')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const call = structuredClone({ ...inAcme, commit })
      await store.createCommit(call)
      spoil(call)
      assert.deepEqual(await store.getCommit(atCommit), commit)
    },
  },

  getCommit: {
    'answers null for an id that no commit has, or no tenant': async ({ store }) => {
      await withCommit(store)
      assert.equal(await store.getCommit({ ...inAcme, commitId: nobody }), null)
      assert.equal(await store.getCommit({ ...atCommit, ...inNoTenant }), null)
    },
    "does not see another tenant's commit": async ({ store }) => {
      await withCommit(store)
      await store.createCommit({ ...inGlobex, commit: { ...commit, id: id(1) } })
      assert.equal(await store.getCommit({ ...atCommit, ...inGlobex }), null)
      assert.equal(await store.getCommit({ ...inAcme, commitId: id(1) }), null)
      assert.deepEqual(await store.getCommit({ ...inGlobex, commitId: id(1) }), { ...commit, id: id(1) })
    },
    'answers the commit whatever becomes of the catalog that it tells of': async ({ store }) => {
      await withCommit(store)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createBranch({ ...inSales, branch: dev })
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      assert.deepEqual(await store.getCommit(atCommit), commit)
    },
    'answers null once the tenant is gone, and the id is free': async ({ store }) => {
      await withCommit(store)
      await store.deleteTenant(inAcme)
      assert.equal(await store.getCommit(atCommit), null)
      await store.createCommit({ ...inGlobex, commit: { ...commit, author: 'bob' } })
      assert.equal((await store.getCommit({ ...atCommit, ...inGlobex }))?.author, 'bob')
      await store.createTenant({ tenant: { ...globex, id: inAcme.tenantId } })
      assert.equal(await store.getCommit(atCommit), null)
    },
    'answers a copy': async ({ store }) => {
      await withCommit(store)
      spoil(await store.getCommit(atCommit))
      assert.deepEqual(await store.getCommit(atCommit), commit)
    },
  },

  getCommitAncestry: {
    'answers the head first, then parent after parent, each as it is stored': async ({ store }) => {
      await withCommit(store)
      const [child, head]: Commit[] = [
        { ...commit, id: id(2), parentId: commit.id, message: '' },
        { ...commit, id: id(1), parentId: id(2), operations: [] },
      ]
      assert.ok(child && head)
      for (const one of [head, child]) await store.createCommit({ ...inAcme, commit: one })
      const call = { ...inAcme, headCommitId: head.id, limit: 9 }
      assert.deepEqual(await store.getCommitAncestry(call), [head, child, commit])
      assert.deepEqual(await store.getCommitAncestry({ ...call, headCommitId: child.id }), [child, commit])
      assert.deepEqual(await store.getCommitAncestry({ ...call, headCommitId: commit.id }), [commit])
    },
    'follows the parents and not the clock': async ({ store }) => {
      await withTenants(store)
      const chain = [instants[1], instants[4], instants[0], instants[4], instants[0], instants[2]]
      for (const [n, timestamp] of chain.entries()) {
        const made = { ...commit, id: id(0x20 - n), parentId: n === 0 ? null : id(0x21 - n), timestamp }
        await store.createCommit({ ...inAcme, commit: made })
      }
      assert.deepEqual(await ancestry(store, 0x1b), [0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20])
    },
    'ends at the limit, which may be zero': async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: null, 2: 1, 3: 2, 4: 3 })
      assert.deepEqual(await ancestry(store, 4, 0), [])
      assert.deepEqual(await ancestry(store, 4, 1), [4])
      assert.deepEqual(await ancestry(store, 4, 3), [4, 3, 2])
      for (const limit of [4, 5, Number.MAX_SAFE_INTEGER]) {
        assert.deepEqual(await ancestry(store, 4, limit), [4, 3, 2, 1])
      }
    },
    'leaves out the other children of a parent': async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: null, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4 })
      assert.deepEqual(await ancestry(store, 6), [6, 4, 2, 1])
      assert.deepEqual(await ancestry(store, 3), [3, 1])
    },
    'ends before a commit would repeat': async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: 1, 2: 1, 3: 4, 4: 5, 5: 3, 6: 5, 7: 6 })
      assert.deepEqual(await ancestry(store, 1), [1])
      assert.deepEqual(await ancestry(store, 2), [2, 1])
      assert.deepEqual(await ancestry(store, 4), [4, 5, 3])
      assert.deepEqual(await ancestry(store, 7), [7, 6, 5, 3, 4])
      assert.deepEqual(await ancestry(store, 7, 4), [7, 6, 5, 3])
      assert.deepEqual(await ancestry(store, 7, Number.MAX_SAFE_INTEGER), [7, 6, 5, 3, 4])
    },
    'ends at a parent that nobody has': async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: 99, 2: 1 })
      assert.deepEqual(await ancestry(store, 2), [2, 1])
      await withParents(store, { 99: null })
      assert.deepEqual(await ancestry(store, 2), [2, 1, 99])
    },
    "ends at another tenant's commit, also one that leads back": async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: null, 3: 2, 4: 3 })
      await store.createCommit({ ...inGlobex, commit: { ...commit, id: id(2), parentId: id(1) } })
      assert.deepEqual(await ancestry(store, 4), [4, 3])
      assert.deepEqual(await ancestry(store, 2, 9, inGlobex), [2])
    },
    'is empty for a head that this tenant does not have': async ({ store }) => {
      await withTenants(store)
      await withParents(store, { 1: null, 2: 1 })
      assert.deepEqual(await ancestry(store, 3), [])
      assert.deepEqual(await ancestry(store, 2, 9, inGlobex), [])
      assert.deepEqual(await ancestry(store, 2, 9, inNoTenant), [])
    },
    'answers a long chain whole': async ({ store }) => {
      await withTenants(store)
      const numbers = Array.from({ length: 120 }, (_, n) => n + 1)
      await withParents(store, Object.fromEntries(numbers.map(n => [n, n === 1 ? null : n - 1])))
      assert.deepEqual(await ancestry(store, 120, 1000), numbers.toReversed())
    },
    'answers copies': async ({ store }) => {
      await withCommit(store)
      const call = { ...inAcme, headCommitId: commit.id, limit: 9 }
      spoil(await store.getCommitAncestry(call))
      assert.deepEqual(await store.getCommitAncestry(call), [commit])
    },
  },
}
