/** Canaries of the branches. */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Asset, MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { call, canary, failureOf } from '../canary.ts'
import {
  acme,
  atOrders,
  dev,
  id,
  inAcme,
  inRaw,
  inSales,
  onDev,
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
const createDev = call('createBranch', { ...inSales, branch: dev })
const branchOff = (assets: { namespace: string[]; name: string }[] | null) =>
  call('createBranchWithAssets', { ...inSales, sourceBranch: MAIN_BRANCH, branch: dev, assets })
const mergeDev = call('mergeBranch', { ...inSales, source: dev.name, target: MAIN_BRANCH })

export const branches = [
  canary({
    name: 'branch-delete-empties-main',
    breaks: 'deleteBranch',
    because: 'The assets are removed before anybody asks which branch it is, outside a transaction.',
    witness: [
      ...withRaw,
      createOrders,
      call('deleteBranch', { ...inSales, name: MAIN_BRANCH }),
      call('getAsset', atOrders),
    ],
    wrap: store => ({
      async deleteBranch({ name: branch, ...within }) {
        for (const { namespace, asset } of await store.listBranchAssets({ ...within, branch })) {
          await store.deleteAsset({ ...within, branch, namespace, name: asset.name })
        }
        return store.deleteBranch({ ...within, name: branch })
      },
    }),
  }),

  canary({
    name: 'branch-merge-replaces-counterparts',
    breaks: 'mergeBranch',
    because: 'The target is cleared of what the source has, and all is inserted anew with ids of its own.',
    witness: [...withRaw, createOrders, branchOff(null), mergeDev, call('getAsset', atOrders)],
    wrap: store => ({
      async mergeBranch(args) {
        const { tenantId, catalog, source, target: branch } = args
        const pairs = source === branch ? [] : await store.findConflictingAssets(args)
        for (const { namespace, target } of pairs) {
          await store.deleteAsset({ tenantId, catalog, branch, namespace, name: target.name })
        }
        return store.mergeBranch(args)
      },
    }),
  }),

  canary({
    name: 'branch-merge-keeps-head',
    breaks: 'mergeBranch',
    because: 'SET head = COALESCE(head of the source, head) does not take over that there is none.',
    witness: [
      call('createTenant', { tenant: acme }),
      call('createCatalog', { ...inAcme, catalog: sales }),
      createDev,
      call('mergeBranch', { ...inSales, source: MAIN_BRANCH, target: dev.name }),
      call('getBranch', { ...inSales, name: dev.name }),
    ],
    wrap: store => ({
      async mergeBranch({ source, target, ...within }) {
        const before = await store.getBranch({ ...within, name: target })
        await store.mergeBranch({ ...within, source, target })
        const after = await store.getBranch({ ...within, name: target })
        if (before === null || after?.headCommitId !== null) return null
        // A merge is the only way to give a branch its head back.
        const lender = { ...before, name: randomUUID() }
        await store.createBranch({ ...within, branch: lender })
        await store.mergeBranch({ ...within, source: lender.name, target })
        return store.deleteBranch({ ...within, name: lender.name })
      },
    }),
  }),

  canary({
    name: 'branch-merge-leaves-id-index',
    breaks: 'mergeBranch',
    because: 'A second copy of each asset is kept by id, and merging writes to the first one only.',
    witness: [
      ...withRaw,
      createOrders,
      createDev,
      call('createAsset', { ...onDev, asset: { ...orders, id: id(0xd2), kind: 'view' } }),
      mergeDev,
      call('getAssetById', { ...inAcme, assetId: orders.id }),
    ],
    wrap: store => {
      // By id: what the first copy became by merging, and what the second one still is until the next write.
      const stale = new Map<string, { readonly first: Asset; readonly second: Asset }>()
      const secondOf = (first: Asset): Asset => {
        const known = stale.get(first.id)
        return known && isDeepStrictEqual(known.first, first) ? known.second : first
      }
      return {
        async mergeBranch(args) {
          const pairs = await store.findConflictingAssets(args)
          await store.mergeBranch(args)
          for (const { source, target } of pairs) {
            stale.set(target.id, { first: { ...source, id: target.id }, second: secondOf(target) })
          }
          return null
        },
        async getAssetById(args) {
          const found = await store.getAssetById(args)
          return found && { ...found, asset: secondOf(found.asset) }
        },
      }
    },
  }),

  canary({
    name: 'branch-with-assets-half-made',
    breaks: 'createBranchWithAssets',
    because: 'The branch is there before an asset is found missing, outside a transaction.',
    witness: [
      ...withRaw,
      branchOff([{ namespace: raw.name, name: orders.name }]),
      call('getBranch', { ...inSales, name: dev.name }),
    ],
    wrap: store => ({
      async createBranchWithAssets(args) {
        try {
          return await store.createBranchWithAssets(args)
        } catch (error) {
          const { tenantId, catalog, branch } = args
          const isTaken = (await store.getBranch({ tenantId, catalog, name: branch.name })) !== null
          const isLate = failureOf(error) === 'NOT_FOUND asset' && !isTaken
          if (isLate) await store.createBranch({ tenantId, catalog, branch })
          throw error
        }
      },
    }),
  }),
]
