/** What always holds of merge operations. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { mergeOperations as declared, NewMergeOperation } from '../../src/trait/areas/merge-operations.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Id, Timestamp } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, latestFirst, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, several, two } from './place.ts'

const begun = values(NewMergeOperation)
const statuses = fc.array(values(declared.operations.updateMergeOperationStatus.args.properties.status))

/** How an operation ends, and when. */
const ending = { isCompleted: fc.boolean(), resultCommitId: values(Id), completedAt: values(Timestamp) }

export const mergeOperations = [
  law({
    name: 'operations are got as begun and listed, whole and in pages, latest first, then by id',
    area: 'mergeOperations',
    operations: ['listMergeOperations', 'createMergeOperation', 'getMergeOperation'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      begun: several(begun, 'id'),
      size: pageSize,
    }),
    async holds(store, { tenant, catalog, begun, size }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const { tenantId } = inCatalog
      const all = begun.map(operation => ({ ...operation, ...inCatalog }))
      for (const operation of all) await store.createMergeOperation({ operation })
      const expected = latestFirst(all, ({ initiatedAt }) => initiatedAt)
      await assertListed(page => store.listMergeOperations({ ...inCatalog, page }), expected, size)
      for (const operation of all) {
        const create = () => store.createMergeOperation({ operation })
        await refused('ALREADY_EXISTS mergeOperation', create)()
        const got = await store.getMergeOperation({ tenantId, operationId: operation.id })
        assert.deepEqual(got, operation)
      }
    },
  }),

  law({
    name: 'an open operation goes to any open status, and one that is over does not change any more',
    area: 'mergeOperations',
    operations: [
      'updateMergeOperationStatus',
      'completeMergeOperation',
      'abortMergeOperation',
      'getMergeOperation',
    ],
    arbitrary: fc.record({ tenant: values(Tenant), catalog: values(Catalog), begun, statuses, ...ending }),
    async holds(store, { tenant, catalog, begun, statuses, isCompleted, resultCommitId, completedAt }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const operation = { ...begun, ...inCatalog }
      const at = { tenantId: tenant.id, operationId: operation.id }
      const move = (status: (typeof statuses)[number]) => store.updateMergeOperationStatus({ ...at, status })
      const complete = () => store.completeMergeOperation({ ...at, resultCommitId, completedAt })
      const abort = () => store.abortMergeOperation({ ...at, completedAt })
      await store.createMergeOperation({ operation })
      for (const status of statuses) {
        await move(status)
        assert.deepEqual(await store.getMergeOperation(at), { ...operation, status })
      }
      const last = statuses.at(-1) ?? 'pending'
      const mayComplete = last === 'ready' || last === 'pending'
      if (!mayComplete) await assertUnchanged(() => digest(store), refused('FAILED_PRECONDITION', complete))
      const end = isCompleted && mayComplete ? complete : abort
      await end()
      const result = end === complete ? { status: 'completed', resultCommitId } : { status: 'aborted' }
      assert.deepEqual(await store.getMergeOperation(at), { ...operation, ...result, completedAt })
      await assertUnchanged(
        () => digest(store),
        refused(
          'FAILED_PRECONDITION',
          complete,
          abort,
          () => move('pending'),
          () => move('ready'),
        ),
      )
    },
  }),

  law({
    name: 'a catalog made again has no operations',
    area: 'mergeOperations',
    operations: ['createMergeOperation', 'listMergeOperations', 'deleteCatalog', 'createCatalog'],
    arbitrary: fc.record({ tenant: values(Tenant), catalog: values(Catalog), begun: several(begun, 'id') }),
    async holds(store, { tenant, catalog, begun }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const { tenantId } = inCatalog
      const lifetime = async () => {
        for (const operation of begun) {
          await store.createMergeOperation({ operation: { ...operation, ...inCatalog } })
        }
        await store.deleteCatalog({ tenantId, name: catalog.name })
        await store.createCatalog({ tenantId, catalog })
      }
      const read = async () => [
        await digest(store),
        await Promise.all(begun.map(({ id }) => store.getMergeOperation({ tenantId, operationId: id }))),
      ]
      await assertUnchanged(read, lifetime, lifetime)
    },
  }),

  law({
    name: 'what happens to an operation leaves those of another tenant alone',
    area: 'mergeOperations',
    operations: ['abortMergeOperation', 'createMergeOperation', 'updateMergeOperationStatus'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      begun: two(begun, 'id'),
      completedAt: values(Timestamp),
    }),
    async holds(store, { tenants, catalogs, begun: [mine, theirs], completedAt }) {
      const inMine = await putCatalog(store, tenants[0], catalogs[0])
      const inTheirs = await putCatalog(store, tenants[1], catalogs[1])
      const { tenantId } = inMine
      const reach = (operationId: string) => [
        () => store.updateMergeOperationStatus({ tenantId, operationId, status: 'ready' }),
        () => store.abortMergeOperation({ tenantId, operationId, completedAt }),
      ]
      await store.createMergeOperation({ operation: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => store.createMergeOperation({ operation: { ...mine, ...inMine } }),
        refused('NOT_FOUND mergeOperation', ...reach(theirs.id)),
        ...reach(mine.id),
      )
    },
  }),
]
