/** Canaries of the search. */
import { call, canary } from '../canary.ts'
import { acme, inAcme, inRaw, inSales, notes, orders, raw, sales } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createSales = call('createCatalog', { ...inAcme, catalog: sales })
const createRaw = call('createNamespace', { ...inSales, namespace: raw })

/** The kinds that the decoder of the search was written for; more came later. */
const EARLY_KINDS = ['iceberg-table', 'delta-table', 'hudi-table', 'parquet-table', 'view', 'other']

export const search = [
  canary({
    name: 'search-asset-decodes-kind-otherwise',
    breaks: 'searchAssets',
    because: 'The search has a decoder of its own, which takes a kind that it does not know for another.',
    witness: [
      createAcme,
      createSales,
      createRaw,
      call('createAsset', { ...inRaw, asset: { ...orders, kind: 'ml-model' } }),
      call('searchAssets', { ...inAcme, query: orders.name }),
    ],
    wrap: store => ({
      async searchAssets(args) {
        return (await store.searchAssets(args)).map(found => {
          const { asset } = found
          const isKnown = EARLY_KINDS.includes(asset.kind)
          return isKnown ? found : { ...found, asset: { ...asset, kind: 'other' as const } }
        })
      },
    }),
  }),

  canary({
    name: 'search-catalog-with-wildcards',
    breaks: 'searchCatalogs',
    because: 'The query is put between the signs of a LIKE pattern as it is.',
    witness: [createAcme, createSales, call('searchCatalogs', { ...inAcme, query: '%' })],
    wrap: store => ({
      async searchCatalogs({ tenantId, query }) {
        const all = await store.listCatalogs({ tenantId })
        return all.filter(({ name }) => isLike(name.toLowerCase(), query.toLowerCase()))
      },
    }),
  }),

  canary({
    name: 'search-branch-in-turkish',
    breaks: 'searchBranches',
    because: 'Letters are made small as the locale of the server wants it, where I becomes a dotless \u0131.',
    witness: [createAcme, createSales, call('searchBranches', { ...inAcme, query: 'MAIN' })],
    wrap: store => ({
      async searchBranches({ tenantId, query }) {
        const all = await store.searchBranches({ tenantId, query: '' })
        return all.filter(({ branch }) => inTurkish(branch.name).includes(inTurkish(query)))
      },
    }),
  }),

  canary({
    name: 'search-asset-with-any-tag',
    breaks: 'searchAssets',
    because: 'tag IN (…) is true of an asset that has one of the tags.',
    witness: [
      createAcme,
      createSales,
      createRaw,
      call('createAsset', { ...inRaw, asset: orders }),
      call('upsertBusinessMetadata', { ...inAcme, metadata: notes }),
      call('searchAssets', { ...inAcme, query: '', tags: [...notes.tags, 'silver'] }),
    ],
    wrap: store => ({
      async searchAssets({ tags = [], ...args }) {
        const all = await store.searchAssets(args)
        return all.filter(
          ({ metadata }) => tags.length === 0 || tags.some(tag => metadata?.tags.includes(tag)),
        )
      },
    }),
  }),
]

/** Whether the text holds the query, read as a part of a LIKE pattern. */
function isLike(text: string, query: string): boolean {
  const pattern = query
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.')
  return new RegExp(pattern, 'su').test(text)
}

function inTurkish(text: string): string {
  return text.toLocaleLowerCase('tr')
}
