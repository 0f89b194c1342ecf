/** What always holds of business metadata. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertUnchanged, refused } from './claims.ts'
import { putAsset, putTwins, site, twinSites, two } from './place.ts'

export const businessMetadata = [
  law({
    name: 'a record put over another keeps its id and how it was created, and takes the rest',
    area: 'businessMetadata',
    operations: ['upsertBusinessMetadata', 'getBusinessMetadata'],
    arbitrary: fc.record({
      ...site,
      records: fc.tuple(values(BusinessMetadata), values(BusinessMetadata)),
    }),
    async holds(store, { records: [first, next], ...site }) {
      const { tenantId } = await putAsset(store, site)
      const assetId = site.asset.id
      const { id, createdBy, createdAt } = first
      const put = (metadata: BusinessMetadata) =>
        store.upsertBusinessMetadata({ tenantId, metadata: { ...metadata, assetId } })
      await put(first)
      assert.deepEqual(await store.getBusinessMetadata({ tenantId, assetId }), { ...first, assetId })
      await put(next)
      const expected = { ...next, assetId, id, createdBy, createdAt }
      assert.deepEqual(await store.getBusinessMetadata({ tenantId, assetId }), expected)
      await assertUnchanged(
        () => digest(store),
        () => put(next),
        async () => put((await store.getBusinessMetadata({ tenantId, assetId })) ?? next),
      )
    },
  }),

  law({
    name: 'deleting a record undoes putting it, and again changes nothing',
    area: 'businessMetadata',
    operations: ['deleteBusinessMetadata', 'upsertBusinessMetadata', 'getBusinessMetadata'],
    arbitrary: fc.record({ ...site, metadata: values(BusinessMetadata) }),
    async holds(store, { metadata, ...site }) {
      const { tenantId } = await putAsset(store, site)
      const assetId = site.asset.id
      const remove = () => store.deleteBusinessMetadata({ tenantId, assetId })
      const putAndRemove = async () => {
        await store.upsertBusinessMetadata({ tenantId, metadata: { ...metadata, assetId } })
        await remove()
      }
      await assertUnchanged(() => digest(store), putAndRemove, remove, putAndRemove)
    },
  }),

  law({
    name: 'a record goes with its asset, and the next of that id begins without',
    area: 'businessMetadata',
    operations: ['getBusinessMetadata', 'upsertBusinessMetadata', 'deleteAsset', 'createAsset'],
    arbitrary: fc.record({ ...site, metadata: values(BusinessMetadata) }),
    async holds(store, { metadata, ...site }) {
      const { asset } = site
      const { name, ...inNamespace } = await putAsset(store, site)
      const { tenantId } = inNamespace
      const lifetime = async () => {
        const given = { ...metadata, assetId: asset.id }
        await store.upsertBusinessMetadata({ tenantId, metadata: given })
        await store.deleteAsset({ ...inNamespace, name })
        assert.equal(await store.getBusinessMetadata({ tenantId, assetId: asset.id }), null)
        await store.createAsset({ ...inNamespace, asset })
      }
      await assertUnchanged(() => digest(store), lifetime, lifetime)
    },
  }),

  law({
    name: 'no tenant reads, replaces or removes what another knows about its assets',
    area: 'businessMetadata',
    operations: ['upsertBusinessMetadata', 'getBusinessMetadata', 'deleteBusinessMetadata'],
    arbitrary: fc.record({ ...twinSites, records: two(values(BusinessMetadata), 'id') }),
    async holds(store, { records: [mine, theirs], ...twins }) {
      const [inMine, inTheirs] = await putTwins(store, twins)
      const { tenantId } = inMine
      const [{ id: assetId }, { id: foreignId }] = twins.assets
      const put = (metadata: BusinessMetadata) => store.upsertBusinessMetadata({ tenantId, metadata })
      const remove = (assetId: string) => store.deleteBusinessMetadata({ tenantId, assetId })
      const known = { ...theirs, assetId: foreignId }
      await store.upsertBusinessMetadata({ tenantId: inTheirs.tenantId, metadata: known })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => put({ ...mine, assetId }),
        () => remove(assetId),
        refused(
          'NOT_FOUND asset',
          () => put({ ...mine, assetId: foreignId }),
          () => remove(foreignId),
        ),
      )
      assert.equal(await store.getBusinessMetadata({ tenantId, assetId: foreignId }), null)
    },
  }),
]
