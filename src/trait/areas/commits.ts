/** Commits: a tenant's history, each naming the one before it. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Count,
  Id,
  identifies,
  mentions,
  Name,
  Nothing,
  nullable,
  object,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { Asset } from './assets.ts'
import { TenantId } from './tenants.ts'

/** What a commit did to one asset; a record of it, not a reference. */
export const CommitOperation = Type.Union([
  object({
    type: Type.Literal('put'),
    asset: object({ ...Asset.properties, id: mentions(['asset.id'], Id), name: Name }),
  }),
  object({ type: Type.Literal('delete'), name: Name }),
])
export type CommitOperation = Static<typeof CommitOperation>

export const Commit = object({
  id: identifies('commit', Id),
  parentId: nullable(mentions(['commit.id'], Id)),
  timestamp: Timestamp,
  author: Text,
  message: Text,
  operations: Type.Array(CommitOperation),
})
export type Commit = Static<typeof Commit>

export const commits = area('commits', 'Branches, Tags, Commits', {
  createCommit: operation({
    summary: 'Adds a commit to the tenant; its parent is a soft reference, also to itself.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, commit: Commit },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS commit'],
  }),
  getCommit: operation({
    summary: "The tenant's commit of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, commitId: refersTo('commit', Id) },
    returns: nullable(Commit),
    fails: [],
  }),
  getCommitAncestry: operation({
    summary: 'At most limit commits from the head along the parents, within the tenant, before one repeats.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, headCommitId: refersTo('commit', Id), limit: Count },
    returns: Type.Array(Commit),
    fails: [],
  }),
})

export interface CommitMethods extends Methods<typeof commits> {}
