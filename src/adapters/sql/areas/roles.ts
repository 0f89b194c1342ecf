import type { roles as declared, Role, RoleAssignment } from '../../../trait/areas/roles.ts'
import { notFound } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { heldGrantee } from '../grantee.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'
import { inOrder } from './permissions.ts'

export const roles: Handlers<typeof declared, SqlSession> = {
  async createRole(session, { role }) {
    const row = write(role)
    const place = { tenant: role.tenantId }
    await orMissing(session, place, at => session.run(insertRole, { ...at, ...row }))
    return null
  },

  async getRole(session, { tenantId, roleId }) {
    const row = await session.one(selectRole, { tenant: tenantId, role: roleId })
    return row === undefined ? null : rows.read(row)
  },

  async listRoles(session, { tenantId, page }) {
    return (await session.all(selectRoles, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async updateRole(session, { role }) {
    const row = write(role)
    const place = { tenant: role.tenantId, role: role.id }
    await orMissing(session, place, () => session.run(updateRole, row))
    return null
  },

  async deleteRole(session, { tenantId, roleId }) {
    const place = { tenant: tenantId, role: roleId }
    await orMissing(session, place, at => session.run(deleteRole, at))
    return null
  },

  async assignRole(session, { assignment }) {
    await session.transaction(async tx => {
      await holdRole(tx, assignment.roleId)
      await tx.run(insertAssignment, assignments.write(assignment))
    })
    return null
  },

  async revokeRole(session, { roleId, userId }) {
    await session.transaction(async tx => {
      await holdRole(tx, roleId)
      await tx.run(deleteAssignment, { role: roleId, user: userId })
    })
    return null
  },

  async getUserRoles(session, { userId }) {
    return (await session.all(selectAssignments, { user: userId })).map(assignments.read)
  },
}

const rows = rowsOf<Role>('roles', {
  id: 'plain',
  tenantId: 'plain',
  name: 'plain',
  description: 'plain',
  permissions: 'json',
  createdBy: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
})

const assignments = rowsOf<RoleAssignment>('role_assignments', {
  userId: 'plain',
  roleId: 'plain',
  assignedBy: 'plain',
  assignedAt: 'plain',
})

function write(role: Role) {
  return rows.write({ ...role, permissions: role.permissions.map(inOrder) })
}

/** Keeps a role of any tenant from going before the transaction ends. Rejects with `NOT_FOUND` if it is missing. */
async function holdRole(session: SqlSession, roleId: string): Promise<void> {
  const found = await session.one(holdRoleById, { role: roleId })
  if (found === undefined) throw notFound('role', roleId)
}

const insertRole = statement(['tenant', ...rows.columns], (db, { tenant, ...role }) =>
  insertBelow(db, ['tenant'], { tenant }, 'roles', role),
)

const selectRole = statement(['tenant', 'role'], (db, { tenant, role }) =>
  db('roles').where({ tenant_id: tenant, id: role }).select(rows.columns),
)

const selectRoles = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('roles').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['name', 'id'], page),
)

const updateRole = statement(rows.columns, (db, { id, tenant_id, ...fields }) =>
  db('roles').where({ tenant_id, id }).update(fields),
)

const deleteRole = statement(['tenant', 'role'], (db, { tenant, role }) =>
  db('roles').where({ tenant_id: tenant, id: role }).delete(),
)

const holdRoleById = statement(['role'], (db, { role }) =>
  db('roles').where({ id: role }).select('id').forKeyShare(),
)

const insertAssignment = statement(assignments.columns, (db, { user_id, ...assignment }) =>
  db('role_assignments')
    .insert({ user_id: heldGrantee(db, user_id), ...assignment })
    .onConflict(['user_id', 'role_id'])
    .ignore(),
)

const deleteAssignment = statement(['role', 'user'], (db, { role, user }) =>
  db('role_assignments').where({ user_id: user, role_id: role }).delete(),
)

const selectAssignments = statement(['user'], (db, { user }) =>
  db('role_assignments').where({ user_id: user }).select(assignments.columns).orderBy('role_id'),
)
