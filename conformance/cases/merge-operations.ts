import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { MergeOperation } from '../../src/trait/areas/merge-operations.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { Failure } from '../../src/trait/errors.ts'
import type { CasesOf } from '../case.ts'
import { dated, latestFirst, mixed } from './dated.ts'
import {
  acme,
  clash,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inSales,
  merge,
  nobody,
  sales,
  withCatalog,
  withConflict,
  withMerge,
} from './fixtures.ts'
import { instants, longestName, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atMerge = { ...inAcme, operationId: merge.id }
const completion = { resultCommitId: id(0x143), completedAt: '2026-01-17T00:00:00.170Z' }
const abortion = { completedAt: '2026-01-18T00:00:00.018Z' }
const inOther = { ...inAcme, catalog: 'other' }
const otherMerge = { ...merge, ...inOther, id: id(2) }
const globexMerge = { ...merge, ...inGlobex, id: id(1), sourceBranch: 'a', targetBranch: 'a' }

const open = ['pending', 'conflicted', 'resolving', 'ready'] as const
const over = ['completed', 'aborted'] as const
type Status = MergeOperation['status']

/** As `withMerge`, and operations in acme's catalog `other` and in globex's `sales`. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await withMerge(store)
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(2), name: 'other' } })
  await store.createMergeOperation({ operation: otherMerge })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(1) } })
  await store.createMergeOperation({ operation: globexMerge })
}

/** Creates an operation in `sales` and brings it where it is to stand; answers how it must look there. */
async function brought(
  store: CatalogStore,
  n: number,
  status: Status,
  listsConflict = false,
): Promise<MergeOperation> {
  const [operation, at] = [
    { ...merge, id: id(n) },
    { ...inAcme, operationId: id(n) },
  ]
  const conflict = { ...clash, id: id(n), mergeOperationId: id(n) }
  await store.createMergeOperation({ operation })
  if (listsConflict) {
    await store.createMergeConflict({ ...inAcme, conflict })
    await store.addConflictToOperation({ ...at, conflictId: conflict.id })
  }
  const reached = { ...operation, status, conflicts: listsConflict ? [conflict.id] : [] }
  if (status === 'aborted') {
    await store.abortMergeOperation({ ...at, ...abortion })
    return { ...reached, ...abortion }
  }
  if (status === 'completed') {
    await store.updateMergeOperationStatus({ ...at, status: 'ready' })
    await store.completeMergeOperation({ ...at, ...completion })
    return { ...reached, ...completion }
  }
  if (status !== 'pending') await store.updateMergeOperationStatus({ ...at, status })
  return reached
}

/** Asserts that an operation as given comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<typeof merge>): Promise<void> {
  const operation = { ...merge, id: id(n), ...fields }
  await store.createMergeOperation({ operation })
  assert.deepEqual(await store.getMergeOperation({ ...inAcme, operationId: operation.id }), operation)
}

/** The ways to miss an operation, each with the failure that names what is missing. */
const missing: readonly [{ tenantId: string; operationId: string }, Failure][] = [
  [{ ...atMerge, ...inNoTenant }, 'NOT_FOUND tenant'],
  [{ ...inNoTenant, operationId: nobody }, 'NOT_FOUND tenant'],
  [{ ...atMerge, operationId: nobody }, 'NOT_FOUND mergeOperation'],
  [{ ...atMerge, operationId: sales.id }, 'NOT_FOUND mergeOperation'],
  [{ ...atMerge, ...inGlobex }, 'NOT_FOUND mergeOperation'],
  [{ ...atMerge, operationId: globexMerge.id }, 'NOT_FOUND mergeOperation'],
]

export const mergeOperations: CasesOf<'mergeOperations'> = {
  createMergeOperation: {
    'stores the operation as given': async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.createMergeOperation({ operation: merge }), null)
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
    },
    'keeps every name of a branch, whether it exists or not': async ({ store }) => {
      await withCatalog(store)
      for (const [n, name] of ['main', longestName, ...orderedNames].entries()) {
        await stored(store, n, { sourceBranch: name, targetBranch: name })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withCatalog(store)
      for (const [n, initiatedAt] of instants.entries()) await stored(store, n, { initiatedAt })
    },
    'accepts a base that nobody knows, and none': async ({ store }) => {
      await withCatalog(store)
      await stored(store, 1, { baseCommitId: nobody, initiatedBy: nobody })
      await stored(store, 2, { baseCommitId: null })
    },
    'accepts a second operation for the same branches': async ({ store }) => {
      await withMerge(store)
      await stored(store, 1, {})
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
    },
    'refuses to begin in another status than pending': async ({ store, refuses }) => {
      await withCatalog(store)
      for (const status of [...open.slice(1), ...over]) {
        const operation = { ...merge, status } as typeof merge
        await refuses(() => store.createMergeOperation({ operation }), 'INVALID_ARGUMENT')
      }
    },
    'refuses to begin with conflicts, an end or a result, also in a missing tenant': async ({
      store,
      refuses,
    }) => {
      await withCatalog(store)
      for (const fields of [{ conflicts: [clash.id] }, { completedAt: instants[0] }, completion]) {
        const operation = { ...merge, ...fields } as typeof merge
        await refuses(() => store.createMergeOperation({ operation }), 'INVALID_ARGUMENT')
        const abroad = { ...operation, ...inNoTenant }
        await refuses(() => store.createMergeOperation({ operation: abroad }), 'INVALID_ARGUMENT')
      }
      const operation = { ...merge, resultCommitId: id(1) } as unknown as typeof merge
      await refuses(() => store.createMergeOperation({ operation }), 'INVALID_ARGUMENT')
    },
    'refuses a missing tenant before a missing catalog': async ({ store, refuses }) => {
      await withMerge(store)
      const operation = { ...merge, ...inNoTenant }
      await refuses(() => store.createMergeOperation({ operation }), 'NOT_FOUND tenant')
      const nowhere = { ...operation, catalog: 'no' }
      await refuses(() => store.createMergeOperation({ operation: nowhere }), 'NOT_FOUND tenant')
    },
    "refuses a missing catalog, also another tenant's and for an id already taken": async ({
      store,
      refuses,
    }) => {
      await withMerge(store)
      for (const at of [{ catalog: 'no' }, { catalog: 'Sales' }, inGlobex]) {
        const operation = { ...merge, ...at }
        await refuses(() => store.createMergeOperation({ operation }), 'NOT_FOUND catalog')
      }
    },
    'refuses an id taken in any catalog or tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      for (const taken of [merge.id, otherMerge.id, globexMerge.id]) {
        for (const at of [inSales, inOther, { ...inSales, ...inGlobex }]) {
          const operation = { ...merge, ...at, id: taken, sourceBranch: 'x' }
          await refuses(() => store.createMergeOperation({ operation }), 'ALREADY_EXISTS mergeOperation')
        }
      }
    },
    'accepts the id of an operation that went with its catalog': async ({ store }) => {
      await withNeighbours(store)
      await store.deleteCatalog({ ...inAcme, name: 'other' })
      await stored(store, 2, {})
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withCatalog(store)
      const operation = structuredClone(merge)
      await store.createMergeOperation({ operation })
      spoil(operation)
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
    },
  },

  getMergeOperation: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withMerge(store)
      assert.equal(await store.getMergeOperation({ ...inAcme, operationId: nobody }), null)
      assert.equal(await store.getMergeOperation({ ...inAcme, operationId: acme.id }), null)
      assert.equal(await store.getMergeOperation({ ...atMerge, ...inNoTenant }), null)
    },
    'finds it in whichever catalog of the tenant': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
      assert.deepEqual(await store.getMergeOperation({ ...inAcme, operationId: otherMerge.id }), otherMerge)
    },
    "does not see another tenant's operation": async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.getMergeOperation({ ...atMerge, ...inGlobex }), null)
      assert.equal(await store.getMergeOperation({ ...inAcme, operationId: globexMerge.id }), null)
    },
    'stays when its branches go, and goes with its catalog': async ({ store }) => {
      await withMerge(store)
      for (const name of [merge.sourceBranch, merge.targetBranch]) {
        const branch = { name, headCommitId: null, branchType: 'ingest' } as const
        await store.createBranch({ ...inSales, branch })
        await store.deleteBranch({ ...inSales, name })
      }
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      assert.equal(await store.getMergeOperation(atMerge), null)
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.equal(await store.getMergeOperation(atMerge), null)
    },
    'goes with its tenant': async ({ store }) => {
      await withMerge(store)
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.equal(await store.getMergeOperation(atMerge), null)
      await store.createMergeOperation({ operation: merge })
    },
    'answers a copy': async ({ store }) => {
      await withConflict(store)
      await store.addConflictToOperation({ ...atMerge, conflictId: clash.id })
      spoil(await store.getMergeOperation(atMerge))
      assert.deepEqual(await store.getMergeOperation(atMerge), { ...merge, conflicts: [clash.id] })
    },
  },

  listMergeOperations: {
    'is empty without any, and below a missing catalog or tenant': async ({ store }) => {
      await withMerge(store)
      assert.deepEqual(await store.listMergeOperations({ ...inSales, ...inGlobex }), [])
      assert.deepEqual(await store.listMergeOperations({ ...inSales, ...inNoTenant }), [])
      assert.deepEqual(await store.listMergeOperations(inOther), [])
      assert.deepEqual(await store.listMergeOperations({ ...inAcme, catalog: 'Sales' }), [])
    },
    'orders by instant, the latest first, then by id': async ({ store }) => {
      await withCatalog(store)
      const all = dated(merge, 'initiatedAt')
      for (const operation of mixed(all)) await store.createMergeOperation({ operation })
      assert.deepEqual(await store.listMergeOperations(inSales), latestFirst(all, 'initiatedAt'))
    },
    'lists operations in every status': async ({ store }) => {
      await withCatalog(store)
      const all: MergeOperation[] = []
      for (const [n, status] of [...open, ...over].entries()) all.push(await brought(store, n, status))
      assert.deepEqual(await store.listMergeOperations(inSales), all)
    },
    'lists those of this catalog and tenant only': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.listMergeOperations(inSales), [merge])
      assert.deepEqual(await store.listMergeOperations(inOther), [otherMerge])
      assert.deepEqual(await store.listMergeOperations({ ...inSales, ...inGlobex }), [globexMerge])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNeighbours(store)
      for (const operation of mixed(dated(merge, 'initiatedAt'))) {
        await store.createMergeOperation({ operation })
      }
      await assertPages(page => store.listMergeOperations({ ...inSales, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withMerge(store)
      spoil(await store.listMergeOperations(inSales))
      assert.deepEqual(await store.listMergeOperations(inSales), [merge])
    },
  },

  updateMergeOperationStatus: {
    'moves from every open status to every open status, with conflicts and without': async ({ store }) => {
      await withCatalog(store)
      const ways = open.flatMap(from =>
        open.flatMap(to => [false, true].map(listsConflict => ({ from, to, listsConflict }))),
      )
      for (const [n, { from, to, listsConflict }] of ways.entries()) {
        const before = await brought(store, n, from, listsConflict)
        const at = { ...inAcme, operationId: before.id }
        assert.deepEqual(await store.getMergeOperation(at), before)
        assert.equal(await store.updateMergeOperationStatus({ ...at, status: to }), null)
        assert.deepEqual(await store.getMergeOperation(at), { ...before, status: to })
      }
    },
    'changes no other operation': async ({ store }) => {
      await withNeighbours(store)
      const before = [await store.listMergeOperations(inOther), await digest(store, [inGlobex.tenantId])]
      await stored(store, 3, {})
      await store.updateMergeOperationStatus({ ...atMerge, status: 'ready' })
      const after = [await store.listMergeOperations(inOther), await digest(store, [inGlobex.tenantId])]
      assert.deepEqual(after, before)
      assert.deepEqual(await store.listMergeOperations(inSales), [
        { ...merge, id: id(3) },
        { ...merge, status: 'ready' },
      ])
    },
    'refuses a status that ends the operation, also of one that is missing': async ({ store, refuses }) => {
      await withMerge(store)
      await store.updateMergeOperationStatus({ ...atMerge, status: 'ready' })
      for (const status of over) {
        for (const at of [atMerge, { ...atMerge, operationId: nobody }, { ...atMerge, ...inNoTenant }]) {
          const call = { ...at, status: status as string as 'ready' }
          await refuses(() => store.updateMergeOperationStatus(call), 'INVALID_ARGUMENT')
        }
      }
    },
    'refuses an operation that is over': async ({ store, refuses }) => {
      await withCatalog(store)
      for (const [n, from] of over.entries()) {
        const { id: operationId } = await brought(store, n, from, n > 0)
        for (const status of open) {
          const call = { ...inAcme, operationId, status }
          await refuses(() => store.updateMergeOperationStatus(call), 'FAILED_PRECONDITION')
        }
      }
    },
    "refuses a missing operation, also another tenant's, after a missing tenant": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const [at, failure] of missing) {
        await refuses(() => store.updateMergeOperationStatus({ ...at, status: 'conflicted' }), failure)
      }
    },
  },

  completeMergeOperation: {
    'ends an operation that is ready, with conflicts or without': async ({ store }) => {
      await withCatalog(store)
      for (const [n, listsConflict] of [false, true].entries()) {
        const before = await brought(store, n, 'ready', listsConflict)
        const at = { ...inAcme, operationId: before.id }
        assert.equal(await store.completeMergeOperation({ ...at, ...completion }), null)
        const after = { ...before, ...completion, status: 'completed' }
        assert.deepEqual(await store.getMergeOperation(at), after)
      }
    },
    'ends one that is pending without conflicts, though it has some that it does not list': async ({
      store,
    }) => {
      await withConflict(store)
      await store.completeMergeOperation({ ...atMerge, ...completion })
      const after = { ...merge, ...completion, status: 'completed' }
      assert.deepEqual(await store.listMergeOperations(inSales), [after])
    },
    'ends one that is pending again': async ({ store }) => {
      await withMerge(store)
      for (const status of ['conflicted', 'pending'] as const) {
        await store.updateMergeOperationStatus({ ...atMerge, status })
      }
      await store.completeMergeOperation({ ...atMerge, ...completion })
      assert.equal((await store.getMergeOperation(atMerge))?.status, 'completed')
    },
    'keeps every instant to the millisecond, also one before the begin': async ({ store }) => {
      await withCatalog(store)
      for (const [n, completedAt] of instants.entries()) {
        await stored(store, n, {})
        const at = { ...inAcme, operationId: id(n) }
        await store.completeMergeOperation({ ...at, ...completion, completedAt })
        assert.equal((await store.getMergeOperation(at))?.completedAt, completedAt)
      }
    },
    'merges nothing by itself': async ({ store }) => {
      await withMerge(store)
      const branch = { name: merge.targetBranch, headCommitId: null, branchType: 'ingest' } as const
      await store.createBranch({ ...inSales, branch })
      await store.completeMergeOperation({ ...atMerge, ...completion })
      assert.deepEqual(await store.getBranch({ ...inSales, name: branch.name }), branch)
    },
    'changes no other operation': async ({ store }) => {
      await withNeighbours(store)
      await store.completeMergeOperation({ ...atMerge, ...completion })
      assert.deepEqual(await store.listMergeOperations(inOther), [otherMerge])
      assert.deepEqual(await store.listMergeOperations({ ...inSales, ...inGlobex }), [globexMerge])
    },
    'refuses one that is pending with conflicts, conflicted or resolving': async ({ store, refuses }) => {
      await withCatalog(store)
      const ways = [
        ['pending', true],
        ['conflicted', true],
        ['conflicted', false],
        ['resolving', true],
        ['resolving', false],
      ] as const
      for (const [n, [status, listsConflict]] of ways.entries()) {
        const { id: operationId } = await brought(store, n, status, listsConflict)
        const call = { ...inAcme, operationId, ...completion }
        await refuses(() => store.completeMergeOperation(call), 'FAILED_PRECONDITION')
      }
    },
    'refuses one that is over, also with the same result': async ({ store, refuses }) => {
      await withCatalog(store)
      for (const [n, status] of over.entries()) {
        const { id: operationId } = await brought(store, n, status)
        for (const completedAt of [completion.completedAt, instants[0]]) {
          const call = { ...inAcme, operationId, ...completion, completedAt }
          await refuses(() => store.completeMergeOperation(call), 'FAILED_PRECONDITION')
        }
      }
    },
    "refuses a missing operation, also another tenant's, after a missing tenant": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const [at, failure] of missing) {
        await refuses(() => store.completeMergeOperation({ ...at, ...completion }), failure)
      }
    },
  },

  abortMergeOperation: {
    'ends an operation in every open status, with conflicts and without': async ({ store }) => {
      await withCatalog(store)
      const ways = open.flatMap(from => [false, true].map(listsConflict => ({ from, listsConflict })))
      for (const [n, { from, listsConflict }] of ways.entries()) {
        const before = await brought(store, n, from, listsConflict)
        const at = { ...inAcme, operationId: before.id }
        assert.equal(await store.abortMergeOperation({ ...at, ...abortion }), null)
        const after = { ...before, ...abortion, status: 'aborted' }
        assert.deepEqual(await store.getMergeOperation(at), after)
      }
    },
    'keeps every instant to the millisecond, also one before the begin': async ({ store }) => {
      await withCatalog(store)
      for (const [n, completedAt] of instants.entries()) {
        await stored(store, n, {})
        const at = { ...inAcme, operationId: id(n) }
        await store.abortMergeOperation({ ...at, completedAt })
        assert.equal((await store.getMergeOperation(at))?.completedAt, completedAt)
      }
    },
    'changes no other operation, and leaves the conflicts': async ({ store }) => {
      await withNeighbours(store)
      await store.createMergeConflict({ ...inAcme, conflict: clash })
      await store.abortMergeOperation({ ...atMerge, ...abortion })
      assert.deepEqual(await store.listMergeConflicts(atMerge), [clash])
      assert.deepEqual(await store.listMergeOperations(inOther), [otherMerge])
      assert.deepEqual(await store.listMergeOperations({ ...inSales, ...inGlobex }), [globexMerge])
    },
    'refuses one that is over, also at the same instant': async ({ store, refuses }) => {
      await withCatalog(store)
      for (const [n, status] of over.entries()) {
        const { id: operationId } = await brought(store, n, status, true)
        for (const completedAt of [abortion.completedAt, instants[0]]) {
          const call = { ...inAcme, operationId, completedAt }
          await refuses(() => store.abortMergeOperation(call), 'FAILED_PRECONDITION')
        }
      }
    },
    "refuses a missing operation, also another tenant's, after a missing tenant": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const [at, failure] of missing) {
        await refuses(() => store.abortMergeOperation({ ...at, ...abortion }), failure)
      }
    },
  },
}
