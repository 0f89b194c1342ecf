import type { search as declared } from '../../../trait/areas/search.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { readPath, searchable, writeJson } from '../codec.ts'
import { prefixed, unprefixed } from '../prefixed.ts'
import type { SqlSession } from '../session.ts'
import { type Dialect, statement } from '../statement.ts'
import { rows as assetRows } from './assets.ts'
import { rows as branchRows } from './branches.ts'
import { rows as metadataRows } from './business-metadata.ts'
import { rows as catalogRows } from './catalogs.ts'
import { byPath, columns as namespaceColumns, read as readNamespace } from './namespaces.ts'

export const search: Handlers<typeof declared, SqlSession> = {
  async searchAssets(session, { tenantId, query, tags = [] }) {
    const params = { tenant: tenantId, query: searchable(query), tags: writeJson(tags) }
    return (await session.all(selectAssets, params)).map(row => ({
      asset: assetRows.read(row),
      metadata: row.metadata_id === null ? null : metadataRows.read(unprefixed('metadata', row)),
      catalog: row.catalog as string,
      branch: row.branch as string,
      namespace: readPath(row.path),
    }))
  },

  async searchCatalogs(session, { tenantId, query }) {
    const found = await session.all(selectCatalogs, { tenant: tenantId, query: searchable(query) })
    return found.map(catalogRows.read)
  },

  async searchNamespaces(session, { tenantId, query }) {
    const found = await session.all(selectNamespaces, { tenant: tenantId, query: searchable(query) })
    return found.map(row => ({ catalog: row.catalog as string, namespace: readNamespace(row) }))
  },

  async searchBranches(session, { tenantId, query }) {
    const found = await session.all(selectBranches, { tenant: tenantId, query: searchable(query) })
    return found.map(row => ({ catalog: row.catalog as string, branch: branchRows.read(row) }))
  },
}

/** Whether a column contains the query, every character of which stands for itself. */
const contains: Readonly<Record<Dialect, string>> = {
  sqlite: 'instr(??, ?) > 0',
  postgres: 'strpos(??, ?) > 0',
}

/** Whether the metadata has every one of the tags; without metadata there are none. */
const hasEvery: Readonly<Record<Dialect, string>> = {
  sqlite: `not exists (
    select 1 from json_each(?) as wanted
    where wanted.value not in (select value from json_each(metadata.tags)))`,
  postgres: `coalesce(metadata.tags, '[]')::jsonb @> ?::jsonb`,
}

const selectAssets = statement(['tenant', 'query', 'tags'], (db, { tenant, query, tags }, dialect) =>
  db('catalogs')
    .join('branches', 'branches.catalog_id', 'catalogs.id')
    .join('assets', 'assets.branch_id', 'branches.id')
    .join('namespaces', 'namespaces.id', 'assets.namespace_id')
    .leftJoin('business_metadata as metadata', 'metadata.asset_id', 'assets.id')
    .where({ tenant_id: tenant })
    .where(texts =>
      texts
        .whereRaw(contains[dialect], ['assets.search_name', query])
        .orWhereRaw(contains[dialect], ['metadata.search_description', query]),
    )
    .whereRaw(hasEvery[dialect], [tags])
    .select(assetRows.selection)
    .select(prefixed('metadata', metadataRows.columns))
    .select({ catalog: 'catalogs.name', branch: 'branches.name', path: 'namespaces.path' })
    .orderBy(['catalogs.name', 'branches.name', ...byPath, 'assets.name']),
)

const selectCatalogs = statement(['tenant', 'query'], (db, { tenant, query }, dialect) =>
  db('catalogs')
    .where({ tenant_id: tenant })
    .whereRaw(contains[dialect], ['search_name', query])
    .select(catalogRows.columns)
    .orderBy('name'),
)

const selectNamespaces = statement(['tenant', 'query'], (db, { tenant, query }, dialect) =>
  db('catalogs')
    .join('namespaces', 'namespaces.catalog_id', 'catalogs.id')
    .where({ tenant_id: tenant })
    .whereRaw(contains[dialect], ['namespaces.search_path', query])
    .select(namespaceColumns)
    .select({ catalog: 'catalogs.name' })
    .orderBy(['catalogs.name', ...byPath]),
)

const selectBranches = statement(['tenant', 'query'], (db, { tenant, query }, dialect) =>
  db('catalogs')
    .join('branches', 'branches.catalog_id', 'catalogs.id')
    .where({ tenant_id: tenant })
    .whereRaw(contains[dialect], ['branches.search_name', query])
    .select(branchRows.selection)
    .select({ catalog: 'catalogs.name' })
    .orderBy(['catalogs.name', 'branches.name']),
)
