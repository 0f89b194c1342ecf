/** Canaries of the metadata pointers. */
import { MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { call, canary } from '../canary.ts'
import { acme, atOrders, dev, inAcme, inRaw, inSales, onDev, orders, raw, sales } from '../cases/fixtures.ts'

const withOrders = [
  call('createTenant', { tenant: acme }),
  call('createCatalog', { ...inAcme, catalog: sales }),
  call('createNamespace', { ...inSales, namespace: raw }),
  call('createAsset', { ...inRaw, asset: orders }),
]
const newLocation = 's3://lake/sales/orders/v2'

export const metadataPointers = [
  canary({
    name: 'pointer-null-is-not-compared',
    breaks: 'updateMetadataLocation',
    because: 'The comparison is built only if an expected location is given, and null is taken for none.',
    witness: [
      ...withOrders,
      call('updateMetadataLocation', { ...atOrders, expectedLocation: null, newLocation }),
    ],
    wrap: store => ({
      async updateMetadataLocation({ expectedLocation, newLocation, ...at }) {
        const expected = expectedLocation ?? (await store.getMetadataLocation(at))
        return store.updateMetadataLocation({ ...at, expectedLocation: expected, newLocation })
      },
    }),
  }),

  canary({
    name: 'pointer-moves-on-every-branch',
    breaks: 'updateMetadataLocation',
    because: 'The UPDATE finds the asset by its name and the expected pointer, and forgets the branch.',
    witness: [
      ...withOrders,
      call('createBranchWithAssets', { ...inSales, sourceBranch: MAIN_BRANCH, branch: dev, assets: null }),
      call('updateMetadataLocation', { ...atOrders, expectedLocation: orders.location, newLocation }),
      call('getMetadataLocation', { ...onDev, name: orders.name }),
    ],
    wrap: store => ({
      async updateMetadataLocation(args) {
        await store.updateMetadataLocation(args)
        const { tenantId, catalog, namespace, name, expectedLocation } = args
        for (const { name: branch } of await store.listBranches({ tenantId, catalog })) {
          const at = { tenantId, catalog, branch, namespace, name }
          const isThere = (await store.getAsset(at)) !== null
          const isExpected = (await store.getMetadataLocation(at)) === expectedLocation
          if (isThere && isExpected) await store.updateMetadataLocation({ ...args, branch })
        }
        return null
      },
    }),
  }),
]
