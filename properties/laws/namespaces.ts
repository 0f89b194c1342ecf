/** What always holds of namespaces. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { Asset } from '../../src/trait/areas/assets.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Name, Properties } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, putNamespace, several, two } from './place.ts'

/** Namespaces over very few names, so that many are parents of others, registered or not. */
const relatives = fc.uniqueArray(values(Name), { minLength: 2, maxLength: 3 }).chain(names => {
  const name = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  return several(fc.record({ name, properties: values(Properties) }, { noNullPrototype: true }), 'name')
})

export const namespaces = [
  law({
    name: 'a created namespace is got as given and keeps its path',
    area: 'namespaces',
    operations: ['createNamespace', 'getNamespace'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      properties: values(Properties),
    }),
    async holds(store, { tenant, catalog, namespace, properties }) {
      const { name } = namespace
      const inCatalog = await putCatalog(store, tenant, catalog)
      await store.createNamespace({ ...inCatalog, namespace })
      await assertUnchanged(
        () => digest(store),
        refused('ALREADY_EXISTS namespace', () =>
          store.createNamespace({ ...inCatalog, namespace: { name, properties } }),
        ),
      )
      assert.deepEqual(await store.getNamespace({ ...inCatalog, namespace: name }), namespace)
    },
  }),

  law({
    name: 'namespaces are listed, below a parent and in pages too, by path, and counted',
    area: 'namespaces',
    operations: ['listNamespaces', 'countNamespaces', 'createNamespace'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalogs: two(values(Catalog), 'id', 'name'),
      namespaces: relatives,
      size: pageSize,
    }),
    async holds(store, { tenant, catalogs: [first, second], namespaces, size }) {
      const inCatalog = await putCatalog(store, tenant, first)
      const { tenantId } = inCatalog
      await store.createCatalog({ tenantId, catalog: second })
      for (const namespace of namespaces) {
        await store.createNamespace({ ...inCatalog, namespace })
        await store.createNamespace({ tenantId, catalog: second.name, namespace })
      }
      const expected = inOrder(namespaces, ({ name }) => name)
      await assertListed(page => store.listNamespaces({ ...inCatalog, page }), expected, size)
      for (const parent of parentsOf(expected)) {
        const children = expected.filter(({ name }) => isDeepStrictEqual(name.slice(0, -1), parent))
        await assertListed(page => store.listNamespaces({ ...inCatalog, parent, page }), children, size)
      }
      assert.equal(await store.countNamespaces({ tenantId }), 2 * namespaces.length)
    },
  }),

  law({
    name: 'merging properties equals replacing by both maps, and merging again changes nothing',
    area: 'namespaces',
    operations: ['updateNamespaceProperties', 'replaceNamespaceProperties', 'getNamespace'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      one: values(Properties),
      other: values(Properties),
    }),
    async holds(store, { tenant, catalog, namespace, one, other }) {
      const at = await putNamespace(store, tenant, catalog, namespace)
      await store.replaceNamespaceProperties({ ...at, properties: one })
      assert.deepEqual(await store.getNamespace(at), { name: namespace.name, properties: one })
      await store.updateNamespaceProperties({ ...at, properties: other })
      await assertUnchanged(
        () => store.getNamespace(at),
        () => store.updateNamespaceProperties({ ...at, properties: other }),
        () => store.updateNamespaceProperties({ ...at, properties: {} }),
        () => store.replaceNamespaceProperties({ ...at, properties: { ...one, ...other } }),
      )
    },
  }),

  law({
    name: 'deleting a namespace undoes creating it, and is refused while it holds anything',
    area: 'namespaces',
    operations: ['deleteNamespace', 'createNamespace', 'createAsset', 'deleteAsset'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      namespace: values(Namespace),
      asset: values(Asset),
      child: values(Name),
    }),
    async holds(store, { tenant, catalog, namespace, asset, child }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const path = namespace.name.slice(0, 15)
      const [inPath, below] = [{ ...inCatalog, namespace: path }, [...path, child]]
      const create = (name: string[]) =>
        store.createNamespace({ ...inCatalog, namespace: { ...namespace, name } })
      const remove = () => store.deleteNamespace(inPath)
      await assertUnchanged(
        () => digest(store),
        async () => {
          await create(path)
          await store.createAsset({ ...inPath, asset })
          await refused('FAILED_PRECONDITION', remove)()
          await store.deleteAsset({ ...inPath, name: asset.name })
          await create(below)
          await refused('FAILED_PRECONDITION', remove)()
          await store.deleteNamespace({ ...inCatalog, namespace: below })
          await remove()
        },
      )
    },
  }),

  law({
    name: 'what happens to a namespace leaves its namesake of another tenant alone',
    area: 'namespaces',
    operations: [
      'deleteNamespace',
      'updateNamespaceProperties',
      'replaceNamespaceProperties',
      'createNamespace',
    ],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      namespace: values(Namespace),
      properties: values(Properties),
    }),
    async holds(store, { tenants, catalogs, namespace, properties }) {
      const inMine = await putCatalog(store, tenants[0], catalogs[0])
      const { tenantId } = await putNamespace(store, tenants[1], catalogs[1], namespace)
      const at = { ...inMine, namespace: namespace.name }
      await assertUnchanged(
        () => digest(store, [tenantId]),
        async () => {
          await store.createNamespace({ ...inMine, namespace })
          await store.updateNamespaceProperties({ ...at, properties })
          await store.replaceNamespaceProperties({ ...at, properties })
          await store.deleteNamespace(at)
        },
      )
    },
  }),
]

/** The paths one shorter than these, each once. */
function parentsOf(namespaces: readonly Namespace[]): readonly string[][] {
  const parents = namespaces.map(({ name }) => name.slice(0, -1)).filter(path => path.length > 0)
  return parents.filter((path, i) => parents.findIndex(other => isDeepStrictEqual(other, path)) === i)
}
