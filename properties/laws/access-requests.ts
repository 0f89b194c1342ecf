/** What always holds of access requests. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { AccessRequest, accessRequests as declared } from '../../src/trait/areas/access-requests.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, latestFirst, refused } from './claims.ts'
import { pageSize, putAsset, putTwins, several, site, twinSites, two } from './place.ts'

const review = values(declared.operations.updateAccessRequest.args.properties.review)

export const accessRequests = [
  law({
    name: 'requests are got as given and listed, whole and in pages, latest first, then by id',
    area: 'accessRequests',
    operations: ['listAccessRequests', 'createAccessRequest', 'getAccessRequest'],
    arbitrary: fc.record({ ...site, requests: several(values(AccessRequest), 'id'), size: pageSize }),
    async holds(store, { requests, size, ...site }) {
      const { tenantId } = await putAsset(store, site)
      const all = requests.map(request => ({ ...request, tenantId, assetId: site.asset.id }))
      for (const request of all) await store.createAccessRequest({ request })
      const expected = latestFirst(all, ({ requestedAt }) => requestedAt)
      await assertListed(page => store.listAccessRequests({ tenantId, page }), expected, size)
      for (const request of all) {
        const create = () => store.createAccessRequest({ request })
        await refused('ALREADY_EXISTS accessRequest', create)()
        assert.deepEqual(await store.getAccessRequest({ tenantId, requestId: request.id }), request)
      }
    },
  }),

  law({
    name: 'a review replaces the review before and nothing else, so that it can be taken back',
    area: 'accessRequests',
    operations: ['updateAccessRequest', 'getAccessRequest', 'listAccessRequests'],
    arbitrary: fc.record({ ...site, request: values(AccessRequest), review }),
    async holds(store, { request, review, ...site }) {
      const { tenantId } = await putAsset(store, site)
      const given = { ...request, tenantId, assetId: site.asset.id }
      const at = { tenantId, requestId: request.id }
      const { status, reviewedBy, reviewedAt, reviewComment } = request
      const before = { status, reviewedBy, reviewedAt, reviewComment }
      await store.createAccessRequest({ request: given })
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.updateAccessRequest({ ...at, review })
          assert.deepEqual(await store.getAccessRequest(at), { ...given, ...review })
          await store.updateAccessRequest({ ...at, review: before })
        },
      )
    },
  }),

  law({
    name: 'requests go with the asset, and the next of that id begins without',
    area: 'accessRequests',
    operations: ['listAccessRequests', 'createAccessRequest', 'deleteAsset', 'createAsset'],
    arbitrary: fc.record({ ...site, requests: several(values(AccessRequest), 'id') }),
    async holds(store, { requests, ...site }) {
      const { asset } = site
      const { name, ...inNamespace } = await putAsset(store, site)
      const { tenantId } = inNamespace
      const lifetime = async () => {
        for (const request of requests) {
          await store.createAccessRequest({ request: { ...request, tenantId, assetId: asset.id } })
        }
        await store.deleteAsset({ ...inNamespace, name })
        await store.createAsset({ ...inNamespace, asset })
      }
      await assertUnchanged(() => digest(store), lifetime, lifetime)
    },
  }),

  law({
    name: 'no tenant sees, makes or reviews the requests of another',
    area: 'accessRequests',
    operations: ['updateAccessRequest', 'getAccessRequest', 'createAccessRequest'],
    arbitrary: fc.record({ ...twinSites, requests: two(values(AccessRequest), 'id'), review }),
    async holds(store, { requests: [mine, theirs], review, ...twins }) {
      const [{ tenantId }, inTheirs] = await putTwins(store, twins)
      const [{ id: assetId }, { id: foreignId }] = twins.assets
      const foreign = { ...theirs, tenantId: inTheirs.tenantId, assetId: foreignId }
      const own = { ...mine, tenantId, assetId }
      await store.createAccessRequest({ request: foreign })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        refused('NOT_FOUND asset', () =>
          store.createAccessRequest({ request: { ...own, assetId: foreignId } }),
        ),
        refused('NOT_FOUND accessRequest', () =>
          store.updateAccessRequest({ tenantId, requestId: foreign.id, review }),
        ),
        () => store.createAccessRequest({ request: own }),
        () => store.updateAccessRequest({ tenantId, requestId: own.id, review }),
      )
      assert.equal(await store.getAccessRequest({ tenantId, requestId: foreign.id }), null)
    },
  }),
]
