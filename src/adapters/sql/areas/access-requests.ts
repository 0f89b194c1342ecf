import type { AccessRequest, accessRequests as declared } from '../../../trait/areas/access-requests.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { assetById, assetMissing } from '../asset-by-id.ts'
import { rowsOf } from '../codec.ts'
import { insertEach } from '../insert-each.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const accessRequests: Handlers<typeof declared, SqlSession> = {
  async createAccessRequest(session, { request }) {
    const at = { tenant: request.tenantId, asset: request.assetId }
    const stored = await session.run(insertRequest, { ...at, ...rows.write(request) })
    if (stored === 0) throw await assetMissing(session, at)
    return null
  },

  async getAccessRequest(session, { tenantId, requestId }) {
    const row = await session.one(selectRequest, { tenant: tenantId, accessRequest: requestId })
    return row === undefined ? null : rows.read(row)
  },

  async listAccessRequests(session, { tenantId, page }) {
    return (await session.all(selectRequests, { tenant: tenantId, ...pageParams(page) })).map(rows.read)
  },

  async updateAccessRequest(session, { tenantId, requestId, review }) {
    const { status, reviewedBy: reviewed_by, reviewedAt: reviewed_at, reviewComment: review_comment } = review
    const row = { status, reviewed_by, reviewed_at, review_comment }
    const place = { tenant: tenantId, accessRequest: requestId }
    await orMissing(session, place, at => session.run(updateReview, { ...at, ...row }))
    return null
  },
}

const rows = rowsOf<AccessRequest>('access_requests', {
  id: 'plain',
  tenantId: 'plain',
  userId: 'plain',
  assetId: 'plain',
  reason: 'plain',
  requestedAt: 'plain',
  status: 'plain',
  reviewedBy: 'plain',
  reviewedAt: 'plain',
  reviewComment: 'plain',
})

// The asset is held, so that it does not go before the request is there to go with it.
const insertRequest = statement(['tenant', 'asset', ...rows.columns], (db, { tenant, asset, ...request }) =>
  insertEach(db, 'access_requests', request, assetById(db, { tenant, asset }).forKeyShare('assets')),
)

const selectRequest = statement(['tenant', 'accessRequest'], (db, { tenant, accessRequest }) =>
  db('access_requests').where({ tenant_id: tenant, id: accessRequest }).select(rows.columns),
)

const selectRequests = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('access_requests')
    .where({ tenant_id: tenant })
    .select(rows.columns)
    .modify(inPages, ['requested_at desc', 'id'], page),
)

const updateReview = statement(
  ['tenant', 'accessRequest', 'status', 'reviewed_by', 'reviewed_at', 'review_comment'],
  (db, { tenant, accessRequest, ...review }) =>
    db('access_requests').where({ tenant_id: tenant, id: accessRequest }).update(review),
)
