import type { Asset } from '../../../trait/areas/assets.ts'
import {
  type metadataPointers as declared,
  METADATA_LOCATION,
} from '../../../trait/areas/metadata-pointers.ts'
import type { Steps } from '../../../trait/operation.ts'
import { done, fails } from '../outcome.ts'
import { findAsset } from '../place.ts'
import { type State, withAsset } from '../state.ts'

export const metadataPointers: Steps<typeof declared, State> = {
  getMetadataLocation(state, at) {
    const place = findAsset(state, at)
    return done(state, 'failure' in place ? null : pointerOf(place.placed.asset))
  },

  updateMetadataLocation(state, { expectedLocation, newLocation, ...at }) {
    const place = findAsset(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within, placed } = place
    if (pointerOf(placed.asset) !== expectedLocation) return fails(state, 'ABORTED')
    const properties = { ...placed.asset.properties, [METADATA_LOCATION]: newLocation }
    const asset = { ...placed.asset, location: newLocation, properties }
    return done(withAsset(state, owner, within, { ...placed, asset }), null)
  },
}

/** Where the metadata of an asset lies, or null. */
export function pointerOf({ location, properties }: Asset): string | null {
  return properties[METADATA_LOCATION] ?? (location === '' ? null : location)
}
