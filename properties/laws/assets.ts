/** What always holds of assets. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Asset, MAIN_BRANCH } from '../../src/trait/areas/assets.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Name } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, putNamespace, several, three, two } from './place.ts'

export const assets = [
  law({
    name: 'a created asset is got as given, by name and by id, and keeps its place',
    area: 'assets',
    operations: ['createAsset', 'renameAsset', 'getAsset', 'getAssetById'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      assets: three(values(Asset), 'id', 'name'),
    }),
    async holds(store, { tenant, catalog, namespace, assets: [first, second, third] }) {
      const { id, name } = first
      const { namespace: path, ...inCatalog } = await putNamespace(store, tenant, catalog, namespace)
      const create = (asset: Asset) => store.createAsset({ ...inCatalog, namespace: path, asset })
      const source = { namespace: path, name: second.name }
      const target = { namespace: path, name }
      await create(first)
      await create(second)
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS asset',
          () => create({ ...third, id }),
          () => create({ ...third, name }),
          () => store.renameAsset({ ...inCatalog, source, target }),
        ),
      )
      assert.deepEqual(await store.getAsset({ ...inCatalog, ...target }), first)
      assert.deepEqual(await store.getAsset({ ...inCatalog, ...target, branch: MAIN_BRANCH }), first)
      assert.equal(await store.getAsset({ ...inCatalog, namespace: path, name: third.name }), null)
      assert.deepEqual(await store.getAssetById({ tenantId: tenant.id, assetId: id }), {
        asset: first,
        catalog: catalog.name,
        branch: MAIN_BRANCH,
        namespace: path,
      })
    },
  }),

  law({
    name: 'assets are listed, whole and in pages, by name, and counted',
    area: 'assets',
    operations: ['listAssets', 'countAssets', 'createAsset'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespaces: two(values(Namespace), 'name'),
      assets: several(values(Asset), 'id', 'name'),
      size: pageSize,
    }),
    async holds(store, { tenant, catalog, namespaces, assets, size }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      for (const [i, namespace] of namespaces.entries()) {
        const at = { ...inCatalog, namespace: namespace.name }
        const here = assets.filter((_, j) => j % 2 === i)
        await store.createNamespace({ ...inCatalog, namespace })
        for (const asset of here) await store.createAsset({ ...at, asset })
        const expected = inOrder(here, ({ name }) => [name])
        await assertListed(page => store.listAssets({ ...at, page }), expected, size)
      }
      assert.equal(await store.countAssets({ tenantId: tenant.id }), assets.length)
    },
  }),

  law({
    name: 'renaming an asset there and back changes nothing, and its id follows',
    area: 'assets',
    operations: ['renameAsset', 'getAssetById'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespaces: two(values(Namespace), 'name'),
      asset: values(Asset),
      name: values(Name),
      moves: fc.boolean(),
    }),
    async holds(store, { tenant, catalog, namespaces: [here, there], asset, name, moves }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const source = { namespace: here.name, name: asset.name }
      const target = { namespace: moves ? there.name : here.name, name }
      await store.createNamespace({ ...inCatalog, namespace: here })
      await store.createNamespace({ ...inCatalog, namespace: there })
      await store.createAsset({ ...inCatalog, namespace: here.name, asset })
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.renameAsset({ ...inCatalog, source, target: source })
          await store.renameAsset({ ...inCatalog, source, target })
          assert.deepEqual(await store.getAssetById({ tenantId: tenant.id, assetId: asset.id }), {
            asset: { ...asset, name },
            catalog: catalog.name,
            branch: MAIN_BRANCH,
            namespace: target.namespace,
          })
          await store.renameAsset({ ...inCatalog, source: target, target: source })
        },
      )
    },
  }),

  law({
    name: 'deleting an asset undoes creating it for every door, and again changes nothing',
    area: 'assets',
    operations: ['deleteAsset', 'createAsset', 'getAsset', 'getAssetById'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      assets: two(values(Asset), 'id', 'name'),
    }),
    async holds(store, { tenant, catalog, namespace, assets: [kept, removed] }) {
      const at = await putNamespace(store, tenant, catalog, namespace)
      const { id: assetId, name } = removed
      const everyDoor = async () => [
        await digest(store),
        await store.getAsset({ ...at, name }),
        await store.getAssetById({ tenantId: at.tenantId, assetId }),
      ]
      await store.createAsset({ ...at, asset: kept })
      await assertUnchanged(everyDoor, async () => {
        await store.createAsset({ ...at, asset: removed })
        await store.deleteAsset({ ...at, name })
        await store.deleteAsset({ ...at, name })
      })
    },
  }),

  law({
    name: 'what happens to an asset leaves its namesake of another tenant alone',
    area: 'assets',
    operations: ['renameAsset', 'deleteAsset', 'createAsset', 'getAssetById'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      namespace: values(Namespace),
      assets: namesakes(values(Asset), 'id'),
      name: values(Name),
    }),
    async holds(store, { tenants, catalogs, namespace, assets: [mine, theirs], name }) {
      const inMine = await putNamespace(store, tenants[0], catalogs[0], namespace)
      const inTheirs = await putNamespace(store, tenants[1], catalogs[1], namespace)
      const { namespace: path, ...inCatalog } = inMine
      const { tenantId } = inTheirs
      const source = { namespace: path, name: mine.name }
      const target = { namespace: path, name }
      await store.createAsset({ ...inTheirs, asset: theirs })
      await assertUnchanged(
        () => digest(store, [tenantId]),
        async () => {
          await store.createAsset({ ...inMine, asset: mine })
          await store.renameAsset({ ...inCatalog, source, target })
          assert.equal(await store.getAssetById({ tenantId, assetId: mine.id }), null)
          await store.renameAsset({ ...inCatalog, source: target, target: source })
          await store.deleteAsset({ ...inMine, name: mine.name })
        },
      )
    },
  }),
]
