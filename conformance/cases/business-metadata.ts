import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  atOrders,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  nobody,
  notes,
  orders,
  raw,
  sales,
  withAsset,
  withNotes,
} from './fixtures.ts'
import { oddJson, oddObject } from './json.ts'
import { instants, longestName, oddTexts, orderedNames } from './names.ts'
import { spoil } from './spoil.ts'

const atNotes = { ...inAcme, assetId: orders.id }
const onDev = { ...inRaw, branch: 'dev' }
const dev = { name: 'dev', headCommitId: null, branchType: 'experimental' } as const

/** Of another asset of the same namespace. */
const twin = { ...orders, id: id(1), name: 'twin' }
const twinNotes: BusinessMetadata = { ...notes, id: id(1), assetId: twin.id, description: 'a twin' }
const globexOrders = { ...orders, id: id(2) }
const globexNotes: BusinessMetadata = { ...notes, id: id(2), assetId: globexOrders.id, tags: [] }

/** Differs from `notes` in every field but the asset. */
const later: BusinessMetadata = {
  id: id(3),
  assetId: orders.id,
  description: null,
  tags: ['eu', 'silver'],
  properties: { tier: 2 },
  discoverable: false,
  createdBy: id(0xf4),
  createdAt: '2026-02-01T00:00:00.001Z',
  updatedBy: id(0xf5),
  updatedAt: '2026-02-02T00:00:00.002Z',
}

/** As `withNotes`, and records of another asset of acme and of one of globex. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await withNotes(store)
  await store.createAsset({ ...inRaw, asset: twin })
  await store.upsertBusinessMetadata({ ...inAcme, metadata: twinNotes })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
  await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
  await store.createAsset({ ...inRaw, ...inGlobex, asset: globexOrders })
  await store.upsertBusinessMetadata({ ...inGlobex, metadata: globexNotes })
}

/** Asserts that these fields come back as they were given, over whatever is there. */
async function stored(store: CatalogStore, fields: Partial<BusinessMetadata>): Promise<void> {
  await store.upsertBusinessMetadata({ ...inAcme, metadata: { ...notes, ...fields } })
  assert.deepEqual(await store.getBusinessMetadata(atNotes), { ...notes, ...fields })
}

/** Asserts that `orders`, which was gone and is made again, begins without a record, whose id is free. */
async function forgotten(store: CatalogStore): Promise<void> {
  assert.equal(await store.getBusinessMetadata(atNotes), null)
  await store.createAsset({ ...inRaw, asset: orders })
  assert.equal(await store.getBusinessMetadata(atNotes), null)
  await stored(store, { createdAt: later.createdAt })
}

