import type { serviceUsers as declared, ServiceUser } from '../../../trait/areas/service-users.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { lockGrantee } from '../grantee.ts'
import { insertBelow } from '../insert-below.ts'
import { orAbsent, orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const serviceUsers: Handlers<typeof declared, SqlSession> = {
  async createServiceUser(session, { serviceUser }) {
    const row = rows.write(serviceUser)
    const place = { tenant: serviceUser.tenantId }
    await orMissing(session, place, at => session.run(insertServiceUser, { ...at, ...row }))
    return null
  },

  async getServiceUser(session, { tenantId, serviceUserId }) {
    const row = await session.one(selectServiceUser, { tenant: tenantId, serviceUser: serviceUserId })
    return row === undefined ? null : rows.read(row)
  },

  async listServiceUsers(session, { tenantId, page }) {
    return (await session.all(selectServiceUsers, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async getServiceUserByApiKeyHash(session, { apiKeyHash }) {
    const row = await session.one(selectServiceUserByApiKeyHash, { api_key_hash: apiKeyHash })
    return row === undefined ? null : rows.read(row)
  },

  async updateServiceUser(session, { tenantId, serviceUserId, updates }) {
    return await session.transaction(async tx => {
      const place = { tenant: tenantId, serviceUser: serviceUserId }
      const row = await orMissing(tx, place, at => tx.one(lockServiceUser, at))
      const serviceUser = { ...rows.read(row), ...updates }
      await tx.run(updateServiceUser, rows.write(serviceUser))
      return serviceUser
    })
  },

  async updateServiceUserLastUsed(session, { tenantId, serviceUserId, timestamp }) {
    const place = { tenant: tenantId, serviceUser: serviceUserId }
    await orMissing(session, place, at => session.run(updateLastUsed, { ...at, last_used: timestamp }))
    return null
  },

  async deleteServiceUser(session, { tenantId, serviceUserId }) {
    await session.transaction(async tx => {
      await lockGrantee(tx, serviceUserId)
      const place = { tenant: tenantId, serviceUser: serviceUserId }
      await orAbsent(tx, place, async at => {
        const deleted = await tx.run(deleteServiceUser, at)
        if (deleted > 0) for (const statement of deleteGrants) await tx.run(statement, at)
        return deleted
      })
    })
    return null
  },
}

const rows = rowsOf<ServiceUser>('service_users', {
  id: 'plain',
  tenantId: 'plain',
  name: 'plain',
  description: 'plain',
  apiKeyHash: 'plain',
  role: 'plain',
  createdAt: 'plain',
  createdBy: 'plain',
  lastUsed: 'plain',
  expiresAt: 'plain',
  active: 'flag',
})

const insertServiceUser = statement(['tenant', ...rows.columns], (db, { tenant, ...serviceUser }) =>
  insertBelow(db, ['tenant'], { tenant }, 'service_users', serviceUser),
)

const selectServiceUser = statement(['tenant', 'serviceUser'], (db, { tenant, serviceUser }) =>
  db('service_users').where({ tenant_id: tenant, id: serviceUser }).select(rows.columns),
)

const selectServiceUsers = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('service_users').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['name'], page),
)

const selectServiceUserByApiKeyHash = statement(['api_key_hash'], (db, { api_key_hash }) =>
  db('service_users').where({ api_key_hash }).select(rows.columns),
)

const lockServiceUser = statement(['tenant', 'serviceUser'], (db, { tenant, serviceUser }) =>
  db('service_users').where({ tenant_id: tenant, id: serviceUser }).select(rows.columns).forNoKeyUpdate(),
)

const updateServiceUser = statement(rows.columns, (db, { id, ...fields }) =>
  db('service_users').where({ id }).update(fields),
)

const updateLastUsed = statement(
  ['tenant', 'serviceUser', 'last_used'],
  (db, { tenant, serviceUser, last_used }) =>
    db('service_users').where({ tenant_id: tenant, id: serviceUser }).update({ last_used }),
)

const deleteServiceUser = statement(['tenant', 'serviceUser'], (db, { tenant, serviceUser }) =>
  db('service_users').where({ tenant_id: tenant, id: serviceUser }).delete(),
)

/** Of the tenant's own grants; what others grant to the same id is not the tenant's to take. */
const deleteGrants = [
  statement(['tenant', 'serviceUser'], (db, { tenant, serviceUser }) =>
    db('permissions').where({ tenant_id: tenant, user_id: serviceUser }).delete(),
  ),
  statement(['tenant', 'serviceUser'], (db, { tenant, serviceUser }) =>
    db('role_assignments')
      .where({ user_id: serviceUser })
      .whereIn('role_id', db('roles').where({ tenant_id: tenant }).select('id'))
      .delete(),
  ),
]
