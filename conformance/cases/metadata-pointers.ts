import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Asset } from '../../src/trait/areas/assets.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  atOrders,
  globex,
  id,
  inGlobex,
  inRaw,
  inSales,
  onDev,
  orders,
  raw,
  withAsset,
  withBranch,
  withNamespace,
  withTwinBranch,
} from './fixtures.ts'
import { missingParents, refusesMissing } from './missing-parents.ts'
import { oddProperties, oddTexts } from './names.ts'

const atDevOrders = { ...onDev, name: orders.name }
const devOrders: Asset = { ...orders, id: id(1) }
const metadata_location = 's3://lake/metadata/1'
const first = { expectedLocation: orders.location, newLocation: 's3://lake/metadata/1' }
const second = { expectedLocation: first.newLocation, newLocation: 's3://lake/metadata/2' }

/** As `withNamespace`, and the asset `orders` with these fields. */
async function withOrders(store: CatalogStore, fields: Partial<Asset>): Promise<void> {
  await withNamespace(store)
  await store.createAsset({ ...inRaw, asset: { ...orders, ...fields } })
}

/** `orders` is on `main` and on `dev`, in acme and in globex, at the same location. */
async function withOrdersEverywhere(store: CatalogStore): Promise<void> {
  await withBranch(store)
  await withTwinBranch(store)
  await store.createAsset({ ...onDev, asset: devOrders })
  await store.createAsset({ ...onDev, ...inGlobex, asset: { ...orders, id: id(2) } })
}

