import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { AccessRequest } from '../../src/trait/areas/access-requests.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import { dated, latestFirst, mixed } from './dated.ts'
import {
  acme,
  ann,
  atOrders,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  nobody,
  orders,
  raw,
  request,
  sales,
  withAsset,
  withRequest,
} from './fixtures.ts'
import { instants, oddTexts } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atRequest = { ...inAcme, requestId: request.id }
const statuses = AccessRequest.properties.status.enum
const dev = { name: 'dev', headCommitId: null, branchType: 'experimental' } as const

const review = {
  status: 'approved',
  reviewedBy: id(0xf2),
  reviewedAt: '2026-01-17T00:00:00.017Z',
  reviewComment: 'until June',
} as const
const unreviewed = { status: 'pending', reviewedBy: null, reviewedAt: null, reviewComment: null } as const

/** For another asset of the same namespace. */
const twin = { ...orders, id: id(1), name: 'twin' }
const twinRequest: AccessRequest = { ...request, id: id(1), assetId: twin.id, requestedAt: instants[0] }
const globexOrders = { ...orders, id: id(2) }
const globexRequest: AccessRequest = { ...request, ...inGlobex, id: id(2), assetId: globexOrders.id }

/** As `withRequest`, and requests for another asset of acme and for one of globex. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await withRequest(store)
  await store.createAsset({ ...inRaw, asset: twin })
  await store.createAccessRequest({ request: twinRequest })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
  await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
  await store.createAsset({ ...inRaw, ...inGlobex, asset: globexOrders })
  await store.createAccessRequest({ request: globexRequest })
}

/** Asserts that a request with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<AccessRequest>): Promise<void> {
  const given = { ...request, id: id(n), ...fields }
  await store.createAccessRequest({ request: given })
  assert.deepEqual(await store.getAccessRequest({ ...inAcme, requestId: given.id }), given)
}

/** Asserts that `orders`, which was gone and is made again, begins without requests, whose ids are free. */
async function forgotten(store: CatalogStore): Promise<void> {
  await store.createAsset({ ...inRaw, asset: orders })
  assert.equal(await store.getAccessRequest(atRequest), null)
  assert.deepEqual(await store.listAccessRequests(inAcme), [])
  await store.createAccessRequest({ request })
}

