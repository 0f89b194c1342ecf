/** What always holds of search. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Asset, MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { Branch } from '../../src/trait/areas/branches.ts'
import { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import type { FoundAsset } from '../../src/trait/areas/search.ts'
import { search as declared } from '../../src/trait/areas/search.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { Tags } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertUnchanged, inOrder } from './claims.ts'
import { putTwins, several, twinSites, two } from './place.ts'

const query = values(declared.operations.searchCatalogs.args.properties.query)

/** Two catalogs with the same namespaces, a branch beside main, and assets of which every other is described. */
const library = fc.record({
  tenant: values(Tenant),
  catalogs: two(values(Catalog), 'id', 'name'),
  namespaces: two(values(Namespace), 'name'),
  branch: values(Branch).filter(({ name }) => name !== MAIN_BRANCH),
  assets: several(values(Asset), 'id', 'name'),
  records: several(values(BusinessMetadata), 'id'),
})
type Library = typeof library extends fc.Arbitrary<infer T> ? T : never

export const search = [
  law({
    name: 'a search for the empty text finds everything, in order',
    area: 'search',
    operations: ['searchAssets', 'searchCatalogs', 'searchNamespaces', 'searchBranches'],
    arbitrary: library,
    async holds(store, library) {
      const { tenantId, placed } = await furnish(store, library)
      const everything = { tenantId, query: '' }
      const catalogs = await store.listCatalogs({ tenantId })
      const namespaces: unknown[] = []
      const branches: unknown[] = []
      for (const { name: catalog } of catalogs) {
        for (const namespace of await store.listNamespaces({ tenantId, catalog })) {
          namespaces.push({ catalog, namespace })
        }
        for (const branch of await store.listBranches({ tenantId, catalog }))
          branches.push({ catalog, branch })
      }
      assert.deepEqual(await store.searchAssets(everything), placed)
      assert.deepEqual(await store.searchAssets({ ...everything, tags: [] }), placed)
      assert.deepEqual(await store.searchCatalogs(everything), catalogs)
      assert.deepEqual(await store.searchNamespaces(everything), namespaces)
      assert.deepEqual(await store.searchBranches(everything), branches)
    },
  }),

  law({
    name: 'a search for a part of a name finds it, in whichever case',
    area: 'search',
    operations: ['searchAssets', 'searchCatalogs', 'searchNamespaces', 'searchBranches'],
    arbitrary: fc.record({ library, from: fc.nat(), length: fc.nat() }),
    async holds(store, { library, from, length }) {
      const { tenantId, placed } = await furnish(store, library)
      for (const found of placed) {
        const path = found.namespace.join('.')
        for (const query of cases(partOf(found.asset.name, from, length))) {
          assert.ok(
            (await store.searchAssets({ tenantId, query })).some(({ asset }) => asset.id === found.asset.id),
          )
        }
        for (const query of cases(partOf(found.metadata?.description ?? '', from, length))) {
          assert.ok(
            (await store.searchAssets({ tenantId, query })).some(({ asset }) => asset.id === found.asset.id),
          )
        }
        for (const query of cases(partOf(found.catalog, from, length))) {
          assert.ok(
            (await store.searchCatalogs({ tenantId, query })).some(({ name }) => name === found.catalog),
          )
        }
        for (const query of cases(partOf(path, from, length))) {
          const paths = (await store.searchNamespaces({ tenantId, query })).map(
            ({ namespace }) => namespace.name,
          )
          assert.ok(paths.some(name => name.join('.') === path))
        }
        for (const query of cases(partOf(found.branch, from, length))) {
          assert.ok(
            (await store.searchBranches({ tenantId, query })).some(
              ({ branch }) => branch.name === found.branch,
            ),
          )
        }
      }
    },
  }),

  law({
    name: 'a search finds those of all that contain the text and have every tag, in the same order',
    area: 'search',
    operations: ['searchAssets', 'searchCatalogs', 'searchNamespaces', 'searchBranches'],
    arbitrary: fc.record({ library, query, tags: values(Tags) }),
    async holds(store, { library, query, tags }) {
      const { tenantId } = await furnish(store, library)
      const everything = { tenantId, query: '' }
      const contains = (text: string) => text.toLowerCase().includes(query.toLowerCase())
      const assets = (await store.searchAssets(everything)).filter(({ asset, metadata }) =>
        [asset.name, metadata?.description ?? ''].some(contains),
      )
      const catalogs = (await store.searchCatalogs(everything)).filter(({ name }) => contains(name))
      const namespaces = (await store.searchNamespaces(everything)).filter(({ namespace }) =>
        contains(namespace.name.join('.')),
      )
      const branches = (await store.searchBranches(everything)).filter(({ branch }) => contains(branch.name))
      const tagged = assets.filter(({ metadata }) => tags.every(tag => metadata?.tags.includes(tag)))
      assert.deepEqual(await store.searchAssets({ tenantId, query }), assets)
      assert.deepEqual(await store.searchAssets({ tenantId, query, tags }), tagged)
      assert.deepEqual(await store.searchCatalogs({ tenantId, query }), catalogs)
      assert.deepEqual(await store.searchNamespaces({ tenantId, query }), namespaces)
      assert.deepEqual(await store.searchBranches({ tenantId, query }), branches)
    },
  }),

  law({
    name: 'a search changes nothing and finds nothing of another tenant',
    area: 'search',
    operations: ['searchAssets', 'searchCatalogs', 'searchNamespaces', 'searchBranches'],
    arbitrary: fc.record({ ...twinSites, query }),
    async holds(store, { query, ...twins }) {
      const [{ tenantId }, inTheirs] = await putTwins(store, twins)
      const searchAll = async () => [
        await store.searchAssets({ tenantId, query }),
        await store.searchCatalogs({ tenantId, query }),
        await store.searchNamespaces({ tenantId, query }),
        await store.searchBranches({ tenantId, query }),
      ]
      await assertUnchanged(() => digest(store), searchAll)
      await assertUnchanged(searchAll, () => store.deleteTenant({ tenantId: inTheirs.tenantId }))
    },
  }),
]

