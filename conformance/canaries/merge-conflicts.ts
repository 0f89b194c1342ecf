/** Canaries of the merge conflicts. */
import type { MergeOperation } from '../../src/trait/areas/merge-operations.ts'
import { call, canary } from '../canary.ts'
import { acme, clash, decision, inAcme, merge, sales } from '../cases/fixtures.ts'

const withMerge = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createMergeOperation', { operation: merge }),
]
const addClash = call('addConflictToOperation', {
  ...inAcme,
  operationId: merge.id,
  conflictId: clash.id,
})
const atClash = { ...inAcme, conflictId: clash.id }

export const mergeConflicts = [
  canary({
    name: 'merge-conflict-is-listed-twice',
    breaks: 'addConflictToOperation',
    because: 'The id is appended to an array without looking whether it is in it.',
    witness: [
      ...withMerge,
      call('createMergeConflict', { ...inAcme, conflict: clash }),
      addClash,
      addClash,
      call('getMergeOperation', { ...inAcme, operationId: merge.id }),
    ],
    wrap: store => {
      const appended = new Map<string, readonly string[]>()
      const withRepeats = (operation: MergeOperation): MergeOperation => {
        const conflicts = appended.get(operation.id)
        return conflicts === undefined ? operation : { ...operation, conflicts: [...conflicts] }
      }
      return {
        async createMergeOperation(args) {
          await store.createMergeOperation(args)
          appended.delete(args.operation.id)
          return null
        },
        async addConflictToOperation(args) {
          await store.addConflictToOperation(args)
          const before = appended.get(args.operationId) ?? []
          appended.set(args.operationId, [...before, args.conflictId])
          return null
        },
        async getMergeOperation(args) {
          const operation = await store.getMergeOperation(args)
          return operation && withRepeats(operation)
        },
        async listMergeOperations(args) {
          return (await store.listMergeOperations(args)).map(withRepeats)
        },
      }
    },
  }),

  canary({
    name: 'merge-conflict-first-decision-wins',
    breaks: 'resolveMergeConflict',
    because: 'UPDATE … WHERE resolution IS NULL protects a decision against a later one.',
    witness: [
      ...withMerge,
      call('createMergeConflict', { ...inAcme, conflict: { ...clash, resolution: decision } }),
      call('resolveMergeConflict', { ...atClash, resolution: { ...decision, strategy: 'take-source' } }),
      call('getMergeConflict', atClash),
    ],
    wrap: store => ({
      async resolveMergeConflict(args) {
        const { tenantId, conflictId, resolution } = args
        const current = await store.getMergeConflict({ tenantId, conflictId })
        const isMatch = resolution.conflictId === conflictId
        const first = (isMatch && current?.resolution) || resolution
        return store.resolveMergeConflict({ tenantId, conflictId, resolution: first })
      },
    }),
  }),
]