export const accessRequests: CasesOf<'accessRequests'> = {
  createAccessRequest: {
    'stores the request as given': async ({ store }) => {
      await withAsset(store)
      assert.equal(await store.createAccessRequest({ request }), null)
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
    'keeps every status, reviewed or not': async ({ store }) => {
      await withAsset(store)
      for (const [n, status] of statuses.entries()) {
        await stored(store, n, { status })
        await stored(store, n + 8, { ...review, status })
      }
    },
    'keeps every reason and comment, also empty ones and none': async ({ store }) => {
      await withAsset(store)
      for (const [n, text] of [...oddTexts, null, 'x'.repeat(20_000)].entries()) {
        await stored(store, n, { reason: text, reviewComment: text })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withAsset(store)
      for (const [n, instant] of instants.entries()) {
        await stored(store, n, { requestedAt: instant, reviewedAt: instant })
      }
    },
    'accepts users that nobody knows': async ({ store }) => {
      await withAsset(store)
      await stored(store, 1, { userId: nobody, reviewedBy: nobody })
    },
    'accepts a second request of the same user for the same asset': async ({ store }) => {
      await withRequest(store)
      await stored(store, 1, {})
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
    'accepts an asset of any branch': async ({ store }) => {
      await withAsset(store)
      await store.createBranch({ ...inSales, branch: dev })
      await store.createAsset({ ...inRaw, branch: dev.name, asset: twin })
      await stored(store, 1, { assetId: twin.id })
    },
    'refuses a missing tenant before a missing asset': async ({ store, refuses }) => {
      await withRequest(store)
      for (const assetId of [orders.id, nobody]) {
        const call = { request: { ...request, ...inNoTenant, assetId } }
        await refuses(() => store.createAccessRequest(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing asset, also another tenant's and for an id already taken": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const assetId of [nobody, sales.id, globexOrders.id]) {
        const fresh = { ...request, id: id(3), assetId }
        await refuses(() => store.createAccessRequest({ request: fresh }), 'NOT_FOUND asset')
        const taken = { ...request, assetId }
        await refuses(() => store.createAccessRequest({ request: taken }), 'NOT_FOUND asset')
      }
      const abroad = { ...request, ...inGlobex, id: id(3) }
      await refuses(() => store.createAccessRequest({ request: abroad }), 'NOT_FOUND asset')
    },
    'refuses an id taken for any asset or tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      for (const { id: taken } of [request, twinRequest, globexRequest]) {
        for (const at of [request, twinRequest, globexRequest]) {
          const call = { request: { ...at, ...review, id: taken } }
          await refuses(() => store.createAccessRequest(call), 'ALREADY_EXISTS accessRequest')
        }
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withAsset(store)
      const call = structuredClone({ request })
      await store.createAccessRequest(call)
      spoil(call)
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
  },

  getAccessRequest: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withRequest(store)
      assert.equal(await store.getAccessRequest({ ...inAcme, requestId: nobody }), null)
      assert.equal(await store.getAccessRequest({ ...inAcme, requestId: orders.id }), null)
      assert.equal(await store.getAccessRequest({ ...atRequest, ...inNoTenant }), null)
    },
    'answers the one of this id': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
      assert.deepEqual(await store.getAccessRequest({ ...inAcme, requestId: twinRequest.id }), twinRequest)
    },
    "does not see another tenant's request": async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.getAccessRequest({ ...atRequest, ...inGlobex }), null)
      assert.equal(await store.getAccessRequest({ ...inAcme, requestId: globexRequest.id }), null)
    },
    'follows the asset when it is renamed, and stays when the user goes': async ({ store }) => {
      await withRequest(store)
      const source = { namespace: raw.name, name: orders.name }
      await store.renameAsset({ ...inSales, source, target: { namespace: raw.name, name: 'o' } })
      await store.createUser({ user: ann })
      await store.deleteUser({ userId: ann.id })
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
    'goes with the asset, also one made again under the same id': async ({ store }) => {
      await withRequest(store)
      await store.deleteAsset(atOrders)
      assert.equal(await store.getAccessRequest(atRequest), null)
      await forgotten(store)
    },
    'goes with the branch': async ({ store }) => {
      await withAsset(store)
      await store.deleteAsset(atOrders)
      await store.createBranch({ ...inSales, branch: dev })
      await store.createAsset({ ...inRaw, branch: dev.name, asset: orders })
      await store.createAccessRequest({ request })
      await store.deleteBranch({ ...inSales, name: dev.name })
      await forgotten(store)
    },
    'goes with the catalog': async ({ store }) => {
      await withRequest(store)
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createNamespace({ ...inSales, namespace: raw })
      await forgotten(store)
    },
    'goes with the tenant': async ({ store }) => {
      await withRequest(store)
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createNamespace({ ...inSales, namespace: raw })
      await forgotten(store)
    },
    'answers a copy': async ({ store }) => {
      await withRequest(store)
      spoil(await store.getAccessRequest(atRequest))
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
  },

  listAccessRequests: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withRequest(store)
      assert.deepEqual(await store.listAccessRequests(inGlobex), [])
      assert.deepEqual(await store.listAccessRequests(inNoTenant), [])
    },
    'orders by instant, the latest first, then by id, over all assets': async ({ store }) => {
      await withAsset(store)
      await store.createAsset({ ...inRaw, asset: twin })
      const all = dated(request, 'requestedAt').map((given, n) =>
        n % 3 === 0 ? { ...given, assetId: twin.id } : given,
      )
      for (const given of mixed(all)) await store.createAccessRequest({ request: given })
      assert.deepEqual(await store.listAccessRequests(inAcme), latestFirst(all, 'requestedAt'))
    },
    'keeps its order whatever the review says': async ({ store }) => {
      await withNeighbours(store)
      const at = { ...inAcme, requestId: twinRequest.id }
      await store.updateAccessRequest({ ...at, review: { ...review, status: 'rejected' } })
      assert.deepEqual(await store.listAccessRequests(inAcme), [
        request,
        { ...twinRequest, ...review, status: 'rejected' },
      ])
    },
    'lists those of this tenant only': async ({ store }) => {
      await withNeighbours(store)
      assert.deepEqual(await store.listAccessRequests(inAcme), [request, twinRequest])
      assert.deepEqual(await store.listAccessRequests(inGlobex), [globexRequest])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNeighbours(store)
      for (const given of mixed(dated(request, 'requestedAt'))) {
        await store.createAccessRequest({ request: given })
      }
      await assertPages(page => store.listAccessRequests({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withRequest(store)
      spoil(await store.listAccessRequests(inAcme))
      assert.deepEqual(await store.listAccessRequests(inAcme), [request])
    },
  },

  updateAccessRequest: {
    'records the review and leaves the other fields': async ({ store }) => {
      await withRequest(store)
      assert.equal(await store.updateAccessRequest({ ...atRequest, review }), null)
      assert.deepEqual(await store.getAccessRequest(atRequest), { ...request, ...review })
    },
    'moves from every status to every status, the last call wins': async ({ store }) => {
      await withRequest(store)
      for (const from of statuses) {
        for (const to of statuses) {
          for (const status of [from, to]) {
            await store.updateAccessRequest({ ...atRequest, review: { ...review, status } })
            assert.deepEqual(await store.getAccessRequest(atRequest), { ...request, ...review, status })
          }
        }
      }
    },
    'clears what is null in the review': async ({ store }) => {
      await withRequest(store)
      await store.updateAccessRequest({ ...atRequest, review })
      await store.updateAccessRequest({ ...atRequest, review: { ...review, reviewComment: null } })
      assert.deepEqual(await store.getAccessRequest(atRequest), {
        ...request,
        ...review,
        reviewComment: null,
      })
      await store.updateAccessRequest({ ...atRequest, review: unreviewed })
      assert.deepEqual(await store.getAccessRequest(atRequest), request)
    },
    'keeps every comment and instant, also one before the request': async ({ store }) => {
      await withRequest(store)
      for (const [n, reviewComment] of oddTexts.entries()) {
        const reviewedAt = instants.at(n % instants.length) ?? review.reviewedAt
        const given = { ...review, reviewComment, reviewedAt }
        await store.updateAccessRequest({ ...atRequest, review: given })
        assert.deepEqual(await store.getAccessRequest(atRequest), { ...request, ...given })
      }
    },
    'changes no other request': async ({ store }) => {
      await withNeighbours(store)
      await stored(store, 3, { requestedAt: instants[1] })
      const before = await digest(store, [inGlobex.tenantId])
      await store.updateAccessRequest({ ...atRequest, review })
      assert.deepEqual(await store.listAccessRequests(inAcme), [
        { ...request, ...review },
        { ...request, id: id(3), requestedAt: instants[1] },
        twinRequest,
      ])
      assert.deepEqual(await digest(store, [inGlobex.tenantId]), before)
    },
    'refuses a missing tenant before a missing request': async ({ store, refuses }) => {
      await withRequest(store)
      for (const requestId of [request.id, nobody]) {
        const call = { ...inNoTenant, requestId, review }
        await refuses(() => store.updateAccessRequest(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing request, also another tenant's": async ({ store, refuses }) => {
      await withNeighbours(store)
      const abroad = { ...atRequest, ...inGlobex, review }
      await refuses(() => store.updateAccessRequest(abroad), 'NOT_FOUND accessRequest')
      for (const requestId of [nobody, orders.id, globexRequest.id]) {
        const call = { ...inAcme, requestId, review }
        await refuses(() => store.updateAccessRequest(call), 'NOT_FOUND accessRequest')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withRequest(store)
      const given = structuredClone(review)
      await store.updateAccessRequest({ ...atRequest, review: given })
      spoil(given)
      assert.deepEqual(await store.getAccessRequest(atRequest), { ...request, ...review })
    },
  },
}