/** Puts the library into a tenant; returns its assets as a search for everything finds them. */
async function furnish(store: CatalogStore, library: Library) {
  const { tenant, catalogs, namespaces, branch, assets, records } = library
  const { id: tenantId } = tenant
  await store.createTenant({ tenant })
  for (const catalog of catalogs) {
    const inCatalog = { tenantId, catalog: catalog.name }
    await store.createCatalog({ tenantId, catalog })
    await store.createBranch({ ...inCatalog, branch })
    for (const namespace of namespaces) await store.createNamespace({ ...inCatalog, namespace })
  }
  const placed: FoundAsset[] = []
  for (const [i, asset] of assets.entries()) {
    const catalog = catalogs[i % 2]?.name ?? ''
    const on = [MAIN_BRANCH, branch.name].at(Math.trunc(i / 2) % 2) ?? ''
    const namespace = namespaces.at(Math.trunc(i / 4) % 2)?.name ?? []
    const record = records[i]
    const metadata = record === undefined ? null : { ...record, assetId: asset.id }
    await store.createAsset({ tenantId, catalog, branch: on, namespace, asset })
    if (metadata !== null) await store.upsertBusinessMetadata({ tenantId, metadata })
    placed.push({ asset, metadata, catalog, branch: on, namespace })
  }
  const inPlace = inOrder(placed, at => [at.catalog, '', at.branch, '', ...at.namespace, '', at.asset.name])
  return { tenantId, placed: inPlace }
}

/** A part of the text, in code points. */
function partOf(text: string, from: number, length: number): string {
  const points = [...text]
  const start = from % (points.length + 1)
  return points.slice(start, start + (length % 4)).join('')
}

/** The text in every case that folds back to the same. */
function cases(text: string): readonly string[] {
  const upper = text.toUpperCase()
  const folds = upper.toLowerCase() === text.toLowerCase()
  return [text, text.toLowerCase(), ...(folds ? [upper] : [])]
}
