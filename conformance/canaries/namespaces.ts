/** Canaries of the namespaces. */
import { paged } from '../../src/adapters/memory/order.ts'
import { failedPrecondition } from '../../src/trait/errors.ts'
import { call, canary, failureOf } from '../canary.ts'
import { acme, inAcme, inGlobex, inRaw, inSales, raw, sales } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createSales = call('createCatalog', { ...inAcme, catalog: sales })
const createRaw = call('createNamespace', { ...inSales, namespace: raw })
const createPath = (...name: string[]) =>
  call('createNamespace', { ...inSales, namespace: { name, properties: {} } })

export const namespaces = [
  canary({
    name: 'namespace-list-filters-after-paging',
    breaks: 'listNamespaces',
    because: 'LIMIT is applied by the database and the parent filter afterwards by the program.',
    witness: [
      createAcme,
      createSales,
      createPath('a'),
      createPath('a', 'b'),
      call('listNamespaces', { ...inSales, parent: ['a'], page: { limit: 1 } }),
    ],
    wrap: store => ({
      async listNamespaces({ parent, page, ...within }) {
        const listed = paged(await store.listNamespaces(within), page)
        if (parent === undefined) return listed
        const children = await store.listNamespaces({ ...within, parent })
        return listed.filter(({ name }) => children.some(child => child.name.join('\0') === name.join('\0')))
      },
    }),
  }),

  canary({
    name: 'namespace-path-joined-by-dots',
    breaks: 'getNamespace',
    because: 'A path kept as dotted text cannot tell the name "a.b" from the path a, b.',
    witness: [
      createAcme,
      createSales,
      createPath('a', 'b'),
      call('getNamespace', { ...inSales, namespace: ['a.b'] }),
    ],
    wrap: store => ({
      async getNamespace({ namespace, ...within }) {
        const exact = await store.getNamespace({ namespace, ...within })
        const dotted = namespace.join('.')
        const all = await store.listNamespaces(within)
        return exact ?? all.find(({ name }) => name.join('.') === dotted) ?? null
      },
    }),
  }),

  canary({
    name: 'namespace-count-leaks-tenants',
    breaks: 'countNamespaces',
    because: 'A count is written without the tenant in its WHERE clause.',
    witness: [createAcme, createSales, createRaw, call('countNamespaces', inGlobex)],
    wrap: store => ({
      async countNamespaces() {
        let count = 0
        for (const { id } of await store.listTenants({})) {
          count += await store.countNamespaces({ tenantId: id })
        }
        return count
      },
    }),
  }),

  canary({
    name: 'namespace-delete-overlooks-grandchildren',
    breaks: 'deleteNamespace',
    because: 'Only direct children are looked for, though a parent path need not be registered.',
    witness: [
      createAcme,
      createSales,
      createPath('a'),
      createPath('a', 'b', 'c'),
      call('deleteNamespace', { ...inSales, namespace: ['a'] }),
    ],
    wrap: store => ({
      async deleteNamespace({ namespace, ...within }) {
        const children = await store.listNamespaces({ ...within, parent: namespace })
        const assets = await store.listAssets({ ...within, namespace })
        try {
          return await store.deleteNamespace({ ...within, namespace })
        } catch (error) {
          const isOverlooked = children.length === 0 && assets.length === 0
          if (isOverlooked && failureOf(error) === 'FAILED_PRECONDITION') return null
          throw error
        }
      },
    }),
  }),

  canary({
    name: 'namespace-delete-looks-below-first',
    breaks: 'deleteNamespace',
    because: 'The children are counted before anybody asks whether the parent is registered at all.',
    witness: [
      createAcme,
      createSales,
      createPath('a', 'b'),
      call('deleteNamespace', { ...inSales, namespace: ['a'] }),
    ],
    wrap: store => ({
      async deleteNamespace({ namespace, ...within }) {
        const children = await store.listNamespaces({ ...within, parent: namespace })
        if (children.length > 0) throw failedPrecondition('the namespace has children')
        return store.deleteNamespace({ namespace, ...within })
      },
    }),
  }),

  canary({
    name: 'namespace-replace-merges',
    breaks: 'replaceNamespaceProperties',
    because: 'One upsert per key serves both the merging and the replacing operation.',
    witness: [
      createAcme,
      createSales,
      createRaw,
      call('replaceNamespaceProperties', { ...inRaw, properties: {} }),
      call('getNamespace', inRaw),
    ],
    wrap: store => ({ replaceNamespaceProperties: store.updateNamespaceProperties }),
  }),

  canary({
    name: 'namespace-create-in-no-catalog',
    breaks: 'createNamespace',
    because: 'INSERT … SELECT from a parent that is not there inserts nothing and reports success.',
    witness: [createAcme, createRaw],
    wrap: store => ({
      async createNamespace(args) {
        try {
          return await store.createNamespace(args)
        } catch (error) {
          if (failureOf(error) === 'NOT_FOUND catalog') return null
          throw error
        }
      },
    }),
  }),
]
