/** Permissions: grants to one user or service user, and what a user may do by all its grants. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import {
  Id,
  identifies,
  mentions,
  Name,
  Nothing,
  object,
  oneOf,
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { TenantId } from './tenants.ts'

/** Where a grant holds; every part is a soft reference. */
export const PermissionScope = Type.Union([
  object({ type: Type.Literal('tenant') }),
  object({ type: Type.Literal('catalog'), catalogId: mentions(['catalog.id'], Id) }),
  object({ type: Type.Literal('namespace'), catalogId: mentions(['catalog.id'], Id), namespace: Text }),
  object({
    type: Type.Literal('asset'),
    catalogId: mentions(['catalog.id'], Id),
    namespace: Text,
    assetId: mentions(['asset.id'], Id),
  }),
  object({ type: Type.Literal('tag'), tagName: Name }),
])

export const ACTIONS = [
  'read',
  'write',
  'delete',
  'create',
  'update',
  'list',
  'all',
  'ingest-branching',
  'experimental-branching',
  'manage-discovery',
] as const

/** A set of actions: no repeats, returned in code-point order. */
export const Actions = Type.Array(oneOf(ACTIONS), { title: 'Actions', uniqueItems: true })
export type Actions = Static<typeof Actions>

/** Who is granted something: a user or a service user, known or not. */
const GranteeId = mentions(['user.id', 'serviceUser.id'], Id)

export const Permission = object({
  id: identifies('permission', Id),
  tenantId: TenantId,
  userId: GranteeId,
  scope: PermissionScope,
  actions: Actions,
  grantedBy: Id,
  grantedAt: Timestamp,
})
export type Permission = Static<typeof Permission>

/** A grant that reaches a user, and the way by which it does. */
export const EffectivePermission = object({
  tenantId: Id,
  scope: PermissionScope,
  actions: Actions,
  grantedBy: Id,
  grantedAt: Timestamp,
  via: Type.Union([
    object({ type: Type.Literal('direct'), permissionId: Id }),
    object({ type: Type.Literal('role'), roleId: Id }),
  ]),
})
export type EffectivePermission = Static<typeof EffectivePermission>

export const permissions = area('permissions', 'Role Management', {
  createPermission: operation({
    summary: 'Grants actions to a user in its tenant; user and scope are soft references.',
    kind: 'mutation',
    since: '1.0',
    args: { permission: Permission },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS permission'],
  }),
  revokePermission: operation({
    summary: 'Removes the grant if the tenant has it.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, permissionId: refersTo('permission', Id) },
    returns: Nothing,
    fails: ['NOT_FOUND tenant'],
  }),
  listPermissions: operation({
    summary: "The tenant's direct grants, by id.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(Permission),
    fails: [],
  }),
  listUserPermissions: operation({
    summary:
      'All grants to a user in all tenants: direct ones by id, then those of roles by role id and position.',
    kind: 'query',
    since: '1.0',
    args: {
      userId: mentions(['permission.userId', 'roleAssignment.userId'], Id),
      page: Type.Optional(Page),
    },
    returns: Type.Array(EffectivePermission),
    fails: [],
  }),
})

export interface PermissionMethods extends Methods<typeof permissions> {}
