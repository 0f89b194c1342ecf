/** Metadata pointers: where the current metadata of an asset lies, changed by compare-and-swap. */
import { area, type Methods, operation } from '../operation.ts'
import { mentions, Nothing, nullable, Text } from '../value.ts'
import { AssetName, inNamespace } from './assets.ts'

/** The property that holds an asset's pointer, before its location does. */
export const METADATA_LOCATION = 'metadata_location'

const NewLocation = { ...Text, title: 'NewLocation', minLength: 1 }

export const metadataPointers = area('metadata pointers', 'Metadata Pointers (CAS)', {
  getMetadataLocation: operation({
    summary:
      'The property metadata_location of the asset if it has one, else its location unless empty, else null.',
    kind: 'query',
    since: '1.0',
    args: { ...inNamespace, name: AssetName },
    returns: nullable(Text),
    fails: [],
  }),
  updateMetadataLocation: operation({
    summary: 'Sets location and metadata_location of the asset on this branch if the pointer is as expected.',
    kind: 'mutation',
    since: '1.0',
    args: {
      ...inNamespace,
      name: AssetName,
      expectedLocation: nullable(mentions(['pointer.location'], Text)),
      newLocation: NewLocation,
    },
    returns: Nothing,
    fails: [
      'NOT_FOUND tenant',
      'NOT_FOUND catalog',
      'NOT_FOUND branch',
      'NOT_FOUND namespace',
      'NOT_FOUND asset',
      'ABORTED',
    ],
  }),
})

export interface MetadataPointerMethods extends Methods<typeof metadataPointers> {}
