/** Merge operations: the record of a merge from its begin to its completion or abortion. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  mentions,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  refersTo,
  Timestamp,
} from '../value.ts'
import { CatalogName } from './catalogs.ts'
import { TenantId } from './tenants.ts'

const OPEN_STATUSES = ['pending', 'conflicted', 'resolving', 'ready'] as const
/** An operation of such a status is over and does not change any more. */
export const TERMINAL_STATUSES = ['completed', 'aborted'] as const

const SoftBranchName = mentions(['branch.name'], Name)
const SoftCommitId = mentions(['commit.id'], Id)

export const MergeOperation = object({
  id: identifies('mergeOperation', Id),
  tenantId: TenantId,
  catalog: CatalogName,
  sourceBranch: SoftBranchName,
  targetBranch: SoftBranchName,
  baseCommitId: nullable(SoftCommitId),
  status: oneOf([...OPEN_STATUSES, ...TERMINAL_STATUSES]),
  conflicts: Type.Array(Id),
  initiatedBy: Id,
  initiatedAt: Timestamp,
  completedAt: nullable(Timestamp),
  resultCommitId: nullable(Id),
})
export type MergeOperation = Static<typeof MergeOperation>

/** An operation as it begins. */
export const NewMergeOperation = object({
  ...MergeOperation.properties,
  status: Type.Literal('pending'),
  conflicts: Type.Array(Id, { title: 'NoIds', maxItems: 0 }),
  completedAt: Type.Null(),
  resultCommitId: Type.Null(),
})

export const MergeOperationId = refersTo('mergeOperation', Id)
const inTenant = { tenantId: TenantId, operationId: MergeOperationId }

export const mergeOperations = area('merge operations', 'Merge Operations', {
  createMergeOperation: operation({
    summary: 'Adds a pending operation without conflicts; its branches and commits are soft references.',
    kind: 'mutation',
    since: '1.0',
    args: { operation: NewMergeOperation },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'ALREADY_EXISTS mergeOperation'],
  }),
  getMergeOperation: operation({
    summary: "The tenant's operation of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: inTenant,
    returns: nullable(MergeOperation),
    fails: [],
  }),
  listMergeOperations: operation({
    summary: "The catalog's operations, the latest initiatedAt first, then by id.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, catalog: CatalogName, page: Type.Optional(Page) },
    returns: Type.Array(MergeOperation),
    fails: [],
  }),
  updateMergeOperationStatus: operation({
    summary: 'Moves an operation that is not over to another status that does not end it.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, status: oneOf(OPEN_STATUSES) },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND mergeOperation', 'FAILED_PRECONDITION'],
  }),
  completeMergeOperation: operation({
    summary: 'Ends an operation that is ready, or pending without conflicts; the commit is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, resultCommitId: SoftCommitId, completedAt: Timestamp },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND mergeOperation', 'FAILED_PRECONDITION'],
  }),
  abortMergeOperation: operation({
    summary: 'Ends an operation that is not over, without a result.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, completedAt: Timestamp },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND mergeOperation', 'FAILED_PRECONDITION'],
  }),
})

export interface MergeOperationMethods extends Methods<typeof mergeOperations> {}
