import type { Knex } from 'knex'
import { type Asset, type assets as declared, MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Handlers } from '../../../trait/operation.ts'
import type { Path } from '../../../trait/value.ts'
import { pathHash, readPath, rowsOf, searchable } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orAbsent, orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import { along, idAt, tablesOf } from '../place.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const assets: Handlers<typeof declared, SqlSession> = {
  async createAsset(session, { tenantId, catalog, branch = MAIN_BRANCH, namespace, asset }) {
    const row = { ...rows.write(asset), search_name: searchable(asset.name) }
    const place = { tenant: tenantId, catalog, branch, namespace }
    await orMissing(session, place, at => session.run(insertAsset, { ...at, ...row }))
    return null
  },

  async getAsset(session, { tenantId, catalog, branch = MAIN_BRANCH, namespace, name }) {
    const at = { tenant: tenantId, catalog, branch, namespace: pathHash(namespace), asset: name }
    const row = await session.one(selectAsset, at)
    return row === undefined ? null : rows.read(row)
  },

  async listAssets(session, { tenantId, catalog, branch = MAIN_BRANCH, namespace, page }) {
    const at = { tenant: tenantId, catalog, branch, namespace: pathHash(namespace) }
    return (await session.all(selectAssets, { ...at, ...pageParams(page) })).map(rows.read)
  },

  async getAssetById(session, { tenantId, assetId }) {
    const row = await session.one(selectAssetById, { tenant: tenantId, id: assetId })
    if (row === undefined) return null
    const { catalog, branch, path } = row
    return {
      asset: rows.read(row),
      catalog: catalog as string,
      branch: branch as string,
      namespace: readPath(path),
    }
  },

  async renameAsset(session, { tenantId, catalog, branch = MAIN_BRANCH, source, target }) {
    const parents = { tenant: tenantId, catalog, branch }
    await session.transaction(async tx => {
      const hold = (namespace: Path) =>
        orMissing(tx, { ...parents, namespace }, at => tx.one(holdNamespace, at))
      const from = await hold(source.namespace)
      const to = await hold(target.namespace)
      const place = { ...parents, namespace: source.namespace, asset: source.name }
      await orMissing(tx, place, ({ asset }) =>
        tx.run(moveAsset, {
          asset,
          branch_id: from.branch_id,
          source_id: from.namespace_id,
          target_id: to.namespace_id,
          name: target.name,
          search_name: searchable(target.name),
        }),
      )
    })
    return null
  },

  async deleteAsset(session, { tenantId, catalog, branch = MAIN_BRANCH, namespace, name }) {
    const place = { tenant: tenantId, catalog, branch, namespace, asset: name }
    await orAbsent(session, place, at => session.run(deleteAsset, at))
    return null
  },

  async countAssets(session, { tenantId }) {
    const row = await session.one(countAssets, { tenant: tenantId })
    return row?.count as number
  },
}

export const rows = rowsOf<Asset>('assets', {
  id: 'plain',
  name: 'plain',
  kind: 'plain',
  location: 'plain',
  properties: 'json',
})

export const inNamespace = ['tenant', 'catalog', 'branch', 'namespace'] as const

type InNamespace = { readonly [Name in (typeof inNamespace)[number]]: Knex.Raw }

function parentIds(db: Knex, place: InNamespace) {
  return {
    branch_id: idAt(db, ['catalog', 'branch'], place),
    namespace_id: idAt(db, ['catalog', 'namespace'], place),
  }
}

/**
 * As `parentIds`, and holds the catalog: a write to its assets neither comes between the statements of a merge
 * or copy, which are alone in the catalog, nor sees half of one.
 */
export function heldParentIds(db: Knex, place: InNamespace) {
  const { branch_id, namespace_id } = parentIds(db, place)
  return { branch_id: branch_id.forKeyShare('catalogs'), namespace_id }
}

const insertAsset = statement(
  [...inNamespace, ...rows.columns, 'search_name'],
  (db, { tenant, catalog, branch, namespace, ...asset }) =>
    insertBelow(db, inNamespace, { tenant, catalog, branch, namespace }, 'assets', {
      branch_id: db.raw('branches.id'),
      namespace_id: db.raw('namespaces.id'),
      ...asset,
    }),
)

export const selectAsset = statement([...inNamespace, 'asset'], (db, { asset, ...place }) =>
  db('assets')
    .where({ ...parentIds(db, place), name: asset })
    .select(rows.columns),
)

const selectAssets = statement([...inNamespace, ...pageNames], (db, { limit, offset, ...place }) =>
  db('assets').where(parentIds(db, place)).select(rows.columns).modify(inPages, ['name'], { limit, offset }),
)

const selectAssetById = statement(['tenant', 'id'], (db, { tenant, id }) =>
  db('assets')
    .join('branches', 'branches.id', 'assets.branch_id')
    .join('namespaces', 'namespaces.id', 'assets.namespace_id')
    .join('catalogs', 'catalogs.id', 'branches.catalog_id')
    .where({ 'assets.id': id, 'catalogs.tenant_id': tenant })
    .select(rows.selection)
    .select({ catalog: 'catalogs.name', branch: 'branches.name', path: 'namespaces.path' }),
)

const holdNamespace = statement(inNamespace, (db, place) =>
  along(db, inNamespace, place)
    .select({ branch_id: 'branches.id', namespace_id: 'namespaces.id' })
    .forKeyShare(...tablesOf(inNamespace)),
)

const moveAsset = statement(
  ['branch_id', 'source_id', 'asset', 'target_id', 'name', 'search_name'],
  (db, { branch_id, source_id, asset, target_id, ...renamed }) =>
    db('assets')
      .where({ branch_id, namespace_id: source_id, name: asset })
      .update({ namespace_id: target_id, ...renamed }),
)

// By name, not by an id looked up: PostgreSQL compares again once a rename that it waited for is committed.
const deleteAsset = statement([...inNamespace, 'asset'], (db, { asset, ...place }) =>
  db('assets')
    .where({ ...heldParentIds(db, place), name: asset })
    .delete(),
)

const countAssets = statement(['tenant'], (db, { tenant }) =>
  db('catalogs')
    .join('branches', 'branches.catalog_id', 'catalogs.id')
    .join('assets', 'assets.branch_id', 'branches.id')
    .where({ tenant_id: tenant })
    .count('* as count'),
)
