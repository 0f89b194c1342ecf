import { MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Catalog, catalogs as declared } from '../../../trait/areas/catalogs.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf, searchable } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const catalogs: Handlers<typeof declared, SqlSession> = {
  async createCatalog(session, { tenantId, catalog }) {
    const row = { ...rows.write(catalog), search_name: searchable(catalog.name) }
    await session.transaction(async tx => {
      await orMissing(tx, { tenant: tenantId }, at => tx.run(insertCatalog, { ...at, ...row }))
      await tx.run(insertMainBranch, { catalog_id: catalog.id })
    })
    return null
  },

  async getCatalog(session, { tenantId, name }) {
    const row = await session.one(selectCatalog, { tenant: tenantId, catalog: name })
    return row === undefined ? null : rows.read(row)
  },

  async listCatalogs(session, { tenantId, page }) {
    return (await session.all(selectCatalogs, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async updateCatalog(session, { tenantId, name, updates }) {
    return await session.transaction(async tx => {
      const place = { tenant: tenantId, catalog: name }
      const row = await orMissing(tx, place, at => tx.one(lockCatalog, at))
      const catalog = { ...rows.read(row), ...updates }
      await tx.run(updateCatalog, rows.write(catalog))
      return catalog
    })
  },

  async deleteCatalog(session, { tenantId, name }) {
    const place = { tenant: tenantId, catalog: name }
    await orMissing(session, place, at => session.run(deleteCatalog, at))
    return null
  },
}

export const rows = rowsOf<Catalog>('catalogs', {
  id: 'plain',
  name: 'plain',
  catalogType: 'plain',
  warehouseName: 'plain',
  storageLocation: 'plain',
  federatedConfig: 'json',
  properties: 'json',
})

const insertCatalog = statement(['tenant', ...rows.columns, 'search_name'], (db, { tenant, ...catalog }) =>
  insertBelow(db, ['tenant'], { tenant }, 'catalogs', { tenant_id: tenant, ...catalog }),
)

const insertMainBranch = statement(['catalog_id'], (db, { catalog_id }) =>
  db('branches').insert({
    catalog_id,
    name: MAIN_BRANCH,
    search_name: MAIN_BRANCH,
    head_commit_id: null,
    branch_type: 'ingest',
  }),
)

const selectCatalog = statement(['tenant', 'catalog'], (db, { tenant, catalog }) =>
  db('catalogs').where({ tenant_id: tenant, name: catalog }).select(rows.columns),
)

const selectCatalogs = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('catalogs').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['name'], page),
)

const lockCatalog = statement(['tenant', 'catalog'], (db, { tenant, catalog }) =>
  db('catalogs').where({ tenant_id: tenant, name: catalog }).select(rows.columns).forNoKeyUpdate(),
)

const updateCatalog = statement(rows.columns, (db, { id, ...fields }) =>
  db('catalogs').where({ id }).update(fields),
)

const deleteCatalog = statement(['tenant', 'catalog'], (db, { tenant, catalog }) =>
  db('catalogs').where({ tenant_id: tenant, name: catalog }).delete(),
)