export const metadataPointers: CasesOf<'metadataPointers'> = {
  getMetadataLocation: {
    'answers the location of an asset without the property': async ({ store }) => {
      await withOrders(store, { properties: { 'metadata-location': 'a', Metadata_Location: 'b' } })
      assert.equal(await store.getMetadataLocation(atOrders), orders.location)
    },
    'answers null when the location is empty and the property is not there': async ({ store }) => {
      await withOrders(store, { location: '' })
      assert.equal(await store.getMetadataLocation(atOrders), null)
    },
    'answers the property before the location': async ({ store }) => {
      await withOrders(store, { properties: { ...oddProperties, metadata_location } })
      assert.equal(await store.getMetadataLocation(atOrders), metadata_location)
    },
    'answers the property also when it or the location is empty': async ({ store }) => {
      await withOrders(store, { properties: { metadata_location: '' } })
      const asset = { ...orders, id: id(1), name: 'o', location: '', properties: { metadata_location } }
      await store.createAsset({ ...inRaw, asset })
      assert.equal(await store.getMetadataLocation(atOrders), '')
      assert.equal(await store.getMetadataLocation({ ...inRaw, name: 'o' }), metadata_location)
    },
    'answers every text exactly': async ({ store }) => {
      await withNamespace(store)
      for (const [n, text] of oddTexts.entries()) {
        const [name, pointed] = [`n${n}`, `p${n}`]
        await store.createAsset({ ...inRaw, asset: { ...orders, id: id(2 * n), name, location: text } })
        const asset = { ...orders, id: id(2 * n + 1), name: pointed, properties: { metadata_location: text } }
        await store.createAsset({ ...inRaw, asset })
        assert.equal(await store.getMetadataLocation({ ...inRaw, name }), text === '' ? null : text)
        assert.equal(await store.getMetadataLocation({ ...inRaw, name: pointed }), text)
      }
    },
    'answers null for an asset or a parent that does not exist': async ({ store }) => {
      await withAsset(store)
      assert.equal(await store.getMetadataLocation({ ...inRaw, name: 'Orders' }), null)
      for (const [missing] of missingParents) {
        assert.equal(await store.getMetadataLocation({ ...atOrders, ...missing }), null)
      }
    },
    'answers that of this branch, main unless named, and of this tenant': async ({ store }) => {
      await withBranch(store)
      await withTwinBranch(store)
      await store.createAsset({ ...onDev, asset: { ...devOrders, location: 'dev' } })
      await store.createAsset({ ...onDev, ...inGlobex, asset: { ...devOrders, id: id(2), location: '' } })
      assert.equal(await store.getMetadataLocation(atOrders), orders.location)
      assert.equal(await store.getMetadataLocation({ ...atOrders, branch: 'main' }), orders.location)
      assert.equal(await store.getMetadataLocation(atDevOrders), 'dev')
      assert.equal(await store.getMetadataLocation({ ...atDevOrders, ...inGlobex }), null)
    },
    'follows the asset when it moves, and forgets it when it goes': async ({ store }) => {
      await withOrders(store, { properties: { metadata_location } })
      const source = { namespace: raw.name, name: orders.name }
      const target = { ...source, name: 'o' }
      await store.renameAsset({ ...inSales, source, target })
      assert.equal(await store.getMetadataLocation(atOrders), null)
      assert.equal(await store.getMetadataLocation({ ...inRaw, name: 'o' }), metadata_location)
      await store.deleteAsset({ ...inRaw, name: 'o' })
      assert.equal(await store.getMetadataLocation({ ...inRaw, name: 'o' }), null)
    },
  },

  updateMetadataLocation: {
    'sets the location and the property, and nothing else': async ({ store }) => {
      await withOrders(store, { properties: oddProperties })
      assert.equal(await store.updateMetadataLocation({ ...atOrders, ...first }), null)
      assert.equal(await store.getMetadataLocation(atOrders), metadata_location)
      const properties = { ...oddProperties, metadata_location }
      const updated = { ...orders, location: metadata_location, properties }
      assert.deepEqual(await store.getAsset(atOrders), updated)
      assert.deepEqual(await store.listAssets(inRaw), [updated])
    },
    'expects the property rather than the location': async ({ store, refuses }) => {
      await withOrders(store, { properties: { metadata_location } })
      await refuses(() => store.updateMetadataLocation({ ...atOrders, ...first }), 'ABORTED')
      await store.updateMetadataLocation({ ...atOrders, ...second })
      assert.equal(await store.getMetadataLocation(atOrders), second.newLocation)
    },
    'expects null of an asset that points nowhere, and not an empty text': async ({ store, refuses }) => {
      await withOrders(store, { location: '' })
      const call = { ...atOrders, newLocation: metadata_location }
      await refuses(() => store.updateMetadataLocation({ ...call, expectedLocation: '' }), 'ABORTED')
      await store.updateMetadataLocation({ ...call, expectedLocation: null })
      assert.equal(await store.getMetadataLocation(atOrders), metadata_location)
      await refuses(() => store.updateMetadataLocation({ ...call, expectedLocation: null }), 'ABORTED')
    },
    'expects an empty property as it is, and not null': async ({ store, refuses }) => {
      await withOrders(store, { properties: { metadata_location: '' } })
      const call = { ...atOrders, newLocation: metadata_location }
      await refuses(() => store.updateMetadataLocation({ ...call, expectedLocation: null }), 'ABORTED')
      await store.updateMetadataLocation({ ...call, expectedLocation: '' })
      assert.equal(await store.getMetadataLocation(atOrders), metadata_location)
    },
    'refuses a pointer that only looks as expected': async ({ store, refuses }) => {
      await withOrders(store, { location: 's3://lake/\u00e9' })
      for (const expectedLocation of [
        null,
        '',
        's3://lake/e\u0301',
        's3://LAKE/\u00e9',
        's3://lake/\u00e9 ',
      ]) {
        const call = { ...atOrders, expectedLocation, newLocation: metadata_location }
        await refuses(() => store.updateMetadataLocation(call), 'ABORTED')
      }
    },
    'lets the first of two writers win': async ({ store, refuses }) => {
      await withAsset(store)
      await store.updateMetadataLocation({ ...atOrders, ...first })
      const late = { ...first, newLocation: 'late' }
      await refuses(() => store.updateMetadataLocation({ ...atOrders, ...late }), 'ABORTED')
      await store.updateMetadataLocation({ ...atOrders, ...second })
      assert.equal(await store.getMetadataLocation(atOrders), second.newLocation)
    },
    'accepts the location that is there already': async ({ store }) => {
      await withAsset(store)
      const same = { expectedLocation: orders.location, newLocation: orders.location }
      await store.updateMetadataLocation({ ...atOrders, ...same })
      const properties = { ...orders.properties, metadata_location: orders.location }
      assert.deepEqual(await store.getAsset(atOrders), { ...orders, properties })
    },
    'keeps every location exactly': async ({ store }) => {
      await withAsset(store)
      let expectedLocation = orders.location
      for (const newLocation of [...oddTexts.filter(text => text !== ''), 'x'.repeat(20_000)]) {
        await store.updateMetadataLocation({ ...atOrders, expectedLocation, newLocation })
        assert.equal(await store.getMetadataLocation(atOrders), newLocation)
        expectedLocation = newLocation
      }
    },
    'changes the asset of this branch only': async ({ store }) => {
      await withOrdersEverywhere(store)
      await store.updateMetadataLocation({ ...atDevOrders, ...first })
      assert.deepEqual(await store.getAsset(atOrders), orders)
      await store.updateMetadataLocation({ ...atDevOrders, ...second })
      await store.updateMetadataLocation({ ...atOrders, branch: 'main', ...first })
      assert.equal(await store.getMetadataLocation(atDevOrders), second.newLocation)
      assert.equal(await store.getMetadataLocation(atOrders), first.newLocation)
    },
    "leaves another tenant's asset of the same place": async ({ store }) => {
      await withOrdersEverywhere(store)
      const before = await digest(store, [globex.id])
      await store.updateMetadataLocation({ ...atOrders, ...first })
      await store.updateMetadataLocation({ ...atDevOrders, ...first })
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'refuses a missing asset, also with null expected': async ({ store, refuses }) => {
      await withBranch(store)
      for (const expectedLocation of [null, '', orders.location]) {
        const call = { expectedLocation, newLocation: metadata_location }
        const [other, elsewhere] = [{ ...inRaw, name: 'Orders' }, atDevOrders]
        await refuses(() => store.updateMetadataLocation({ ...other, ...call }), 'NOT_FOUND asset')
        await refuses(() => store.updateMetadataLocation({ ...elsewhere, ...call }), 'NOT_FOUND asset')
      }
    },
    'refuses a missing tenant before anything below it': tools =>
      refusesMissing('tenant', tools, at => updateAt(tools.store, at)),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissing('catalog', tools, at => updateAt(tools.store, at)),
    'refuses a missing branch': tools => refusesMissing('branch', tools, at => updateAt(tools.store, at)),
    'refuses a missing namespace': tools =>
      refusesMissing('namespace', tools, at => updateAt(tools.store, at)),
  },
}

/** Expects what is not there, which a missing parent comes before. */
async function updateAt(store: CatalogStore, at: typeof inRaw & { branch?: string }): Promise<null> {
  return store.updateMetadataLocation({ ...at, ...second, name: orders.name })
}
