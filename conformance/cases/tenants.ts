import assert from 'node:assert/strict'
import type { CasesOf } from '../case.ts'
import { acme, globex } from './fixtures.ts'

export const tenants: CasesOf<'tenants'> = {
  createTenant: {
    'stores the tenant as given': async ({ store }) => {
      assert.equal(await store.createTenant({ tenant: acme }), null)
      assert.deepEqual(await store.getTenant({ tenantId: acme.id }), acme)
    },
    'accepts a name that another tenant has': async ({ store }) => {
      await store.createTenant({ tenant: acme })
      await store.createTenant({ tenant: { ...globex, name: acme.name } })
      assert.equal((await store.listTenants({})).length, 2)
    },
    'refuses an id already taken and keeps the original': async ({ store, refuses }) => {
      await store.createTenant({ tenant: acme })
      await refuses(() => store.createTenant({ tenant: { ...globex, id: acme.id } }), 'ALREADY_EXISTS tenant')
    },
  },
  getTenant: {},
  listTenants: {},
  updateTenant: {},
  deleteTenant: {},
}
