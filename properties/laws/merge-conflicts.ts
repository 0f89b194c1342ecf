/** What always holds of merge conflicts. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { ConflictResolution, MergeConflict } from '../../src/trait/areas/merge-conflicts.ts'
import { NewMergeOperation } from '../../src/trait/areas/merge-operations.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { Timestamp } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, several, two } from './place.ts'

const begun = values(NewMergeOperation)

/** A conflict whose decision, if it has one, is its own. */
const conflict = values(MergeConflict).map(({ resolution, ...given }) => ({
  ...given,
  resolution: resolution && { ...resolution, conflictId: given.id },
}))

const merge = { tenant: values(Tenant), catalog: values(Catalog), begun }

export const mergeConflicts = [
  law({
    name: 'conflicts are got as given and listed, whole and in pages, earliest first, then by id',
    area: 'mergeConflicts',
    operations: ['listMergeConflicts', 'createMergeConflict', 'getMergeConflict'],
    arbitrary: fc.record({ ...merge, conflicts: several(conflict, 'id'), size: pageSize }),
    async holds(store, { conflicts, size, ...merge }) {
      const { tenantId, operationId } = await putMerge(store, merge)
      const all = conflicts.map(conflict => ({ ...conflict, mergeOperationId: operationId }))
      for (const conflict of all) await store.createMergeConflict({ tenantId, conflict })
      const expected = inOrder(all, ({ createdAt, id }) => [createdAt, id])
      const list = { tenantId, operationId }
      await assertListed(page => store.listMergeConflicts({ ...list, page }), expected, size)
      for (const conflict of all) {
        const create = () => store.createMergeConflict({ tenantId, conflict })
        await refused('ALREADY_EXISTS mergeConflict', create)()
        assert.deepEqual(await store.getMergeConflict({ tenantId, conflictId: conflict.id }), conflict)
      }
    },
  }),

  law({
    name: 'an operation lists the conflicts added to it once each, in the order of the calls',
    area: 'mergeConflicts',
    operations: ['addConflictToOperation', 'createMergeConflict', 'getMergeOperation', 'listMergeConflicts'],
    arbitrary: fc.record({
      ...merge,
      conflicts: several(conflict, 'id'),
      order: fc.array(fc.nat({ max: 7 }), { minLength: 1 }),
    }),
    async holds(store, { conflicts, order, ...merge }) {
      const { tenantId, operationId } = await putMerge(store, merge)
      for (const conflict of conflicts) {
        const own = { ...conflict, mergeOperationId: operationId }
        await store.createMergeConflict({ tenantId, conflict: own })
      }
      const added = order.flatMap(i => conflicts[i]?.id ?? [])
      const addAll = async () => {
        for (const conflictId of added) {
          await store.addConflictToOperation({ tenantId, operationId, conflictId })
        }
      }
      await assertUnchanged(() => store.listMergeConflicts({ tenantId, operationId }), addAll)
      const operation = await store.getMergeOperation({ tenantId, operationId })
      assert.deepEqual(operation?.conflicts, [...new Set(added)])
      await assertUnchanged(() => digest(store), addAll)
    },
  }),

  law({
    name: 'the decision given last stays, alone and for good once the operation is over',
    area: 'mergeConflicts',
    operations: ['resolveMergeConflict', 'getMergeConflict', 'abortMergeOperation'],
    arbitrary: fc.record({
      ...merge,
      conflict,
      decisions: fc.tuple(values(ConflictResolution), values(ConflictResolution)),
      completedAt: values(Timestamp),
    }),
    async holds(store, { conflict, decisions: [first, last], completedAt, ...merge }) {
      const { tenantId, operationId } = await putMerge(store, merge)
      const own = { ...conflict, mergeOperationId: operationId }
      const at = { tenantId, conflictId: conflict.id }
      const resolve = (decision: ConflictResolution) =>
        store.resolveMergeConflict({ ...at, resolution: { ...decision, conflictId: conflict.id } })
      await store.createMergeConflict({ tenantId, conflict: own })
      await resolve(first)
      await resolve(last)
      const resolution = { ...last, conflictId: conflict.id }
      assert.deepEqual(await store.getMergeConflict(at), { ...own, resolution })
      await assertUnchanged(
        () => digest(store),
        () => resolve(last),
      )
      await store.abortMergeOperation({ tenantId, operationId, completedAt })
      await assertUnchanged(
        () => digest(store),
        refused(
          'FAILED_PRECONDITION',
          () => resolve(first),
          () => store.addConflictToOperation({ ...at, operationId }),
        ),
      )
    },
  }),

  law({
    name: 'what happens to a conflict leaves those of another tenant alone',
    area: 'mergeConflicts',
    operations: ['resolveMergeConflict', 'addConflictToOperation', 'getMergeConflict', 'createMergeConflict'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      begun: two(begun, 'id'),
      conflicts: two(conflict, 'id'),
      decision: values(ConflictResolution),
    }),
    async holds(store, { tenants, catalogs, begun, conflicts: [mine, theirs], decision }) {
      const put = (i: 0 | 1) => putMerge(store, { tenant: tenants[i], catalog: catalogs[i], begun: begun[i] })
      const [inMine, inTheirs] = [await put(0), await put(1)]
      const { tenantId, operationId } = inMine
      const resolve = (conflictId: string) =>
        store.resolveMergeConflict({ tenantId, conflictId, resolution: { ...decision, conflictId } })
      const create = ({ tenantId, operationId }: typeof inMine, conflict: MergeConflict) =>
        store.createMergeConflict({ tenantId, conflict: { ...conflict, mergeOperationId: operationId } })
      await create(inTheirs, theirs)
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => create(inMine, mine),
        () => resolve(mine.id),
        () => store.addConflictToOperation({ tenantId, operationId, conflictId: mine.id }),
        refused(
          'NOT_FOUND mergeConflict',
          () => resolve(theirs.id),
          () => store.addConflictToOperation({ tenantId, operationId, conflictId: theirs.id }),
        ),
      )
      assert.equal(await store.getMergeConflict({ tenantId, conflictId: theirs.id }), null)
    },
  }),
]

/** Creates the tenant, a catalog and an operation; returns the arguments that lead to the operation. */
async function putMerge(
  store: CatalogStore,
  { tenant, catalog, begun }: { tenant: Tenant; catalog: Catalog; begun: Begun },
) {
  const inCatalog = await putCatalog(store, tenant, catalog)
  await store.createMergeOperation({ operation: { ...begun, ...inCatalog } })
  return { tenantId: inCatalog.tenantId, operationId: begun.id }
}

type Begun = Parameters<CatalogStore['createMergeOperation']>[0]['operation']