export const businessMetadata: CasesOf<'businessMetadata'> = {
  upsertBusinessMetadata: {
    'stores the record as given': async ({ store }) => {
      await withAsset(store)
      assert.equal(await store.upsertBusinessMetadata({ ...inAcme, metadata: notes }), null)
      assert.deepEqual(await store.getBusinessMetadata(atNotes), notes)
    },
    'keeps the order of the tags, and every name exactly': async ({ store }) => {
      await withAsset(store)
      const reversed = orderedNames.toReversed()
      for (const tags of [[], ['b', 'a'], ['a', 'b'], [...orderedNames], [longestName, ...reversed]]) {
        await stored(store, { tags })
      }
    },
    'keeps every property exactly': async ({ store }) => {
      await withAsset(store)
      await stored(store, { properties: {} })
      for (const value of oddJson) await stored(store, { properties: { value } })
      await stored(store, { properties: oddObject })
    },
    'keeps every description, also an empty one and none': async ({ store }) => {
      await withAsset(store)
      for (const description of [...oddTexts, null, 'x'.repeat(20_000)]) await stored(store, { description })
    },
    'keeps whether the asset may be discovered, and every instant': async ({ store }) => {
      await withAsset(store)
      for (const [n, updatedAt] of instants.entries()) {
        await stored(store, { updatedAt, discoverable: n % 2 === 0 })
      }
      for (const createdAt of instants) {
        await store.deleteBusinessMetadata(atNotes)
        await stored(store, { createdAt })
      }
    },
    'replaces the record but for its id and how it was created': async ({ store }) => {
      await withNotes(store)
      const { id, createdBy, createdAt } = notes
      assert.equal(await store.upsertBusinessMetadata({ ...inAcme, metadata: later }), null)
      assert.deepEqual(await store.getBusinessMetadata(atNotes), { ...later, id, createdBy, createdAt })
    },
    'keeps one record for each asset, and a given id that it did not take stays free': async ({ store }) => {
      await withNotes(store)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: later })
      await store.createAsset({ ...inRaw, asset: twin })
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), null)
      const metadata = { ...later, assetId: twin.id }
      await store.upsertBusinessMetadata({ ...inAcme, metadata })
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), metadata)
    },
    'replaces under an id that another record has': async ({ store }) => {
      await withNeighbours(store)
      for (const { id: taken } of [twinNotes, globexNotes]) {
        await store.upsertBusinessMetadata({ ...inAcme, metadata: { ...notes, id: taken, tags: [] } })
        assert.deepEqual(await store.getBusinessMetadata(atNotes), { ...notes, tags: [] })
      }
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), twinNotes)
    },
    'replaces the same by the same': async ({ store }) => {
      await withNotes(store)
      const before = await digest(store)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: notes })
      assert.deepEqual(await digest(store), before)
    },
    'accepts an asset of any branch, each with its own record': async ({ store }) => {
      await withNotes(store)
      await store.createBranch({ ...inSales, branch: dev })
      await store.createAsset({ ...onDev, asset: { ...orders, id: id(1) } })
      await store.upsertBusinessMetadata({ ...inAcme, metadata: twinNotes })
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: id(1) }), twinNotes)
      assert.deepEqual(await store.getBusinessMetadata(atNotes), notes)
    },
    'changes no other record': async ({ store }) => {
      await withNeighbours(store)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: later })
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), twinNotes)
      const abroad = { ...inGlobex, assetId: globexOrders.id }
      assert.deepEqual(await store.getBusinessMetadata(abroad), globexNotes)
    },
    'refuses a tag that is there twice': async ({ store, refuses }) => {
      await withNotes(store)
      const metadata = { ...later, tags: ['a', 'b', 'a'] }
      await refuses(() => store.upsertBusinessMetadata({ ...inAcme, metadata }), 'INVALID_ARGUMENT')
      await refuses(() => store.upsertBusinessMetadata({ ...inNoTenant, metadata }), 'INVALID_ARGUMENT')
    },
    'accepts tags that only look alike': async ({ store }) => {
      await withAsset(store)
      await stored(store, { tags: ['a', 'A', 'a ', 'e\u0301', '\u00e9', 'ss', '\u00df'] })
    },
    'refuses a missing tenant before a missing asset': async ({ store, refuses }) => {
      await withNotes(store)
      for (const assetId of [orders.id, nobody]) {
        const call = { ...inNoTenant, metadata: { ...notes, assetId } }
        await refuses(() => store.upsertBusinessMetadata(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing asset, also another tenant's and for an id already taken": async ({
      store,
      refuses,
    }) => {
      await withNeighbours(store)
      for (const assetId of [nobody, sales.id, globexOrders.id]) {
        const call = { ...inAcme, metadata: { ...later, assetId } }
        await refuses(() => store.upsertBusinessMetadata(call), 'NOT_FOUND asset')
        const taken = { ...inAcme, metadata: { ...notes, assetId } }
        await refuses(() => store.upsertBusinessMetadata(taken), 'NOT_FOUND asset')
      }
      const abroad = { ...inGlobex, metadata: later }
      await refuses(() => store.upsertBusinessMetadata(abroad), 'NOT_FOUND asset')
    },
    'refuses a new record under an id taken in any tenant': async ({ store, refuses }) => {
      await withNeighbours(store)
      await store.deleteBusinessMetadata(atNotes)
      for (const { id: taken } of [twinNotes, globexNotes]) {
        const call = { ...inAcme, metadata: { ...notes, id: taken } }
        await refuses(() => store.upsertBusinessMetadata(call), 'ALREADY_EXISTS businessMetadata')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withAsset(store)
      const metadata = structuredClone(notes)
      await store.upsertBusinessMetadata({ ...inAcme, metadata })
      spoil(metadata)
      assert.deepEqual(await store.getBusinessMetadata(atNotes), notes)
    },
  },

  getBusinessMetadata: {
    'answers null without a record, an asset or a tenant': async ({ store }) => {
      await withNotes(store)
      await store.createAsset({ ...inRaw, asset: twin })
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), null)
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: nobody }), null)
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: notes.id }), null)
      assert.equal(await store.getBusinessMetadata({ ...atNotes, ...inNoTenant }), null)
    },
    "does not see another tenant's record": async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.getBusinessMetadata({ ...atNotes, ...inGlobex }), null)
      assert.equal(await store.getBusinessMetadata({ ...inAcme, assetId: globexOrders.id }), null)
    },
    'follows the asset when it is renamed or moved': async ({ store }) => {
      await withNotes(store)
      await store.createNamespace({ ...inSales, namespace: { name: ['b'], properties: {} } })
      const source = { namespace: raw.name, name: orders.name }
      await store.renameAsset({ ...inSales, source, target: { namespace: ['b'], name: 'o' } })
      assert.deepEqual(await store.getBusinessMetadata(atNotes), notes)
    },
    'goes with the asset, also one made again under the same id': async ({ store }) => {
      await withNotes(store)
      await store.deleteAsset(atOrders)
      await forgotten(store)
    },
    'goes with the branch': async ({ store }) => {
      await withNotes(store)
      await store.deleteAsset(atOrders)
      await store.createBranch({ ...inSales, branch: dev })
      await store.createAsset({ ...onDev, asset: orders })
      await store.upsertBusinessMetadata({ ...inAcme, metadata: notes })
      await store.deleteBranch({ ...inSales, name: dev.name })
      await forgotten(store)
    },
    'goes with the catalog': async ({ store }) => {
      await withNotes(store)
      await store.deleteCatalog({ ...inAcme, name: sales.name })
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createNamespace({ ...inSales, namespace: raw })
      await forgotten(store)
    },
    'goes with the tenant': async ({ store }) => {
      await withNotes(store)
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: sales })
      await store.createNamespace({ ...inSales, namespace: raw })
      await forgotten(store)
    },
    'answers a copy': async ({ store }) => {
      await withNotes(store)
      spoil(await store.getBusinessMetadata(atNotes))
      assert.deepEqual(await store.getBusinessMetadata(atNotes), notes)
    },
  },

  deleteBusinessMetadata: {
    'removes the record and no other, and leaves the asset': async ({ store }) => {
      await withNeighbours(store)
      assert.equal(await store.deleteBusinessMetadata(atNotes), null)
      assert.equal(await store.getBusinessMetadata(atNotes), null)
      assert.deepEqual(await store.getAsset(atOrders), orders)
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), twinNotes)
      const abroad = { ...inGlobex, assetId: globexOrders.id }
      assert.deepEqual(await store.getBusinessMetadata(abroad), globexNotes)
    },
    'may be repeated, and changes nothing without a record': async ({ store }) => {
      await withNotes(store)
      await store.deleteBusinessMetadata(atNotes)
      const before = await digest(store)
      assert.equal(await store.deleteBusinessMetadata(atNotes), null)
      assert.deepEqual(await digest(store), before)
    },
    'frees the id, and the next record is a new one': async ({ store }) => {
      await withNotes(store)
      await store.deleteBusinessMetadata(atNotes)
      await store.upsertBusinessMetadata({ ...inAcme, metadata: later })
      assert.deepEqual(await store.getBusinessMetadata(atNotes), later)
      await store.createAsset({ ...inRaw, asset: twin })
      const metadata = { ...notes, assetId: twin.id }
      await store.upsertBusinessMetadata({ ...inAcme, metadata })
      assert.deepEqual(await store.getBusinessMetadata({ ...inAcme, assetId: twin.id }), metadata)
    },
    'refuses a missing tenant before a missing asset': async ({ store, refuses }) => {
      await withNotes(store)
      for (const assetId of [orders.id, nobody]) {
        const call = { ...inNoTenant, assetId }
        await refuses(() => store.deleteBusinessMetadata(call), 'NOT_FOUND tenant')
      }
    },
    "refuses a missing asset, also another tenant's": async ({ store, refuses }) => {
      await withNeighbours(store)
      const abroad = { ...atNotes, ...inGlobex }
      await refuses(() => store.deleteBusinessMetadata(abroad), 'NOT_FOUND asset')
      for (const assetId of [nobody, notes.id, globexOrders.id]) {
        await refuses(() => store.deleteBusinessMetadata({ ...inAcme, assetId }), 'NOT_FOUND asset')
      }
    },
  },
}
