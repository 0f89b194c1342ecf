import type {
  BusinessMetadata,
  businessMetadata as declared,
} from '../../../trait/areas/business-metadata.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { assetById, assetMissing } from '../asset-by-id.ts'
import { rowsOf, searchable } from '../codec.ts'
import { insertEachOver } from '../insert-each.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const businessMetadata: Handlers<typeof declared, SqlSession> = {
  async upsertBusinessMetadata(session, { tenantId, metadata }) {
    const { description } = metadata
    const search_description = description === null ? null : searchable(description)
    const at = { tenant: tenantId, asset: metadata.assetId }
    const stored = await session.run(upsertMetadata, { ...at, ...rows.write(metadata), search_description })
    if (stored === 0) throw await assetMissing(session, at)
    return null
  },

  async getBusinessMetadata(session, { tenantId, assetId }) {
    const row = await session.one(selectMetadata, { tenant: tenantId, asset: assetId })
    return row === undefined ? null : rows.read(row)
  },

  async deleteBusinessMetadata(session, { tenantId, assetId }) {
    const at = { tenant: tenantId, asset: assetId }
    const deleted = await session.run(deleteMetadata, at)
    if (deleted > 0) return null
    const asset = await session.one(selectAssetId, at)
    if (asset === undefined) throw await assetMissing(session, at)
    return null
  },
}

export const rows = rowsOf<BusinessMetadata>('business_metadata', {
  id: 'plain',
  assetId: 'plain',
  description: 'plain',
  tags: 'json',
  properties: 'json',
  discoverable: 'flag',
  createdBy: 'plain',
  createdAt: 'plain',
  updatedBy: 'plain',
  updatedAt: 'plain',
})

const written = [...rows.columns, 'search_description'] as const

const kept: readonly string[] = ['id', 'asset_id', 'created_by', 'created_at']

// The asset is held, so that it does not go before its metadata is there to go with it.
const upsertMetadata = statement(['tenant', 'asset', ...written], (db, { tenant, asset, ...metadata }) =>
  insertEachOver(db, 'business_metadata', metadata, assetById(db, { tenant, asset }).forKeyShare('assets'), {
    key: ['asset_id'],
    columns: written.filter(column => !kept.includes(column)),
  }),
)

const selectMetadata = statement(['tenant', 'asset'], (db, at) =>
  assetById(db, at)
    .join('business_metadata', 'business_metadata.asset_id', 'assets.id')
    .select(rows.selection),
)

const deleteMetadata = statement(['tenant', 'asset'], (db, at) =>
  db('business_metadata')
    .where({ asset_id: assetById(db, at).select('assets.id') })
    .delete(),
)

const selectAssetId = statement(['tenant', 'asset'], (db, at) => assetById(db, at).select('assets.id'))
