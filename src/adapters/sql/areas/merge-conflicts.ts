import type { mergeConflicts as declared, MergeConflict } from '../../../trait/areas/merge-conflicts.ts'
import type { MergeOperation } from '../../../trait/areas/merge-operations.ts'
import { invalidArgument, notFound } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf, writeJson } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'
import { change, refuseIfOver } from './merge-operations.ts'

export const mergeConflicts: Handlers<typeof declared, SqlSession> = {
  async createMergeConflict(session, { tenantId, conflict }) {
    refuseOther(conflict.id, conflict.resolution)
    const row = rows.write(conflict)
    const place = { tenant: tenantId, mergeOperation: conflict.mergeOperationId }
    await orMissing(session, place, at => session.run(insertConflict, { ...at, ...row }))
    return null
  },

  async getMergeConflict(session, { tenantId, conflictId }) {
    const row = await session.one(selectConflict, { tenant: tenantId, mergeConflict: conflictId })
    return row === undefined ? null : rows.read(row)
  },

  async listMergeConflicts(session, { tenantId, operationId, page }) {
    const at = { tenant: tenantId, mergeOperation: operationId, ...pageParams(page) }
    return (await session.all(selectConflicts, at)).map(rows.read)
  },

  async resolveMergeConflict(session, { tenantId, conflictId, resolution }) {
    refuseOther(conflictId, resolution)
    await session.transaction(async tx => {
      const place = { tenant: tenantId, mergeConflict: conflictId }
      const { operation_id: id, status } = await orMissing(tx, place, at => tx.one(lockOperation, at))
      refuseIfOver({ id, status } as Pick<MergeOperation, 'id' | 'status'>)
      await tx.run(updateResolution, { id: conflictId, resolution: writeJson(resolution) })
    })
    return null
  },

  async addConflictToOperation(session, { tenantId, operationId, conflictId }) {
    await change(session, { tenantId, operationId }, async (operation, tx) => {
      const found = await tx.one(selectConflictOf, { operation: operationId, id: conflictId })
      if (found === undefined) throw notFound('mergeConflict', conflictId)
      refuseIfOver(operation)
      const { conflicts } = operation
      return conflicts.includes(conflictId) ? {} : { conflicts: [...conflicts, conflictId] }
    })
    return null
  },
}

const rows = rowsOf<MergeConflict>('merge_conflicts', {
  id: 'plain',
  mergeOperationId: 'plain',
  conflictType: 'json',
  assetId: 'plain',
  description: 'plain',
  resolution: 'json',
  createdAt: 'plain',
})

/** Throws `INVALID_ARGUMENT` if a resolution is that of another conflict. */
function refuseOther(conflictId: string, resolution: MergeConflict['resolution']): void {
  if (resolution !== null && resolution.conflictId !== conflictId) {
    throw invalidArgument(`the resolution is of "${resolution.conflictId}", the conflict is "${conflictId}"`)
  }
}

const insertConflict = statement(
  ['tenant', 'mergeOperation', ...rows.columns],
  (db, { tenant, mergeOperation, ...conflict }) =>
    insertBelow(db, ['tenant', 'mergeOperation'], { tenant, mergeOperation }, 'merge_conflicts', {
      tenant_id: tenant,
      ...conflict,
    }),
)

const selectConflict = statement(['tenant', 'mergeConflict'], (db, { tenant, mergeConflict }) =>
  db('merge_conflicts').where({ tenant_id: tenant, id: mergeConflict }).select(rows.columns),
)

const selectConflicts = statement(
  ['tenant', 'mergeOperation', ...pageNames],
  (db, { tenant, mergeOperation, ...page }) =>
    db('merge_conflicts')
      .where({ tenant_id: tenant, merge_operation_id: mergeOperation })
      .select(rows.columns)
      .modify(inPages, ['created_at', 'id'], page),
)

// The operation's lock, for it must not end meanwhile; it keeps other resolutions away as well.
const lockOperation = statement(['tenant', 'mergeConflict'], (db, { tenant, mergeConflict }) =>
  db('merge_conflicts')
    .join('merge_operations', 'merge_operations.id', 'merge_conflicts.merge_operation_id')
    .where({ 'merge_conflicts.tenant_id': tenant, 'merge_conflicts.id': mergeConflict })
    .select({ operation_id: 'merge_operations.id', status: 'merge_operations.status' })
    .forNoKeyUpdate('merge_operations'),
)

const updateResolution = statement(['id', 'resolution'], (db, { id, resolution }) =>
  db('merge_conflicts').where({ id }).update({ resolution }),
)

const selectConflictOf = statement(['operation', 'id'], (db, { operation, id }) =>
  db('merge_conflicts').where({ id, merge_operation_id: operation }).select('id'),
)
