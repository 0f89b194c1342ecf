/** Roles: bundles of grants within a tenant, assigned to users and service users. */
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
  Page,
  refersTo,
  Text,
  Timestamp,
} from '../value.ts'
import { Actions, PermissionScope } from './permissions.ts'
import { TenantId } from './tenants.ts'

const RoleId = refersTo('role', Id)

export const Role = object({
  id: identifies('role', Id),
  tenantId: TenantId,
  name: Name,
  description: nullable(Text),
  permissions: Type.Array(object({ scope: PermissionScope, actions: Actions })),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Role = Static<typeof Role>

export const RoleAssignment = object({
  userId: mentions(['user.id', 'serviceUser.id', 'roleAssignment.userId'], Id),
  roleId: RoleId,
  assignedBy: Id,
  assignedAt: Timestamp,
})
export type RoleAssignment = Static<typeof RoleAssignment>

const AssigneeId = mentions(['roleAssignment.userId'], Id)

export const roles = area('roles', 'Role Management', {
  createRole: operation({
    summary: 'Adds a role to its tenant. Names need not be unique; ids are, in the store.',
    kind: 'mutation',
    since: '1.0',
    args: { role: Role },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'ALREADY_EXISTS role'],
  }),
  getRole: operation({
    summary: "The tenant's role of this id, or null.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, roleId: RoleId },
    returns: nullable(Role),
    fails: [],
  }),
  listRoles: operation({
    summary: "The tenant's roles, by name, then id.",
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId, page: Type.Optional(Page) },
    returns: Type.Array(Role),
    fails: [],
  }),
  updateRole: operation({
    summary: "Replaces the whole record of the tenant's role of this id; nothing is stamped.",
    kind: 'mutation',
    since: '1.0',
    args: { role: object({ ...Role.properties, id: RoleId }) },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND role'],
  }),
  deleteRole: operation({
    summary: 'Removes the role with its assignments.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, roleId: RoleId },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND role'],
  }),
  assignRole: operation({
    summary:
      'Assigns a role of any tenant; assigning again keeps the first record. The user is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { assignment: RoleAssignment },
    returns: Nothing,
    fails: ['NOT_FOUND role'],
  }),
  revokeRole: operation({
    summary: 'Takes the role from the user if it has it; the role must exist.',
    kind: 'mutation',
    since: '1.0',
    args: { roleId: RoleId, userId: AssigneeId },
    returns: Nothing,
    fails: ['NOT_FOUND role'],
  }),
  getUserRoles: operation({
    summary: 'The assignments of a user or service user in all tenants, by role id.',
    kind: 'query',
    since: '1.0',
    args: { userId: AssigneeId },
    returns: Type.Array(RoleAssignment),
    fails: [],
  }),
})

export interface RoleMethods extends Methods<typeof roles> {}
