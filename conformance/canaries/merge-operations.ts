/** Canaries of the merge operations. */
import { call, canary, failureOf } from '../canary.ts'
import { acme, inAcme, merge, sales } from '../cases/fixtures.ts'

const withMerge = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createMergeOperation', { operation: merge }),
]
const atMerge = { ...inAcme, operationId: merge.id }
const completedAt = '2026-01-12T00:00:00.120Z'

export const mergeOperations = [
  canary({
    name: 'merge-operation-is-reopened',
    breaks: 'updateMergeOperationStatus',
    because: 'Only the new status is looked at, not whether the operation is over.',
    witness: [
      ...withMerge,
      call('abortMergeOperation', { ...atMerge, completedAt }),
      call('updateMergeOperationStatus', { ...atMerge, status: 'pending' }),
    ],
    wrap: store => ({
      async updateMergeOperationStatus(args) {
        try {
          return await store.updateMergeOperationStatus(args)
        } catch (error) {
          if (failureOf(error) === 'FAILED_PRECONDITION') return null
          throw error
        }
      },
    }),
  }),

  canary({
    name: 'merge-operation-aborted-without-a-time',
    breaks: 'abortMergeOperation',
    because: 'Only the completion was thought to have a time, and the abortion leaves the column empty.',
    witness: [
      ...withMerge,
      call('abortMergeOperation', { ...atMerge, completedAt }),
      call('getMergeOperation', atMerge),
    ],
    wrap: store => {
      type Operation = NonNullable<Awaited<ReturnType<typeof store.getMergeOperation>>>
      const timeless = (operation: Operation): Operation =>
        operation.status === 'aborted' ? { ...operation, completedAt: null } : operation
      return {
        async getMergeOperation(args) {
          const operation = await store.getMergeOperation(args)
          return operation && timeless(operation)
        },
        async listMergeOperations(args) {
          return (await store.listMergeOperations(args)).map(timeless)
        },
      }
    },
  }),
]
