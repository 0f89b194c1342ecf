import { type Asset, MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import {
  type metadataPointers as declared,
  METADATA_LOCATION,
} from '../../../trait/areas/metadata-pointers.ts'
import { StoreError } from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { pathHash, writeJson } from '../codec.ts'
import { orMissing } from '../missing.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'
import { rows as assetRows, heldParentIds, inNamespace, selectAsset } from './assets.ts'

export const metadataPointers: Handlers<typeof declared, SqlSession> = {
  async getMetadataLocation(session, { tenantId, catalog, branch = MAIN_BRANCH, namespace, name }) {
    const at = { tenant: tenantId, catalog, branch, namespace: pathHash(namespace), asset: name }
    const row = await session.one(selectAsset, at)
    return row === undefined ? null : pointerOf(assetRows.read(row))
  },

  async updateMetadataLocation(
    session,
    { tenantId, catalog, branch = MAIN_BRANCH, namespace, name, ...swap },
  ) {
    const place = { tenant: tenantId, catalog, branch, namespace, asset: name }
    await orMissing(session, place, async at => {
      const row = await session.one(selectAsset, at)
      if (row === undefined) return 0
      const asset = assetRows.read(row)
      const pointer = pointerOf(asset)
      if (pointer !== swap.expectedLocation) throw lost(name, pointer)
      const properties = { ...asset.properties, [METADATA_LOCATION]: swap.newLocation }
      return session.run(swapPointer, {
        ...at,
        location: swap.newLocation,
        properties: writeJson(properties),
        seen_location: row.location,
        seen_properties: row.properties,
      })
    })
    return null
  },
}

/** Where the metadata of an asset lies, or null. */
function pointerOf({ location, properties }: Asset): string | null {
  return properties[METADATA_LOCATION] ?? (location === '' ? null : location)
}

function lost(name: string, pointer: string | null): StoreError {
  const fact = `the metadata of asset "${name}" is at ${JSON.stringify(pointer)}`
  return new StoreError({ code: 'ABORTED', fact })
}

/** Changes nothing if the asset is not as it was seen any more. */
const swapPointer = statement(
  [...inNamespace, 'asset', 'location', 'properties', 'seen_location', 'seen_properties'],
  (db, { asset, location, properties, seen_location, seen_properties, ...place }) =>
    db('assets')
      .where({ ...heldParentIds(db, place), name: asset })
      .where({ location: seen_location, properties: seen_properties })
      .update({ location, properties }),
)
