/** Business metadata: what people know about an asset, one record for each. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Id, identifies, JsonObject, Nothing, nullable, object, Tags, Text, Timestamp } from '../value.ts'
import { AssetId } from './assets.ts'
import { TenantId } from './tenants.ts'

export const BusinessMetadata = object({
  id: identifies('businessMetadata', Id),
  assetId: AssetId,
  description: nullable(Text),
  tags: Tags,
  properties: JsonObject,
  discoverable: Type.Boolean(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedBy: Id,
  updatedAt: Timestamp,
})
export type BusinessMetadata = Static<typeof BusinessMetadata>

const ofAsset = { tenantId: TenantId, assetId: AssetId }

export const businessMetadata = area('business metadata', 'Business Metadata', {
  upsertBusinessMetadata: operation({
    summary: "Adds or replaces the asset's record; one that is there keeps its id, createdBy and createdAt.",
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, metadata: BusinessMetadata },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND asset', 'ALREADY_EXISTS businessMetadata'],
  }),
  getBusinessMetadata: operation({
    summary: "The record of the tenant's asset, or null.",
    kind: 'query',
    since: '1.0',
    args: ofAsset,
    returns: nullable(BusinessMetadata),
    fails: [],
  }),
  deleteBusinessMetadata: operation({
    summary: 'Removes the record of an asset, which must exist, if there is one.',
    kind: 'mutation',
    since: '1.0',
    args: ofAsset,
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND asset'],
  }),
})

export interface BusinessMetadataMethods extends Methods<typeof businessMetadata> {}
