import type {
  Actions,
  permissions as declared,
  EffectivePermission,
  Permission,
} from '../../../trait/areas/permissions.ts'
import type { Role } from '../../../trait/areas/roles.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { readJson, rowsOf } from '../codec.ts'
import { heldGrantee } from '../grantee.ts'
import { insertBelow } from '../insert-below.ts'
import { orAbsent, orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { Row, SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const permissions: Handlers<typeof declared, SqlSession> = {
  async createPermission(session, { permission }) {
    const row = rows.write(inOrder(permission))
    const place = { tenant: permission.tenantId }
    await orMissing(session, place, at => session.run(insertPermission, { ...at, ...row }))
    return null
  },

  async revokePermission(session, { tenantId, permissionId }) {
    const place = { tenant: tenantId, permission: permissionId }
    await orAbsent(session, place, at => session.run(deletePermission, at))
    return null
  },

  async listPermissions(session, { tenantId, page }) {
    return (await session.all(selectPermissions, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async listUserPermissions(session, { userId, page: { limit = Number.MAX_SAFE_INTEGER, offset = 0 } = {} }) {
    const grants = await session.all(selectGrants, { user: userId })
    return grants.flatMap(readGrants).slice(offset, offset + limit)
  },
}

const rows = rowsOf<Permission>('permissions', {
  id: 'plain',
  tenantId: 'plain',
  userId: 'plain',
  scope: 'json',
  actions: 'json',
  grantedBy: 'plain',
  grantedAt: 'plain',
})

/** The grant with its set of actions as every operation returns it. */
export function inOrder<Grant extends { readonly actions: Actions }>(grant: Grant): Grant {
  return { ...grant, actions: grant.actions.toSorted() }
}

/** A row is a direct grant, or a role with its list of grants. */
function readGrants(row: Row): EffectivePermission[] {
  const { id, tenantId, userId: _, grantedBy, grantedAt, ...direct } = rows.read(row)
  const by = { tenantId, grantedBy, grantedAt }
  if (row.permissions === null) return [{ ...by, ...direct, via: { type: 'direct', permissionId: id } }]
  return (readJson(row.permissions) as Role['permissions']).map(grant => ({
    ...by,
    ...grant,
    via: { type: 'role', roleId: id },
  }))
}

const insertPermission = statement(['tenant', ...rows.columns], (db, { tenant, user_id, ...permission }) =>
  insertBelow(db, ['tenant'], { tenant }, 'permissions', {
    user_id: heldGrantee(db, user_id),
    ...permission,
  }),
)

const deletePermission = statement(['tenant', 'permission'], (db, { tenant, permission }) =>
  db('permissions').where({ tenant_id: tenant, id: permission }).delete(),
)

const selectPermissions = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('permissions').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['id'], page),
)

// In one statement, so that all of it was granted at one moment.
const selectGrants = statement(['user'], (db, { user }) =>
  db('permissions')
    .where({ user_id: user })
    .select(rows.columns)
    .select({ permissions: db.raw('null'), via_role: db.raw('0') })
    .unionAll(
      db('role_assignments')
        .join('roles', 'roles.id', 'role_assignments.role_id')
        .where({ user_id: user })
        .select({
          id: 'roles.id',
          tenant_id: 'roles.tenant_id',
          user_id: 'role_assignments.user_id',
          scope: db.raw('null'),
          actions: db.raw('null'),
          granted_by: 'roles.created_by',
          granted_at: 'roles.created_at',
          permissions: 'roles.permissions',
          via_role: db.raw('1'),
        }),
    )
    .orderBy(['via_role', 'id']),
)
