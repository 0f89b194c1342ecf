import type { warehouses as declared, Warehouse } from '../../../trait/areas/warehouses.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const warehouses: Handlers<typeof declared, SqlSession> = {
  async createWarehouse(session, { tenantId, warehouse }) {
    const row = rows.write(warehouse)
    await orMissing(session, { tenant: tenantId }, at => session.run(insertWarehouse, { ...at, ...row }))
    return null
  },

  async getWarehouse(session, { tenantId, name }) {
    const row = await session.one(selectWarehouse, { tenant: tenantId, warehouse: name })
    return row === undefined ? null : rows.read(row)
  },

  async listWarehouses(session, { tenantId, page }) {
    return (await session.all(selectWarehouses, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async updateWarehouse(session, { tenantId, name, updates }) {
    return await session.transaction(async tx => {
      const place = { tenant: tenantId, warehouse: name }
      const row = await orMissing(tx, place, at => tx.one(lockWarehouse, at))
      const warehouse = { ...rows.read(row), ...updates }
      await tx.run(updateWarehouse, rows.write(warehouse))
      return warehouse
    })
  },

  async deleteWarehouse(session, { tenantId, name }) {
    const place = { tenant: tenantId, warehouse: name }
    await orMissing(session, place, at => session.run(deleteWarehouse, at))
    return null
  },
}

const rows = rowsOf<Warehouse>('warehouses', {
  id: 'plain',
  tenantId: 'plain',
  name: 'plain',
  storageConfig: 'json',
  useSts: 'flag',
  vendingStrategy: 'json',
})

const insertWarehouse = statement(['tenant', ...rows.columns], (db, { tenant, ...warehouse }) =>
  insertBelow(db, ['tenant'], { tenant }, 'warehouses', warehouse),
)

const selectWarehouse = statement(['tenant', 'warehouse'], (db, { tenant, warehouse }) =>
  db('warehouses').where({ tenant_id: tenant, name: warehouse }).select(rows.columns),
)

const selectWarehouses = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('warehouses').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['name'], page),
)

const lockWarehouse = statement(['tenant', 'warehouse'], (db, { tenant, warehouse }) =>
  db('warehouses').where({ tenant_id: tenant, name: warehouse }).select(rows.columns).forNoKeyUpdate(),
)

const updateWarehouse = statement(rows.columns, (db, { id, ...fields }) =>
  db('warehouses').where({ id }).update(fields),
)

const deleteWarehouse = statement(['tenant', 'warehouse'], (db, { tenant, warehouse }) =>
  db('warehouses').where({ tenant_id: tenant, name: warehouse }).delete(),
)
