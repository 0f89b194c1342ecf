import type { mergeConflicts as declared } from '../../../trait/areas/merge-conflicts.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { everyCatalog } from '../place.ts'
import { put, type State, type TenantState, withCatalog } from '../state.ts'
import { isOver, operationById, withOperation } from './merge-operations.ts'

export const mergeConflicts: Steps<typeof declared, State> = {
  createMergeConflict(state, { tenantId, conflict }) {
    const { resolution } = conflict
    if (resolution !== null && resolution.conflictId !== conflict.id) return fails(state, 'INVALID_ARGUMENT')
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = operationById(owner, conflict.mergeOperationId)
    if (place === undefined) return fails(state, 'NOT_FOUND mergeOperation')
    for (const { within } of everyCatalog(state)) {
      if (within.mergeConflicts.has(conflict.id)) return fails(state, 'ALREADY_EXISTS mergeConflict')
    }
    const mergeConflicts = put(place.within.mergeConflicts, conflict.id, conflict)
    return done(withCatalog(state, owner, { ...place.within, mergeConflicts }), null)
  },

  getMergeConflict(state, { tenantId, conflictId }) {
    const owner = state.tenants.get(tenantId)
    return done(state, (owner && conflictById(owner, conflictId)?.conflict) ?? null)
  },

  listMergeConflicts(state, { tenantId, operationId, page }) {
    const owner = state.tenants.get(tenantId)
    const all = (owner && operationById(owner, operationId)?.within.mergeConflicts.values()) ?? []
    const sorted = sortedBy(
      [...all].filter(conflict => conflict.mergeOperationId === operationId),
      conflict => conflict.createdAt,
      conflict => conflict.id,
    )
    return done(state, paged(sorted, page))
  },

  resolveMergeConflict(state, { tenantId, conflictId, resolution }) {
    if (resolution.conflictId !== conflictId) return fails(state, 'INVALID_ARGUMENT')
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = conflictById(owner, conflictId)
    if (place === undefined) return fails(state, 'NOT_FOUND mergeConflict')
    const { within, conflict } = place
    const operation = within.mergeOperations.get(conflict.mergeOperationId)
    if (operation !== undefined && isOver(operation)) return fails(state, 'FAILED_PRECONDITION')
    const mergeConflicts = put(within.mergeConflicts, conflictId, { ...conflict, resolution })
    return done(withCatalog(state, owner, { ...within, mergeConflicts }), null)
  },

  addConflictToOperation(state, { tenantId, operationId, conflictId }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const place = operationById(owner, operationId)
    if (place === undefined) return fails(state, 'NOT_FOUND mergeOperation')
    const { within, operation } = place
    if (within.mergeConflicts.get(conflictId)?.mergeOperationId !== operationId) {
      return fails(state, 'NOT_FOUND mergeConflict')
    }
    if (isOver(operation)) return fails(state, 'FAILED_PRECONDITION')
    if (operation.conflicts.includes(conflictId)) return done(state, null)
    const conflicts = [...operation.conflicts, conflictId]
    return done(withOperation(state, place, { ...operation, conflicts }), null)
  },
}

function conflictById(owner: TenantState, conflictId: string) {
  for (const within of owner.catalogs.values()) {
    const conflict = within.mergeConflicts.get(conflictId)
    if (conflict !== undefined) return { within, conflict }
  }
  return undefined
}
