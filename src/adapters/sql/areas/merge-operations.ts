import {
  type mergeOperations as declared,
  type MergeOperation,
  TERMINAL_STATUSES,
} from '../../../trait/areas/merge-operations.ts'
import { failedPrecondition } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import { idAt } from '../place.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const mergeOperations: Handlers<typeof declared, SqlSession> = {
  async createMergeOperation(session, { operation }) {
    const row = rows.write(operation)
    const place = { tenant: operation.tenantId, catalog: operation.catalog }
    await orMissing(session, place, at => session.run(insertOperation, { ...at, ...row }))
    return null
  },

  async getMergeOperation(session, { tenantId, operationId }) {
    const row = await session.one(selectOperation, { tenant: tenantId, mergeOperation: operationId })
    return row === undefined ? null : { ...rows.read(row), catalog: row.catalog as string }
  },

  async listMergeOperations(session, { tenantId, catalog, page }) {
    const at = { tenant: tenantId, catalog, ...pageParams(page) }
    return (await session.all(selectOperations, at)).map(row => ({ ...rows.read(row), catalog }))
  },

  async updateMergeOperationStatus(session, { tenantId, operationId, status }) {
    await change(session, { tenantId, operationId }, operation => {
      refuseIfOver(operation)
      return { status }
    })
    return null
  },

  async completeMergeOperation(session, { tenantId, operationId, resultCommitId, completedAt }) {
    await change(session, { tenantId, operationId }, ({ id, status, conflicts }) => {
      const clear = status === 'pending' && conflicts.length === 0
      if (status !== 'ready' && !clear) {
        throw failedPrecondition(`mergeOperation "${id}" is ${status}, with ${conflicts.length} conflicts`)
      }
      return { status: 'completed', resultCommitId, completedAt }
    })
    return null
  },

  async abortMergeOperation(session, { tenantId, operationId, completedAt }) {
    await change(session, { tenantId, operationId }, operation => {
      refuseIfOver(operation)
      return { status: 'aborted', completedAt }
    })
    return null
  },
}

/** What a row holds; the catalog's name is in the catalog's own. */
type Stored = Omit<MergeOperation, 'catalog'>

const rows = rowsOf<Stored>('merge_operations', {
  id: 'plain',
  tenantId: 'plain',
  sourceBranch: 'plain',
  targetBranch: 'plain',
  baseCommitId: 'plain',
  status: 'plain',
  conflicts: 'json',
  initiatedBy: 'plain',
  initiatedAt: 'plain',
  completedAt: 'plain',
  resultCommitId: 'plain',
})

/** Throws `FAILED_PRECONDITION` if the operation has ended. */
export function refuseIfOver({ id, status }: Pick<MergeOperation, 'id' | 'status'>): void {
  if (TERMINAL_STATUSES.some(terminal => terminal === status)) {
    throw failedPrecondition(`mergeOperation "${id}" is ${status}`)
  }
}

/** Changes an operation by what it is; nobody else changes it meanwhile. */
export async function change(
  session: SqlSession,
  { tenantId, operationId }: { readonly tenantId: string; readonly operationId: string },
  decide: (operation: Stored, tx: SqlSession) => Partial<Stored> | Promise<Partial<Stored>>,
): Promise<void> {
  await session.transaction(async tx => {
    const place = { tenant: tenantId, mergeOperation: operationId }
    const operation = rows.read(await orMissing(tx, place, at => tx.one(lockOperation, at)))
    await tx.run(updateOperation, rows.write({ ...operation, ...(await decide(operation, tx)) }))
  })
}

const insertOperation = statement(
  ['tenant', 'catalog', ...rows.columns],
  (db, { tenant, catalog, ...operation }) =>
    insertBelow(db, ['tenant', 'catalog'], { tenant, catalog }, 'merge_operations', {
      catalog_id: db.raw('catalogs.id'),
      ...operation,
    }),
)

const selectOperation = statement(['tenant', 'mergeOperation'], (db, { tenant, mergeOperation }) =>
  db('merge_operations')
    .join('catalogs', 'catalogs.id', 'merge_operations.catalog_id')
    .where({ 'merge_operations.tenant_id': tenant, 'merge_operations.id': mergeOperation })
    .select(rows.selection)
    .select({ catalog: 'catalogs.name' }),
)

const selectOperations = statement(['tenant', 'catalog', ...pageNames], (db, { limit, offset, ...place }) =>
  db('merge_operations')
    .where({ catalog_id: idAt(db, ['catalog'], place) })
    .select(rows.columns)
    .modify(inPages, ['initiated_at desc', 'id'], { limit, offset }),
)

const lockOperation = statement(['tenant', 'mergeOperation'], (db, { tenant, mergeOperation }) =>
  db('merge_operations')
    .where({ tenant_id: tenant, id: mergeOperation })
    .select(rows.columns)
    .forNoKeyUpdate(),
)

const updateOperation = statement(rows.columns, (db, { id, ...fields }) =>
  db('merge_operations').where({ id }).update(fields),
)
