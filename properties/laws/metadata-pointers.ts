/** What always holds of metadata pointers. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Branch } from '../../src/trait/areas/branches.ts'
import { metadataPointers as declared, METADATA_LOCATION } from '../../src/trait/areas/metadata-pointers.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertUnchanged, refused } from './claims.ts'
import { putAsset, putTwins, site, twinSites } from './place.ts'

const location = values(declared.operations.updateMetadataLocation.args.properties.newLocation)
const locations = fc.tuple(location, location).filter(([a, b]) => a !== b)

export const metadataPointers = [
  law({
    name: 'a swap that expects the pointer just read succeeds once, and never again',
    area: 'metadataPointers',
    operations: ['updateMetadataLocation', 'getMetadataLocation'],
    arbitrary: fc.record({ ...site, locations }),
    async holds(store, { locations: [a, b], ...site }) {
      const at = await putAsset(store, site)
      const expectedLocation = await store.getMetadataLocation(at)
      const newLocation = expectedLocation === a ? b : a
      await store.updateMetadataLocation({ ...at, expectedLocation, newLocation })
      assert.equal(await store.getMetadataLocation(at), newLocation)
      await assertUnchanged(
        () => digest(store),
        refused('ABORTED', () => store.updateMetadataLocation({ ...at, expectedLocation, newLocation })),
      )
    },
  }),

  law({
    name: 'a swap sets location and property alike and leaves the rest of the asset',
    area: 'metadataPointers',
    operations: ['updateMetadataLocation', 'getAsset', 'getMetadataLocation'],
    arbitrary: fc.record({ ...site, newLocation: location }),
    async holds(store, { newLocation, ...site }) {
      const { asset } = site
      const at = await putAsset(store, site)
      const expectedLocation = asset.properties[METADATA_LOCATION] ?? (asset.location || null)
      assert.equal(await store.getMetadataLocation(at), expectedLocation)
      await store.updateMetadataLocation({ ...at, expectedLocation, newLocation })
      assert.deepEqual(await store.getAsset(at), {
        ...asset,
        location: newLocation,
        properties: { ...asset.properties, [METADATA_LOCATION]: newLocation },
      })
    },
  }),

  law({
    name: 'a swap on one branch leaves the other branches and the other tenants alone',
    area: 'metadataPointers',
    operations: ['updateMetadataLocation', 'createBranchWithAssets', 'getMetadataLocation'],
    arbitrary: fc.record({ ...twinSites, branch: values(Branch), newLocation: location }),
    async holds(store, { branch, newLocation, ...twins }) {
      const [mine, theirs] = await putTwins(store, twins)
      const { tenantId, catalog } = mine
      const fork = { ...branch, name: branch.name === 'main' ? 'fork' : branch.name }
      const forking = { tenantId, catalog, sourceBranch: 'main', branch: fork, assets: null }
      await store.createBranchWithAssets(forking)
      await assertUnchanged(
        async () => [await digest(store, [theirs.tenantId]), await store.getAsset(mine)],
        async () => {
          const at = { ...mine, branch: fork.name }
          const expectedLocation = await store.getMetadataLocation(at)
          await store.updateMetadataLocation({ ...at, expectedLocation, newLocation })
        },
      )
    },
  }),
]
