/** Canaries of the access requests. */
import { MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { notFound } from '../../src/trait/errors.ts'
import { call, canary, failureOf } from '../canary.ts'
import {
  acme,
  dev,
  globex,
  inAcme,
  inGlobex,
  inRaw,
  inSales,
  onDev,
  orders,
  raw,
  request,
  sales,
} from '../cases/fixtures.ts'

const withRaw = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createNamespace', { ...inSales, namespace: raw }),
]
const review = {
  status: 'rejected' as const,
  reviewedBy: null,
  reviewedAt: '2026-01-17T00:00:00.170Z',
  reviewComment: null,
}

export const accessRequests = [
  canary({
    name: 'access-request-reviewed-across-tenants',
    breaks: 'updateAccessRequest',
    because: 'An id is unique in the store, so the UPDATE forgets to ask whose it is.',
    witness: [
      ...withRaw,
      call('createAsset', { ...inRaw, asset: orders }),
      call('createAccessRequest', { request }),
      call('createTenant', { tenant: globex }),
      call('updateAccessRequest', { ...inGlobex, requestId: request.id, review }),
    ],
    wrap: store => ({
      async updateAccessRequest(args) {
        try {
          return await store.updateAccessRequest(args)
        } catch (error) {
          if (failureOf(error) !== 'NOT_FOUND accessRequest') throw error
          const { requestId } = args
          for (const { id: tenantId } of await store.listTenants({})) {
            const found = await store.getAccessRequest({ tenantId, requestId })
            if (found) return store.updateAccessRequest({ ...args, tenantId })
          }
          throw error
        }
      },
    }),
  }),

  canary({
    name: 'access-request-for-main-only',
    breaks: 'createAccessRequest',
    because: 'The asset is looked for through a join that holds the branch that everybody uses.',
    witness: [
      ...withRaw,
      call('createBranch', { ...inSales, branch: dev }),
      call('createAsset', { ...onDev, asset: orders }),
      call('createAccessRequest', { request }),
    ],
    wrap: store => ({
      async createAccessRequest({ request }) {
        const { tenantId, assetId } = request
        const found = await store.getAssetById({ tenantId, assetId })
        if (found && found.branch !== MAIN_BRANCH) throw notFound('asset', assetId)
        return store.createAccessRequest({ request })
      },
    }),
  }),
]
