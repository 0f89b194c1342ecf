/** Canaries of the warehouses. */
import { paged } from '../../src/adapters/memory/order.ts'
import { alreadyExists } from '../../src/trait/errors.ts'
import { call, canary } from '../canary.ts'
import { acme, id, inAcme, lake } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createLake = call('createWarehouse', { ...inAcme, warehouse: lake })
const createSecond = (name: string) =>
  call('createWarehouse', { ...inAcme, warehouse: { ...lake, id: id(0xb2), name } })

export const warehouses = [
  canary({
    name: 'warehouse-update-loses-a-field',
    breaks: 'updateWarehouse',
    because: 'A column is missing from the SET list, and the answer is echoed from the arguments.',
    witness: [
      createAcme,
      createLake,
      call('updateWarehouse', { ...inAcme, name: lake.name, updates: { useSts: false } }),
      call('getWarehouse', { ...inAcme, name: lake.name }),
    ],
    wrap: store => ({
      async updateWarehouse({ updates: { useSts, ...updates }, ...at }) {
        const stored = await store.updateWarehouse({ ...at, updates })
        return { ...stored, useSts: useSts ?? stored.useSts }
      },
    }),
  }),

  canary({
    name: 'warehouse-update-half-applied',
    breaks: 'updateWarehouse',
    because: 'Two statements outside a transaction: the fields are written before the new name is refused.',
    witness: [
      createAcme,
      createLake,
      createSecond('pond'),
      call('updateWarehouse', { ...inAcme, name: lake.name, updates: { name: 'pond', useSts: false } }),
      call('getWarehouse', { ...inAcme, name: lake.name }),
    ],
    wrap: store => ({
      async updateWarehouse({ updates, ...at }) {
        const { name: _, ...fields } = updates
        await store.updateWarehouse({ ...at, updates: fields })
        return store.updateWarehouse({ ...at, updates })
      },
    }),
  }),

  canary({
    name: 'warehouse-name-folds-case',
    breaks: 'createWarehouse',
    because: 'The unique index has a case-insensitive collation.',
    witness: [createAcme, createLake, createSecond('LAKE')],
    wrap: store => ({
      async createWarehouse(args) {
        const { name } = args.warehouse
        for (const other of await store.listWarehouses({ tenantId: args.tenantId })) {
          if (other.name.toLowerCase() === name.toLowerCase()) throw alreadyExists('warehouse', name)
        }
        return store.createWarehouse(args)
      },
    }),
  }),

  canary({
    name: 'warehouse-config-keys-mangled',
    breaks: 'createWarehouse',
    because: 'A document store forbids dots and dollars in keys, and the writer replaces them for good.',
    witness: [
      createAcme,
      call('createWarehouse', { ...inAcme, warehouse: { ...lake, storageConfig: { 's3.region': 'eu' } } }),
      call('getWarehouse', { ...inAcme, name: lake.name }),
    ],
    wrap: store => ({
      createWarehouse({ tenantId, warehouse }) {
        const entries = Object.entries(warehouse.storageConfig)
        const storageConfig = Object.fromEntries(
          entries.map(([key, value]) => [key.replace(/[.$]/g, '_'), value]),
        )
        return store.createWarehouse({ tenantId, warehouse: { ...warehouse, storageConfig } })
      },
    }),
  }),

  canary({
    name: 'warehouse-list-by-utf16-units',
    breaks: 'listWarehouses',
    because: 'JavaScript sorts strings by UTF-16 unit, where an emoji comes before a full-width tilde.',
    witness: [
      createAcme,
      call('createWarehouse', { ...inAcme, warehouse: { ...lake, name: '\uff5e' } }),
      createSecond('\u{1f600}'),
      call('listWarehouses', inAcme),
    ],
    wrap: store => ({
      async listWarehouses({ tenantId, page }) {
        const all = await store.listWarehouses({ tenantId })
        return paged(
          all.sort((a, b) => (a.name < b.name ? -1 : 1)),
          page,
        )
      },
    }),
  }),
]
