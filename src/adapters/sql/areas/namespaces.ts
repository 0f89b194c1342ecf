import type { namespaces as declared, Namespace } from '../../../trait/areas/namespaces.ts'
import { failedPrecondition } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import {
  pathColumns,
  pathHash,
  pathsBelow,
  readJson,
  readPath,
  searchable,
  writeJson,
  writePath,
} from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import { along, idAt } from '../place.ts'
import type { Row, SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const namespaces: Handlers<typeof declared, SqlSession> = {
  async createNamespace(session, { tenantId, catalog, namespace }) {
    const row = {
      ...writePath(namespace.name),
      search_path: searchable(namespace.name.join('.')),
      properties: writeJson(namespace.properties),
    }
    const place = { tenant: tenantId, catalog }
    await orMissing(session, place, at => session.run(insertNamespace, { ...at, ...row }))
    return null
  },

  async getNamespace(session, { tenantId, catalog, namespace }) {
    const at = { tenant: tenantId, catalog, namespace: pathHash(namespace) }
    const row = await session.one(selectNamespace, at)
    return row === undefined ? null : read(row)
  },

  async listNamespaces(session, { tenantId, catalog, parent, page }) {
    const at = { tenant: tenantId, catalog, ...pageParams(page) }
    const rows =
      parent === undefined
        ? await session.all(selectNamespaces, at)
        : await session.all(selectChildren, { ...at, parent_hash: pathHash(parent) })
    return rows.map(read)
  },

  async deleteNamespace(session, { tenantId, catalog, namespace }) {
    await session.transaction(async tx => {
      const place = { tenant: tenantId, catalog, namespace }
      // The catalog's lock keeps every other write in it away until this one is decided.
      const { id } = await orMissing(tx, place, at => tx.one(lockCatalogOfNamespace, at))
      const deleted = await tx.run(deleteUnusedNamespace, { id, ...pathsBelow(namespace) })
      if (deleted === 0) {
        throw failedPrecondition(`namespace ${JSON.stringify(namespace)} holds assets or namespaces`)
      }
    })
    return null
  },

  async updateNamespaceProperties(session, { tenantId, catalog, namespace, properties }) {
    await session.transaction(async tx => {
      const place = { tenant: tenantId, catalog, namespace }
      const row = await orMissing(tx, place, at => tx.one(lockNamespace, at))
      const merged = { ...read(row).properties, ...properties }
      await tx.run(updateNamespace, { id: row.id, properties: writeJson(merged) })
    })
    return null
  },

  async replaceNamespaceProperties(session, { tenantId, catalog, namespace, properties }) {
    const place = { tenant: tenantId, catalog, namespace }
    const replaced = { properties: writeJson(properties) }
    await orMissing(session, place, at => session.run(replaceProperties, { ...at, ...replaced }))
    return null
  },

  async countNamespaces(session, { tenantId }) {
    const row = await session.one(countNamespaces, { tenant: tenantId })
    return row?.count as number
  },
}

export const columns = ['namespaces.id', 'namespaces.path', 'namespaces.properties']

export const byPath = ['namespaces.path_head', 'namespaces.path']

export function read({ path, properties }: Row): Namespace {
  return { name: readPath(path), properties: readJson(properties) as Namespace['properties'] }
}

const insertNamespace = statement(
  ['tenant', 'catalog', ...pathColumns, 'search_path', 'properties'],
  (db, { tenant, catalog, ...namespace }) =>
    insertBelow(db, ['tenant', 'catalog'], { tenant, catalog }, 'namespaces', {
      catalog_id: db.raw('catalogs.id'),
      ...namespace,
    }),
)

const selectNamespace = statement(
  ['tenant', 'catalog', 'namespace'],
  (db, { namespace: path_hash, ...place }) =>
    db('namespaces')
      .where({ catalog_id: idAt(db, ['catalog'], place), path_hash })
      .select(columns),
)

const selectNamespaces = statement(['tenant', 'catalog', ...pageNames], (db, { limit, offset, ...place }) =>
  db('namespaces')
    .where({ catalog_id: idAt(db, ['catalog'], place) })
    .select(columns)
    .modify(inPages, byPath, { limit, offset }),
)

const selectChildren = statement(
  ['tenant', 'catalog', 'parent_hash', ...pageNames],
  (db, { parent_hash, limit, offset, ...place }) =>
    db('namespaces')
      .where({ catalog_id: idAt(db, ['catalog'], place), parent_hash })
      .select(columns)
      .modify(inPages, byPath, { limit, offset }),
)

const lockCatalogOfNamespace = statement(['tenant', 'catalog', 'namespace'], (db, place) =>
  along(db, ['catalog', 'namespace'], place).select(columns).forUpdate('catalogs', 'namespaces'),
)

const deleteUnusedNamespace = statement(
  ['id', 'low', 'high', 'low_head', 'high_head'],
  (db, { id, low, high, low_head, high_head }) =>
    db('namespaces')
      .where({ id })
      .whereNotExists(db('assets').whereRaw('assets.namespace_id = namespaces.id'))
      .whereNotExists(
        db({ below: 'namespaces' })
          .whereRaw('below.catalog_id = namespaces.catalog_id')
          .where('below.path_head', '>=', low_head)
          .where('below.path_head', '<=', high_head)
          .where('below.path', '>=', low)
          .where('below.path', '<', high),
      )
      .delete(),
)

const lockNamespace = statement(['tenant', 'catalog', 'namespace'], (db, place) =>
  along(db, ['catalog', 'namespace'], place).select(columns).forNoKeyUpdate('namespaces'),
)

const updateNamespace = statement(['id', 'properties'], (db, { id, properties }) =>
  db('namespaces').where({ id }).update({ properties }),
)

const replaceProperties = statement(
  ['tenant', 'catalog', 'namespace', 'properties'],
  (db, { namespace: path_hash, properties, ...place }) =>
    db('namespaces')
      .where({ catalog_id: idAt(db, ['catalog'], place), path_hash })
      .update({ properties }),
)

const countNamespaces = statement(['tenant'], (db, { tenant }) =>
  db('catalogs')
    .join('namespaces', 'namespaces.catalog_id', 'catalogs.id')
    .where({ tenant_id: tenant })
    .count('* as count'),
)
