/** Canaries of the assets. */
import { call, canary, failureOf } from '../canary.ts'
import {
  acme,
  atOrders,
  id,
  inAcme,
  inGlobex,
  inRaw,
  inSales,
  orders,
  raw,
  sales,
} from '../cases/fixtures.ts'

const withRaw = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createNamespace', { ...inSales, namespace: raw }),
]
const createOrders = call('createAsset', { ...inRaw, asset: orders })
const renameOrders = (name: string) =>
  call('renameAsset', {
    ...inSales,
    source: { namespace: raw.name, name: orders.name },
    target: { namespace: raw.name, name },
  })

export const assets = [
  canary({
    name: 'asset-create-swallows-conflict',
    breaks: 'createAsset',
    because: 'INSERT … ON CONFLICT DO NOTHING succeeds without having created anything.',
    witness: [...withRaw, createOrders, createOrders],
    wrap: store => ({
      async createAsset(args) {
        try {
          return await store.createAsset(args)
        } catch (error) {
          if (failureOf(error) === 'ALREADY_EXISTS asset') return null
          throw error
        }
      },
    }),
  }),

  canary({
    name: 'asset-list-limit-zero-is-none',
    breaks: 'listAssets',
    because: 'Zero is falsy, so that a limit of 0 is taken for no limit.',
    witness: [...withRaw, createOrders, call('listAssets', { ...inRaw, page: { limit: 0 } })],
    wrap: store => ({
      listAssets({ page: { limit, ...page } = {}, ...within }) {
        return store.listAssets({ ...within, page: limit ? { ...page, limit } : page })
      },
    }),
  }),

  canary({
    name: 'asset-by-id-ignores-tenant',
    breaks: 'getAssetById',
    because: 'An id is unique in the store, so the look-up forgets to ask whose it is.',
    witness: [...withRaw, createOrders, call('getAssetById', { ...inGlobex, assetId: orders.id })],
    wrap: store => ({
      async getAssetById({ assetId }) {
        for (const { id: tenantId } of await store.listTenants({})) {
          const found = await store.getAssetById({ tenantId, assetId })
          if (found) return found
        }
        return null
      },
    }),
  }),

  canary({
    name: 'asset-rename-leaves-id-index',
    breaks: 'renameAsset',
    because: 'A second index from id to place is kept by hand, and renaming forgets it.',
    witness: [
      ...withRaw,
      createOrders,
      renameOrders('invoices'),
      call('getAssetById', { ...inAcme, assetId: orders.id }),
    ],
    wrap: store => {
      type Located = NonNullable<Awaited<ReturnType<typeof store.getAssetById>>>
      const stale = new Map<string, Located>()
      return {
        async renameAsset(args) {
          const { tenantId, catalog, branch, source } = args
          const place = { tenantId, catalog, ...(branch && { branch }), ...source }
          const asset = await store.getAsset(place)
          const before = asset && (await store.getAssetById({ tenantId, assetId: asset.id }))
          await store.renameAsset(args)
          if (before && !stale.has(before.asset.id)) stale.set(before.asset.id, before)
          return null
        },
        async getAssetById(args) {
          const found = await store.getAssetById(args)
          return found && (stale.get(args.assetId) ?? found)
        },
      }
    },
  }),

  canary({
    name: 'asset-by-id-finds-successor',
    breaks: 'getAssetById',
    because: 'The index leads from an id to a place, and nobody looks at the id of what is there now.',
    witness: [
      ...withRaw,
      createOrders,
      call('deleteAsset', atOrders),
      call('createAsset', { ...inRaw, asset: { ...orders, id: id(0xd2) } }),
      call('getAssetById', { ...inAcme, assetId: orders.id }),
    ],
    wrap: store => {
      type Place = Parameters<typeof store.getAsset>[0]
      const places = new Map<string, Place>()
      return {
        async createAsset(args) {
          await store.createAsset(args)
          const { asset, ...at } = args
          places.set(asset.id, { ...at, name: asset.name })
          return null
        },
        async getAssetById(args) {
          const found = await store.getAssetById(args)
          const place = places.get(args.assetId)
          if (found || place?.tenantId !== args.tenantId) return found
          const asset = await store.getAsset(place)
          return asset && store.getAssetById({ ...args, assetId: asset.id })
        },
      }
    },
  }),

  canary({
    name: 'asset-rename-overwrites',
    breaks: 'renameAsset',
    because: 'Renaming puts the asset under its new key without looking at what is there.',
    witness: [
      ...withRaw,
      createOrders,
      call('createAsset', { ...inRaw, asset: { ...orders, id: id(0xd2), name: 'invoices' } }),
      renameOrders('invoices'),
    ],
    wrap: store => ({
      async renameAsset(args) {
        try {
          return await store.renameAsset(args)
        } catch (error) {
          if (failureOf(error) !== 'ALREADY_EXISTS asset') throw error
          const { source: _, target, ...at } = args
          await store.deleteAsset({ ...at, ...target })
          return store.renameAsset(args)
        }
      },
    }),
  }),

  canary({
    name: 'asset-delete-forgets-count',
    breaks: 'deleteAsset',
    because: 'A counter is kept beside the rows, and one of the operations forgets to turn it back.',
    witness: [...withRaw, createOrders, call('deleteAsset', atOrders), call('countAssets', inAcme)],
    wrap: store => {
      const forgotten = new Map<string, number>()
      return {
        async deleteAsset(args) {
          const { tenantId } = args
          const before = await store.countAssets({ tenantId })
          await store.deleteAsset(args)
          const gone = before - (await store.countAssets({ tenantId }))
          forgotten.set(tenantId, (forgotten.get(tenantId) ?? 0) + gone)
          return null
        },
        async countAssets({ tenantId }) {
          return (await store.countAssets({ tenantId })) + (forgotten.get(tenantId) ?? 0)
        },
        async deleteTenant({ tenantId }) {
          await store.deleteTenant({ tenantId })
          forgotten.delete(tenantId)
          return null
        },
      }
    },
  }),
]
