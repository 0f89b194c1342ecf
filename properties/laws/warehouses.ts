/** What always holds of warehouses. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { warehouses as declared, Warehouse } from '../../src/trait/areas/warehouses.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, putTenant, several, singly, three, two } from './place.ts'

const updates = values(declared.operations.updateWarehouse.args.properties.updates)

export const warehouses = [
  law({
    name: 'a created warehouse is got as given and keeps its place',
    area: 'warehouses',
    operations: ['createWarehouse', 'updateWarehouse', 'getWarehouse'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      warehouses: three(values(Warehouse), 'id', 'name'),
      updates,
    }),
    async holds(store, { tenant, warehouses: [first, second, third], updates }) {
      const inTenant = await putTenant(store, tenant)
      const { id, name } = first
      const create = (warehouse: Warehouse) =>
        store.createWarehouse({ ...inTenant, warehouse: { ...warehouse, ...inTenant } })
      await create(first)
      await create(second)
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS warehouse',
          () => create({ ...third, id }),
          () => create({ ...third, name }),
          () => store.updateWarehouse({ ...inTenant, name: second.name, updates: { ...updates, name } }),
        ),
      )
      assert.deepEqual(await store.getWarehouse({ ...inTenant, name }), { ...first, ...inTenant })
      assert.equal(await store.getWarehouse({ ...inTenant, name: third.name }), null)
    },
  }),

  law({
    name: 'warehouses are listed, whole and in pages, by name',
    area: 'warehouses',
    operations: ['listWarehouses', 'createWarehouse'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      warehouses: several(values(Warehouse), 'id', 'name'),
      size: pageSize,
    }),
    async holds(store, { tenant, warehouses, size }) {
      const inTenant = await putTenant(store, tenant)
      const owned = warehouses.map(warehouse => ({ ...warehouse, ...inTenant }))
      for (const warehouse of owned) await store.createWarehouse({ ...inTenant, warehouse })
      const expected = inOrder(owned, ({ name }) => [name])
      await assertListed(page => store.listWarehouses({ ...inTenant, page }), expected, size)
    },
  }),

  law({
    name: 'updating a warehouse field by field and back at once changes nothing',
    area: 'warehouses',
    operations: ['updateWarehouse', 'getWarehouse'],
    arbitrary: fc.record({ tenant: values(Tenant), warehouse: values(Warehouse), updates }),
    async holds(store, { tenant, warehouse, updates }) {
      const inTenant = await putTenant(store, tenant)
      const owned = { ...warehouse, ...inTenant }
      const { id: _, tenantId: __, ...fields } = owned
      await store.createWarehouse({ ...inTenant, warehouse: owned })
      await assertUnchanged(
        () => digest(store),
        () => store.updateWarehouse({ ...inTenant, name: owned.name, updates: {} }),
        async () => {
          let { name } = owned
          for (const one of singly(updates)) {
            const updated = await store.updateWarehouse({ ...inTenant, name, updates: one })
            name = updated.name
          }
          assert.deepEqual(await store.getWarehouse({ ...inTenant, name }), { ...owned, ...updates })
          assert.deepEqual(await store.updateWarehouse({ ...inTenant, name, updates: fields }), owned)
        },
      )
    },
  }),

  law({
    name: 'deleting a warehouse undoes creating it, and catalogs keep its name',
    area: 'warehouses',
    operations: ['deleteWarehouse', 'createWarehouse', 'updateWarehouse'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      warehouse: values(Warehouse),
      updates,
    }),
    async holds(store, { tenant, catalog, warehouse, updates }) {
      const { name } = warehouse
      const { tenantId } = await putCatalog(store, tenant, { ...catalog, warehouseName: name })
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.createWarehouse({ tenantId, warehouse: { ...warehouse, tenantId } })
          const updated = await store.updateWarehouse({ tenantId, name, updates })
          await store.deleteWarehouse({ tenantId, name: updated.name })
        },
      )
    },
  }),

  law({
    name: 'what happens to a warehouse leaves its namesake of another tenant alone',
    area: 'warehouses',
    operations: ['updateWarehouse', 'deleteWarehouse', 'createWarehouse'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      warehouses: namesakes(values(Warehouse), 'id'),
      updates,
    }),
    async holds(store, { tenants, warehouses: [mine, theirs], updates }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      await store.createWarehouse({ ...inTheirs, warehouse: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        async () => {
          await store.createWarehouse({ ...inMine, warehouse: { ...mine, ...inMine } })
          const { name } = await store.updateWarehouse({ ...inMine, name: mine.name, updates })
          await store.deleteWarehouse({ ...inMine, name })
        },
      )
    },
  }),
]
