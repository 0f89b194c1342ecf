/** What always holds of system settings. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertUnchanged, refused } from './claims.ts'
import { putTenant, two } from './place.ts'

export const systemSettings = [
  law({
    name: 'settings stored last are answered and got exactly as given',
    area: 'systemSettings',
    operations: ['updateSystemSettings', 'getSystemSettings'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      first: values(SystemSettings),
      last: values(SystemSettings),
    }),
    async holds(store, { tenant, first, last }) {
      const inTenant = await putTenant(store, tenant)
      await store.updateSystemSettings({ ...inTenant, settings: first })
      assert.deepEqual(await store.updateSystemSettings({ ...inTenant, settings: last }), last)
      assert.deepEqual(await store.getSystemSettings(inTenant), last)
    },
  }),

  law({
    name: 'storing the settings that were got changes nothing',
    area: 'systemSettings',
    operations: ['updateSystemSettings', 'getSystemSettings'],
    arbitrary: fc.record({ tenant: values(Tenant), settings: values(SystemSettings) }),
    async holds(store, { tenant, settings }) {
      const inTenant = await putTenant(store, tenant)
      const get = () => store.getSystemSettings(inTenant)
      const storeAgain = async () => store.updateSystemSettings({ ...inTenant, settings: await get() })
      await assertUnchanged(get, storeAgain)
      await store.updateSystemSettings({ ...inTenant, settings })
      await assertUnchanged(get, storeAgain)
    },
  }),

  law({
    name: 'settings are refused before their tenant exists and forgotten after it',
    area: 'systemSettings',
    operations: ['getSystemSettings', 'updateSystemSettings', 'deleteTenant', 'createTenant'],
    arbitrary: fc.record({ tenant: values(Tenant), settings: values(SystemSettings) }),
    async holds(store, { tenant, settings }) {
      const inTenant = { tenantId: tenant.id }
      const update = () => store.updateSystemSettings({ ...inTenant, settings })
      await assertUnchanged(
        () => store.getSystemSettings(inTenant),
        refused('NOT_FOUND tenant', update),
        () => store.createTenant({ tenant }),
        async () => {
          await update()
          await store.deleteTenant(inTenant)
        },
        () => store.createTenant({ tenant }),
      )
    },
  }),

  law({
    name: 'settings of one tenant never show in another',
    area: 'systemSettings',
    operations: ['updateSystemSettings', 'getSystemSettings'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      mine: values(SystemSettings),
      theirs: values(SystemSettings),
    }),
    async holds(store, { tenants, mine, theirs }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      const storeMine = () => store.updateSystemSettings({ ...inMine, settings: mine })
      await assertUnchanged(() => digest(store, [inTheirs.tenantId]), storeMine)
      await store.updateSystemSettings({ ...inTheirs, settings: theirs })
      await assertUnchanged(() => digest(store, [inTheirs.tenantId]), storeMine)
      assert.deepEqual(await store.getSystemSettings(inMine), mine)
    },
  }),
]
