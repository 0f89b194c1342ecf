/** Canaries of the catalogs. */
import { paged, sortedBy } from '../../src/adapters/memory/order.ts'
import type { Namespace } from '../../src/trait/areas/namespaces.ts'
import { alreadyExists } from '../../src/trait/errors.ts'
import { call, canary, failureOf } from '../canary.ts'
import { acme, id, inAcme, inNoTenant, inRaw, inSales, raw, sales } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createSales = call('createCatalog', { ...inAcme, catalog: sales })

export const catalogs = [
  canary({
    name: 'catalog-create-drops-proto-key',
    breaks: 'createCatalog',
    because: 'A map copied key by key into a plain object sets its prototype instead of the key __proto__.',
    witness: [
      createAcme,
      call('createCatalog', {
        ...inAcme,
        catalog: { ...sales, properties: JSON.parse('{"__proto__":"x"}') },
      }),
      call('getCatalog', { ...inAcme, name: sales.name }),
    ],
    wrap: store => ({
      createCatalog({ tenantId, catalog }) {
        const properties: Record<string, string> = {}
        for (const [key, value] of Object.entries(catalog.properties)) properties[key] = value
        return store.createCatalog({ tenantId, catalog: { ...catalog, properties } })
      },
    }),
  }),

  canary({
    name: 'catalog-create-taken-before-missing',
    breaks: 'createCatalog',
    because:
      'The primary key is violated before the foreign key, and the first violation is what is reported.',
    witness: [createAcme, createSales, call('createCatalog', { ...inNoTenant, catalog: sales })],
    wrap: store => {
      const taken = new Set<string>()
      return {
        async createCatalog(args) {
          try {
            await store.createCatalog(args)
          } catch (error) {
            if (taken.has(args.catalog.id)) throw alreadyExists('catalog', args.catalog.id)
            throw error
          }
          taken.add(args.catalog.id)
          return null
        },
        async deleteCatalog(args) {
          const catalog = await store.getCatalog(args)
          await store.deleteCatalog(args)
          if (catalog) taken.delete(catalog.id)
          return null
        },
        async deleteTenant(args) {
          const catalogs = await store.listCatalogs(args)
          await store.deleteTenant(args)
          for (const { id } of catalogs) taken.delete(id)
          return null
        },
      }
    },
  }),

  canary({
    name: 'catalog-list-unsorted',
    breaks: 'listCatalogs',
    because: 'A list without ORDER BY comes in the order of the primary key.',
    witness: [
      createAcme,
      createSales,
      call('createCatalog', { ...inAcme, catalog: { ...sales, id: id(0xc2), name: 'events' } }),
      call('listCatalogs', inAcme),
    ],
    wrap: store => ({
      async listCatalogs({ tenantId, page }) {
        const all = await store.listCatalogs({ tenantId })
        return paged(
          sortedBy(all, catalog => catalog.id),
          page,
        )
      },
    }),
  }),

  canary({
    name: 'catalog-update-cannot-clear',
    breaks: 'updateCatalog',
    because: 'SET column = COALESCE(new, column) takes a null that was given for one that was not.',
    witness: [
      createAcme,
      createSales,
      call('updateCatalog', { ...inAcme, name: sales.name, updates: { warehouseName: null } }),
    ],
    wrap: store => ({
      updateCatalog({ updates, ...at }) {
        const given = Object.entries(updates).filter(([, value]) => value !== null)
        return store.updateCatalog({ ...at, updates: Object.fromEntries(given) })
      },
    }),
  }),

  canary({
    name: 'catalog-delete-keeps-namespaces',
    breaks: 'deleteCatalog',
    because: 'Rows that refer to their parent by name outlive it, and a namesake inherits them.',
    witness: [
      createAcme,
      createSales,
      call('createNamespace', { ...inSales, namespace: raw }),
      call('deleteCatalog', { ...inAcme, name: sales.name }),
      createSales,
      call('getNamespace', inRaw),
    ],
    wrap: store => {
      const orphans = new Map<string, readonly Namespace[]>()
      return {
        async deleteCatalog(args) {
          const { tenantId, name: catalog } = args
          const left = await store.listNamespaces({ tenantId, catalog })
          await store.deleteCatalog(args)
          orphans.set(`${tenantId} ${catalog}`, left)
          return null
        },
        async createCatalog(args) {
          await store.createCatalog(args)
          const { tenantId, catalog } = args
          const key = `${tenantId} ${catalog.name}`
          for (const namespace of orphans.get(key) ?? []) {
            await store.createNamespace({ tenantId, catalog: catalog.name, namespace })
          }
          orphans.delete(key)
          return null
        },
      }
    },
  }),

  canary({
    name: 'catalog-delete-ignores-missing',
    breaks: 'deleteCatalog',
    because: 'DELETE affects no row and nobody looks at the row count.',
    witness: [createAcme, call('deleteCatalog', { ...inAcme, name: sales.name })],
    wrap: store => ({
      async deleteCatalog(args) {
        try {
          return await store.deleteCatalog(args)
        } catch (error) {
          if (failureOf(error) === 'NOT_FOUND catalog') return null
          throw error
        }
      },
    }),
  }),
]
