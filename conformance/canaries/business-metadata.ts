/** Canaries of the business metadata. */
import { call, canary } from '../canary.ts'
import { acme, inAcme, inRaw, inSales, notes, orders, raw, sales } from '../cases/fixtures.ts'

const withNotes = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createNamespace', { ...inSales, namespace: raw }),
  call('createAsset', { ...inRaw, asset: orders }),
  call('upsertBusinessMetadata', { ...inAcme, metadata: notes }),
]
const getNotes = call('getBusinessMetadata', { ...inAcme, assetId: orders.id })

export const businessMetadata = [
  canary({
    name: 'metadata-upsert-changes-created-at',
    breaks: 'upsertBusinessMetadata',
    because: 'ON CONFLICT DO UPDATE sets every column that the INSERT has, also when it was created.',
    witness: [
      ...withNotes,
      call('upsertBusinessMetadata', {
        ...inAcme,
        metadata: { ...notes, createdAt: '2026-01-16T00:00:00.160Z' },
      }),
      getNotes,
    ],
    wrap: store => ({
      async upsertBusinessMetadata({ tenantId, metadata }) {
        const at = { tenantId, assetId: metadata.assetId }
        const current = await store.getBusinessMetadata(at)
        if (current === null) return store.upsertBusinessMetadata({ tenantId, metadata })
        await store.deleteBusinessMetadata(at)
        const { id, createdBy } = current
        return store.upsertBusinessMetadata({ tenantId, metadata: { ...metadata, id, createdBy } })
      },
    }),
  }),

  canary({
    name: 'metadata-tags-are-sorted',
    breaks: 'upsertBusinessMetadata',
    because: 'A list kept as a set, or in rows without a position, forgets its order.',
    witness: [...withNotes, getNotes],
    wrap: store => ({
      upsertBusinessMetadata: ({ tenantId, metadata }) =>
        store.upsertBusinessMetadata({
          tenantId,
          metadata: { ...metadata, tags: metadata.tags.toSorted() },
        }),
    }),
  }),
]
