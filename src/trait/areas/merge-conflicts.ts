/** Merge conflicts: what stands against a merge, and how it was decided. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  Json,
  mentions,
  Name,
  Nothing,
  nullable,
  object,
  oneOf,
  Page,
  refersTo,
  Text,
  Texts,
  Timestamp,
} from '../value.ts'
import { MergeOperationId } from './merge-operations.ts'
import { TenantId } from './tenants.ts'

const Side = oneOf(['source', 'target'])

export const ConflictType = Type.Union([
  object({
    type: Type.Literal('schema-change'),
    assetName: Name,
    sourceSchema: Json,
    targetSchema: Json,
  }),
  object({ type: Type.Literal('data-overlap'), assetName: Name, overlappingPartitions: Texts }),
  object({ type: Type.Literal('metadata-conflict'), assetName: Name, conflictingProperties: Texts }),
  object({ type: Type.Literal('deletion-conflict'), assetName: Name, deletedIn: Side, modifiedIn: Side }),
])
export type ConflictType = Static<typeof ConflictType>

const MergeConflictId = refersTo('mergeConflict', Id)

export const ConflictResolution = object({
  conflictId: MergeConflictId,
  strategy: oneOf(['auto-merge', 'take-source', 'take-target', 'manual', 'three-way-merge']),
  resolvedValue: nullable(Json),
  resolvedBy: Id,
  resolvedAt: Timestamp,
})
export type ConflictResolution = Static<typeof ConflictResolution>

export const MergeConflict = object({
  id: identifies('mergeConflict', Id),
  mergeOperationId: MergeOperationId,
  conflictType: ConflictType,
  assetId: nullable(mentions(['asset.id'], Id)),
  description: Text,
  resolution: nullable(ConflictResolution),
  createdAt: Timestamp,
})
export type MergeConflict = Static<typeof MergeConflict>

const inTenant = { tenantId: TenantId, conflictId: MergeConflictId }

export const mergeConflicts = area('merge conflicts', 'Merge Operations', {
  createMergeConflict: operation({
    summary:
      'Adds a conflict of an operation, in any status, unlisted; a resolution, if given, names the conflict.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, conflict: MergeConflict },
    returns: Nothing,
    fails: [
      'INVALID_ARGUMENT',
      'NOT_FOUND tenant',
      'NOT_FOUND mergeOperation',
      'ALREADY_EXISTS mergeConflict',
    ],
  }),
  getMergeConflict: operation({
    summary: "The tenant's conflict of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: inTenant,
    returns: nullable(MergeConflict),
    fails: [],
  }),
  listMergeConflicts: operation({
    summary: 'The conflicts of an operation, listed there or not, by createdAt, then id.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, operationId: MergeOperationId, page: Type.Optional(Page) },
    returns: Type.Array(MergeConflict),
    fails: [],
  }),
  resolveMergeConflict: operation({
    summary: 'Records how the conflict was decided; the last call wins until its operation is over.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inTenant, resolution: ConflictResolution },
    returns: Nothing,
    fails: ['INVALID_ARGUMENT', 'NOT_FOUND tenant', 'NOT_FOUND mergeConflict', 'FAILED_PRECONDITION'],
  }),
  addConflictToOperation: operation({
    summary:
      'Appends a conflict of the operation to its list, once; also refused once the operation is over.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, operationId: MergeOperationId, conflictId: MergeConflictId },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND mergeOperation', 'NOT_FOUND mergeConflict', 'FAILED_PRECONDITION'],
  }),
})

export interface MergeConflictMethods extends Methods<typeof mergeConflicts> {}
