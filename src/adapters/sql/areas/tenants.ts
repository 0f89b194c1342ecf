import type { tenants as declared, Tenant } from '../../../trait/areas/tenants.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const tenants: Handlers<typeof declared, SqlSession> = {
  async createTenant(session, { tenant }) {
    await session.run(insertTenant, rows.write(tenant))
    return null
  },

  async getTenant(session, { tenantId }) {
    const row = await session.one(selectTenant, { tenant: tenantId })
    return row === undefined ? null : rows.read(row)
  },

  async listTenants(session, { page }) {
    return (await session.all(selectTenants, pageParams(page))).map(rows.read)
  },

  async updateTenant(session, { tenantId, updates }) {
    return await session.transaction(async tx => {
      const row = await orMissing(tx, { tenant: tenantId }, at => tx.one(lockTenant, at))
      const tenant = { ...rows.read(row), ...updates }
      await tx.run(updateTenant, rows.write(tenant))
      return tenant
    })
  },

  async deleteTenant(session, { tenantId }) {
    await orMissing(session, { tenant: tenantId }, at => session.run(deleteTenant, at))
    return null
  },
}

const rows = rowsOf<Tenant>('tenants', { id: 'plain', name: 'plain', properties: 'json' })

const insertTenant = statement(rows.columns, (db, tenant) => db('tenants').insert(tenant))

const selectTenant = statement(['tenant'], (db, { tenant }) =>
  db('tenants').where({ id: tenant }).select(rows.columns),
)

const selectTenants = statement(pageNames, (db, page) =>
  db('tenants').select(rows.columns).modify(inPages, ['name', 'id'], page),
)

const lockTenant = statement(['tenant'], (db, { tenant }) =>
  db('tenants').where({ id: tenant }).select(rows.columns).forNoKeyUpdate(),
)

const updateTenant = statement(rows.columns, (db, { id, ...fields }) =>
  db('tenants').where({ id }).update(fields),
)

const deleteTenant = statement(['tenant'], (db, { tenant }) => db('tenants').where({ id: tenant }).delete())

/** Keeps the tenant from going before the transaction ends. */
export const holdTenant = statement(['tenant'], (db, { tenant }) =>
  db('tenants').where({ id: tenant }).select('id').forKeyShare(),
)
