import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import {
  ConflictResolution,
  type ConflictType,
  type MergeConflict,
} from '../../src/trait/areas/merge-conflicts.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { Failure } from '../../src/trait/errors.ts'
import type { CasesOf } from '../case.ts'
import { dated, mixed } from './dated.ts'
import {
  acme,
  atOrders,
  clash,
  decision,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  merge,
  nobody,
  orders,
  raw,
  sales,
  withConflict,
  withMerge,
} from './fixtures.ts'
import { oddJson, oddObject } from './json.ts'
import { instants, longestName, oddTexts, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atMerge = { ...inAcme, operationId: merge.id }
const atClash = { ...inAcme, conflictId: clash.id }
const strategies = ConflictResolution.properties.strategy.enum

/** Of the same tenant, but of another operation. */
const otherMerge = { ...merge, id: id(2) }
const otherClash: MergeConflict = { ...clash, id: id(2), mergeOperationId: otherMerge.id }
const globexMerge = { ...merge, ...inGlobex, id: id(1) }
const globexClash: MergeConflict = { ...clash, id: id(1), mergeOperationId: globexMerge.id, assetId: null }

const conflictTypes: readonly ConflictType[] = [
  { type: 'schema-change', assetName: 'orders', sourceSchema: { fields: [] }, targetSchema: null },
  { type: 'data-overlap', assetName: 'orders', overlappingPartitions: ['b', 'a', 'b'] },
  { type: 'data-overlap', assetName: 'orders', overlappingPartitions: [] },
  { type: 'metadata-conflict', assetName: 'orders', conflictingProperties: ['b', '', 'a'] },
  { type: 'metadata-conflict', assetName: 'orders', conflictingProperties: [] },
  { type: 'deletion-conflict', assetName: 'orders', deletedIn: 'source', modifiedIn: 'target' },
  { type: 'deletion-conflict', assetName: 'orders', deletedIn: 'target', modifiedIn: 'source' },
  { type: 'deletion-conflict', assetName: 'orders', deletedIn: 'target', modifiedIn: 'target' },
]

/** As `withConflict`, and a conflict of another operation of acme and of one of globex. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await withConflict(store)
  await store.createMergeOperation({ operation: otherMerge })
  await store.createMergeConflict({ ...inAcme, conflict: otherClash })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(1) } })
  await store.createMergeOperation({ operation: globexMerge })
  await store.createMergeConflict({ ...inGlobex, conflict: globexClash })
}

/** `merge` ends, one way or the other. */
const endings: readonly ((store: CatalogStore) => Promise<null>)[] = [
  store =>
    store.completeMergeOperation({ ...atMerge, resultCommitId: nobody, completedAt: merge.initiatedAt }),
  store => store.abortMergeOperation({ ...atMerge, completedAt: merge.initiatedAt }),
]

/** Asserts that a conflict with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<MergeConflict>): Promise<void> {
  const conflict = { ...clash, id: id(n), ...fields }
  await store.createMergeConflict({ ...inAcme, conflict })
  assert.deepEqual(await store.getMergeConflict({ ...inAcme, conflictId: conflict.id }), conflict)
}

export const mergeConflicts: CasesOf<'mergeConflicts'> = {
  createMergeConflict: {
    'stores the conflict as given': async ({ store }) => {
      await withMerge(store)
      assert.equal(await store.createMergeConflict({ ...inAcme, conflict: clash }), null)
      assert.deepEqual(await store.getMergeConflict(atClash), clash)
    },
    'keeps every type of conflict': async ({ store }) => {
      await withMerge(store)
      for (const [n, conflictType] of conflictTypes.entries()) await stored(store, n, { conflictType })
    },
    'keeps every schema exactly': async ({ store }) => {
      await withMerge(store)
      const schemas = [...oddJson, oddObject, [...oddJson]]
      for (const [n, sourceSchema] of schemas.entries()) {
        const targetSchema = schemas.at(n - 1) ?? null
        await stored(store, n, {
          conflictType: { type: 'schema-change', assetName: 'a', sourceSchema, targetSchema },
        })
      }
    },
    'keeps every name, list and description exactly': async ({ store }) => {
      await withMerge(store)
      for (const [n, assetName] of [longestName, ...orderedNames].entries()) {
        const overlappingPartitions = [...oddTexts, assetName]
        await stored(store, n, {
          conflictType: { type: 'data-overlap', assetName, overlappingPartitions },
          description: oddTexts.at(n % oddTexts.length) ?? '',
        })
      }
      const conflictingProperties = [...orderedNames, ...oddTexts].reverse()
      await stored(store, 0x100, {
        conflictType: { type: 'metadata-conflict', assetName: 'a', conflictingProperties },
      })
    },
    'keeps a decision that is given with it, of every strategy': async ({ store }) => {
      await withMerge(store)
      for (const [n, strategy] of strategies.entries()) {
        await stored(store, n, { resolution: { ...decision, conflictId: id(n), strategy } })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withMerge(store)
      for (const [n, createdAt] of instants.entries()) await stored(store, n, { createdAt })
    },
    'accepts an asset that nobody knows, and none': async ({ store }) => {
      await withMerge(store)
      await stored(store, 1, { assetId: nobody })
      await stored(store, 2, { assetId: null })
    },
    'leaves the operation as it is': async ({ store }) => {
      await withMerge(store)
      await store.createMergeConflict({ ...inAcme, conflict: clash })
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
    },
    'accepts an operation in every status': async ({ store }) => {
      for (const [n, end] of endings.entries()) {
        await withMerge(store)
        for (const [m, status] of (['conflicted', 'resolving', 'ready'] as const).entries()) {
          await store.updateMergeOperationStatus({ ...atMerge, status })
          await stored(store, 8 * n + m, {})
        }
        await end(store)
        await stored(store, 8 * n + 7, {})
        await store.deleteTenant(inAcme)
        await store.deleteTenant(inGlobex)
      }
    },
    'refuses the decision of another conflict before a missing tenant': async ({ store, refuses }) => {
      await withMerge(store)
      const conflict = { ...clash, resolution: { ...decision, conflictId: id(1) } }
      await refuses(() => store.createMergeConflict({ ...inAcme, conflict }), 'INVALID_ARGUMENT')
      await refuses(() => store.createMergeConflict({ ...inNoTenant, conflict }), 'INVALID_ARGUMENT')
    },
    'refuses a missing tenant before a missing operation': async ({ store, refuses }) => {
      await withMerge(store)
      for (const mergeOperationId of [merge.id, nobody]) {
        const conflict = { ...clash, mergeOperationId }
        await refuses(() => store.createMergeConflict({ ...inNoTenant, conflict }), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing operation, also another tenant's and for an id already taken": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const mergeOperationId of [nobody, sales.id, clash.id, globexMerge.id]) {
        const conflict = { ...clash, mergeOperationId }
        await refuses(() => store.createMergeConflict({ ...inAcme, conflict }), 'NOT_FOUND mergeOperation')
      }
      const abroad = { ...inGlobex, conflict: { ...clash, id: id(3) } }
      await refuses(() => store.createMergeConflict(abroad), 'NOT_FOUND mergeOperation')
    },
    'refuses an id taken in any operation or tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      for (const taken of [clash.id, otherClash.id, globexClash.id]) {
        const call = { ...inAcme, conflict: { ...clash, id: taken, description: 'x' } }
        await refuses(() => store.createMergeConflict(call), 'ALREADY_EXISTS mergeConflict')
        const abroad = { ...inGlobex, conflict: { ...globexClash, id: taken } }
        await refuses(() => store.createMergeConflict(abroad), 'ALREADY_EXISTS mergeConflict')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withMerge(store)
      const conflict = structuredClone(clash)
      await store.createMergeConflict({ ...inAcme, conflict })
      spoil(conflict)
      assert.deepEqual(await store.getMergeConflict(atClash), clash)
    },
  },

  getMergeConflict: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withConflict(store)
      assert.equal(await store.getMergeConflict({ ...inAcme, conflictId: nobody }), null)
      assert.equal(await store.getMergeConflict({ ...inAcme, conflictId: merge.id }), null)
      assert.equal(await store.getMergeConflict({ ...atClash, ...inNoTenant }), null)
    },
    'answers the one of this id': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.getMergeConflict(atClash), clash)
      assert.deepEqual(await store.getMergeConflict({ ...inAcme, conflictId: otherClash.id }), otherClash)
    },
    "does not see another tenant's conflict": async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.getMergeConflict({ ...atClash, ...inGlobex }), null)
      assert.equal(await store.getMergeConflict({ ...inAcme, conflictId: globexClash.id }), null)
    },
    'stays when its asset goes': async ({ store }) => {
      await withConflict(store)
      await store.createNamespace({ ...inSales, namespace: raw })
      await store.createAsset({ ...inRaw, asset: orders })
      await store.deleteAsset(atOrders)
      assert.deepEqual(await store.getMergeConflict(atClash), clash)
    },
    'goes with its catalog and its tenant': async ({ store }) => {
      await withConflict(store)
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      assert.equal(await store.getMergeConflict(atClash), null)
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createMergeOperation({ operation: merge })
      assert.equal(await store.getMergeConflict(atClash), null)
      await store.createMergeConflict({ ...inAcme, conflict: clash })
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createMergeOperation({ operation: merge })
      assert.equal(await store.getMergeConflict(atClash), null)
      await store.createMergeConflict({ ...inAcme, conflict: clash })
    },
    'answers a copy': async ({ store }) => {
      await withConflict(store)
      await store.resolveMergeConflict({ ...atClash, resolution: decision })
      spoil(await store.getMergeConflict(atClash))
      assert.deepEqual(await store.getMergeConflict(atClash), { ...clash, resolution: decision })
    },
  },

  listMergeConflicts: {
    'is empty without any, and for an operation or tenant that does not exist': async ({ store }) => {
      await withConflict(store)
      await store.createMergeOperation({ operation: otherMerge })
      assert.deepEqual(await store.listMergeConflicts({ ...inAcme, operationId: otherMerge.id }), [])
      assert.deepEqual(await store.listMergeConflicts({ ...inAcme, operationId: nobody }), [])
      assert.deepEqual(await store.listMergeConflicts({ ...atMerge, ...inNoTenant }), [])
    },
    'orders by instant, the earliest first, then by id': async ({ store }) => {
      await withMerge(store)
      const all = dated(clash, 'createdAt')
      for (const conflict of mixed(all)) await store.createMergeConflict({ ...inAcme, conflict })
      assert.deepEqual(await store.listMergeConflicts(atMerge), all)
    },
    'lists those that the operation lists and those that it does not': async ({ store }) => {
      await withConflict(store)
      await stored(store, 1, { createdAt: instants[0] })
      await store.addConflictToOperation({ ...atMerge, conflictId: clash.id })
      const ids = (await store.listMergeConflicts(atMerge)).map(conflict => conflict.id)
      assert.deepEqual(ids, [id(1), clash.id])
    },
    "lists those of this operation only, and nothing of another tenant's": async ({ store }) => {
      await withNeighbours(store)
      const atOther = { ...inAcme, operationId: otherMerge.id }
      assert.deepEqual(await store.listMergeConflicts(atMerge), [clash])
      assert.deepEqual(await store.listMergeConflicts(atOther), [otherClash])
      assert.deepEqual(await store.listMergeConflicts({ ...atMerge, ...inGlobex }), [])
      assert.deepEqual(await store.listMergeConflicts({ ...inAcme, operationId: globexMerge.id }), [])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNeighbours(store)
      for (const conflict of mixed(dated(clash, 'createdAt'))) {
        await store.createMergeConflict({ ...inAcme, conflict })
      }
      await assertPages(page => store.listMergeConflicts({ ...atMerge, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withConflict(store)
      spoil(await store.listMergeConflicts(atMerge))
      assert.deepEqual(await store.listMergeConflicts(atMerge), [clash])
    },
  },

  resolveMergeConflict: {
    'records the decision and nothing else': async ({ store }) => {
      await withConflict(store)
      assert.equal(await store.resolveMergeConflict({ ...atClash, resolution: decision }), null)
      assert.deepEqual(await store.getMergeConflict(atClash), { ...clash, resolution: decision })
      assert.deepEqual(await store.getMergeOperation(atMerge), merge)
    },
    'keeps every strategy and instant': async ({ store }) => {
      await withConflict(store)
      for (const [n, strategy] of strategies.entries()) {
        const resolvedAt = instants.at(n % instants.length) ?? decision.resolvedAt
        const resolution = { ...decision, strategy, resolvedAt }
        await store.resolveMergeConflict({ ...atClash, resolution })
        assert.deepEqual((await store.getMergeConflict(atClash))?.resolution, resolution)
      }
    },
    'keeps every value exactly': async ({ store }) => {
      await withConflict(store)
      for (const resolvedValue of [...oddJson, oddObject, [...oddJson]]) {
        const resolution = { ...decision, resolvedValue }
        await store.resolveMergeConflict({ ...atClash, resolution })
        assert.deepEqual(await store.listMergeConflicts(atMerge), [{ ...clash, resolution }])
      }
    },
    'keeps nothing of the decision before: the last call wins': async ({ store }) => {
      await withConflict(store)
      await store.resolveMergeConflict({ ...atClash, resolution: decision })
      const resolution: ConflictResolution = {
        conflictId: clash.id,
        strategy: 'take-source',
        resolvedValue: null,
        resolvedBy: nobody,
        resolvedAt: instants[0],
      }
      await store.resolveMergeConflict({ ...atClash, resolution })
      assert.deepEqual(await store.getMergeConflict(atClash), { ...clash, resolution })
    },
    'accepts an operation in every open status, listing the conflict or not': async ({ store }) => {
      await withConflict(store)
      for (const [n, status] of (['ready', 'resolving', 'conflicted', 'pending'] as const).entries()) {
        if (n === 2) await store.addConflictToOperation({ ...atMerge, conflictId: clash.id })
        await store.updateMergeOperationStatus({ ...atMerge, status })
        const resolution = { ...decision, resolvedValue: status }
        await store.resolveMergeConflict({ ...atClash, resolution })
        assert.deepEqual((await store.getMergeConflict(atClash))?.resolution, resolution)
        assert.equal((await store.getMergeOperation(atMerge))?.status, status)
      }
    },
    'decides no other conflict': async ({ store }) => {
      await withNeighbours(store)
      await stored(store, 3, {})
      const before = await digest(store, [inGlobex.tenantId])
      await store.resolveMergeConflict({ ...atClash, resolution: decision })
      assert.deepEqual(await store.listMergeConflicts(atMerge), [
        { ...clash, id: id(3) },
        { ...clash, resolution: decision },
      ])
      assert.deepEqual(await store.getMergeConflict({ ...inAcme, conflictId: otherClash.id }), otherClash)
      assert.deepEqual(await digest(store, [inGlobex.tenantId]), before)
    },
    'refuses the decision of another conflict before a missing tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      const resolution = { ...decision, conflictId: otherClash.id }
      for (const at of [atClash, { ...atClash, conflictId: nobody }, { ...atClash, ...inNoTenant }]) {
        await refuses(() => store.resolveMergeConflict({ ...at, resolution }), 'INVALID_ARGUMENT')
      }
    },
    'refuses a missing tenant before a missing conflict': async ({ store, refuses }) => {
      await withConflict(store)
      for (const conflictId of [clash.id, nobody]) {
        const call = { ...inNoTenant, conflictId, resolution: { ...decision, conflictId } }
        await refuses(() => store.resolveMergeConflict(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing conflict, also another tenant's": async ({ store, refuses }) => {
      await withNeighbours(store)
      const abroad = { ...atClash, ...inGlobex, resolution: decision }
      await refuses(() => store.resolveMergeConflict(abroad), 'NOT_FOUND mergeConflict')
      for (const conflictId of [nobody, merge.id, globexClash.id]) {
        const call = { ...inAcme, conflictId, resolution: { ...decision, conflictId } }
        await refuses(() => store.resolveMergeConflict(call), 'NOT_FOUND mergeConflict')
      }
    },
    'refuses a conflict of an operation that is over': async ({ store, refuses }) => {
      for (const end of endings) {
        await withConflict(store)
        await store.resolveMergeConflict({ ...atClash, resolution: decision })
        await end(store)
        for (const strategy of [decision.strategy, 'auto-merge'] as const) {
          const call = { ...atClash, resolution: { ...decision, strategy } }
          await refuses(() => store.resolveMergeConflict(call), 'FAILED_PRECONDITION')
        }
        await store.deleteTenant(inAcme)
        await store.deleteTenant(inGlobex)
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withConflict(store)
      const resolution = structuredClone(decision)
      await store.resolveMergeConflict({ ...atClash, resolution })
      spoil(resolution)
      assert.deepEqual(await store.getMergeConflict(atClash), { ...clash, resolution: decision })
    },
  },

  addConflictToOperation: {
    'appends in the order of the calls, and nothing else': async ({ store }) => {
      await withConflict(store)
      const all = [clash, ...dated(clash, 'createdAt')]
      for (const conflict of all.slice(1)) await store.createMergeConflict({ ...inAcme, conflict })
      const before = await store.listMergeConflicts(atMerge)
      const called: string[] = []
      for (const { id: conflictId } of mixed(all)) {
        assert.equal(await store.addConflictToOperation({ ...atMerge, conflictId }), null)
        called.push(conflictId)
        assert.deepEqual(await store.getMergeOperation(atMerge), { ...merge, conflicts: called })
      }
      assert.deepEqual(await store.listMergeConflicts(atMerge), before)
    },
    'appends once: a conflict that is listed keeps its place': async ({ store }) => {
      await withConflict(store)
      await stored(store, 1, {})
      for (const conflictId of [clash.id, id(1)]) {
        await store.addConflictToOperation({ ...atMerge, conflictId })
      }
      const before = await digest(store)
      assert.equal(await store.addConflictToOperation({ ...atMerge, conflictId: clash.id }), null)
      assert.deepEqual(await digest(store), before)
      assert.deepEqual((await store.getMergeOperation(atMerge))?.conflicts, [clash.id, id(1)])
    },
    'accepts every open status and leaves it, and a conflict that is decided': async ({ store }) => {
      await withConflict(store)
      await store.resolveMergeConflict({ ...atClash, resolution: decision })
      const conflicts = [clash.id]
      for (const [n, status] of (['pending', 'conflicted', 'resolving', 'ready'] as const).entries()) {
        if (n > 0) await stored(store, n, {})
        const conflictId = n > 0 ? id(n) : clash.id
        if (n > 0) conflicts.push(conflictId)
        await store.updateMergeOperationStatus({ ...atMerge, status })
        await store.addConflictToOperation({ ...atMerge, conflictId })
        assert.deepEqual(await store.getMergeOperation(atMerge), { ...merge, status, conflicts })
      }
    },
    'changes no other operation': async ({ store }) => {
      await withNeighbours(store)
      await store.addConflictToOperation({ ...atMerge, conflictId: clash.id })
      const others = await store.listMergeOperations({ ...inSales, ...inGlobex })
      assert.deepEqual(others, [globexMerge])
      assert.deepEqual(await store.listMergeOperations(inSales), [
        otherMerge,
        { ...merge, conflicts: [clash.id] },
      ])
    },
    'refuses a missing tenant before anything else': async ({ store, refuses }) => {
      await withConflict(store)
      for (const [operationId, conflictId] of [
        [merge.id, clash.id],
        [nobody, nobody],
      ] as const) {
        const call = { ...inNoTenant, operationId, conflictId }
        await refuses(() => store.addConflictToOperation(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing operation, also another tenant's, before a missing conflict": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      const failure: Failure = 'NOT_FOUND mergeOperation'
      for (const operationId of [nobody, clash.id, globexMerge.id]) {
        for (const conflictId of [clash.id, globexClash.id, nobody]) {
          await refuses(() => store.addConflictToOperation({ ...inAcme, operationId, conflictId }), failure)
        }
      }
      const abroad = { ...atMerge, ...inGlobex, conflictId: clash.id }
      await refuses(() => store.addConflictToOperation(abroad), failure)
    },
    "refuses a missing conflict, also another operation's, over or not": async ({ store, refuses }) => {
      await withNeighbours(store)
      const strangers = [nobody, merge.id, otherClash.id, globexClash.id]
      const failure: Failure = 'NOT_FOUND mergeConflict'
      const refuseAll = async () => {
        for (const conflictId of strangers) {
          await refuses(() => store.addConflictToOperation({ ...atMerge, conflictId }), failure)
        }
      }
      await refuseAll()
      await store.abortMergeOperation({ ...atMerge, completedAt: instants[0] })
      await refuseAll()
    },
    'refuses an operation that is over, also for a conflict that it lists': async ({ store, refuses }) => {
      for (const end of endings) {
        await withConflict(store)
        await stored(store, 1, {})
        await store.addConflictToOperation({ ...atMerge, conflictId: clash.id })
        await store.updateMergeOperationStatus({ ...atMerge, status: 'ready' })
        await end(store)
        for (const conflictId of [clash.id, id(1)]) {
          const call = { ...atMerge, conflictId }
          await refuses(() => store.addConflictToOperation(call), 'FAILED_PRECONDITION')
        }
        await store.deleteTenant(inAcme)
        await store.deleteTenant(inGlobex)
      }
    },
  },
}
