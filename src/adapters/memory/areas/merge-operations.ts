import {
  type mergeOperations as declared,
  type MergeOperation,
  TERMINAL_STATUSES,
} from '../../../trait/areas/merge-operations.ts'
import type { Steps } from '../../../trait/operation.ts'
import { latestFirst, paged } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { catalogOf, everyCatalog, findCatalog } from '../place.ts'
import { type CatalogState, put, type State, type TenantState, withCatalog } from '../state.ts'

export const mergeOperations: Steps<typeof declared, State> = {
  createMergeOperation(state, { operation }) {
    const place = findCatalog(state, operation)
    if ('failure' in place) return fails(state, place.failure)
    for (const { within } of everyCatalog(state)) {
      if (within.mergeOperations.has(operation.id)) return fails(state, 'ALREADY_EXISTS mergeOperation')
    }
    return done(withOperation(state, place, operation), null)
  },

  getMergeOperation(state, { tenantId, operationId }) {
    const owner = state.tenants.get(tenantId)
    return done(state, (owner && operationById(owner, operationId)?.operation) ?? null)
  },

  listMergeOperations(state, { page, ...at }) {
    const all = catalogOf(state, at)?.mergeOperations.values() ?? []
    return done(
      state,
      paged(
        latestFirst(all, operation => operation.initiatedAt),
        page,
      ),
    )
  },

  updateMergeOperationStatus(state, { status, ...at }) {
    return change(state, at, operation => !isOver(operation), { status })
  },

  completeMergeOperation(state, { resultCommitId, completedAt, ...at }) {
    return change(state, at, isCompletable, { status: 'completed', resultCommitId, completedAt })
  },

  abortMergeOperation(state, { completedAt, ...at }) {
    return change(state, at, operation => !isOver(operation), { status: 'aborted', completedAt })
  },
}

/** Whether an operation is completed or aborted. */
export function isOver({ status }: MergeOperation): boolean {
  return TERMINAL_STATUSES.some(terminal => terminal === status)
}

function isCompletable({ status, conflicts }: MergeOperation): boolean {
  return status === 'ready' || (status === 'pending' && conflicts.length === 0)
}

/** The tenant's operation of this id, and where it is. */
export function operationById(owner: TenantState, operationId: string) {
  for (const within of owner.catalogs.values()) {
    const operation = within.mergeOperations.get(operationId)
    if (operation !== undefined) return { owner, within, operation }
  }
  return undefined
}

/** The state with an operation put in its catalog. */
export function withOperation(
  state: State,
  { owner, within }: { owner: TenantState; within: CatalogState },
  operation: MergeOperation,
): State {
  const mergeOperations = put(within.mergeOperations, operation.id, operation)
  return withCatalog(state, owner, { ...within, mergeOperations })
}

function change(
  state: State,
  { tenantId, operationId }: { tenantId: string; operationId: string },
  allows: (operation: MergeOperation) => boolean,
  changes: Partial<MergeOperation>,
) {
  const owner = state.tenants.get(tenantId)
  if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
  const place = operationById(owner, operationId)
  if (place === undefined) return fails(state, 'NOT_FOUND mergeOperation')
  if (!allows(place.operation)) return fails(state, 'FAILED_PRECONDITION')
  return done(withOperation(state, place, { ...place.operation, ...changes }), null)
}
