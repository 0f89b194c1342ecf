import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { DEFAULT_SYSTEM_SETTINGS, type SystemSettings } from '../../src/trait/areas/system-settings.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  globex,
  inAcme,
  inGlobex,
  inNoTenant,
  settings,
  withEverything,
  withTenants,
} from './fixtures.ts'
import { oddTexts } from './names.ts'
import { spoil } from './spoil.ts'

const unset: SystemSettings = {
  allowPublicSignup: null,
  defaultWarehouseBucket: null,
  defaultRetentionDays: null,
  smtpHost: null,
  smtpPort: null,
  smtpUser: null,
  smtpPassword: null,
}

/** Asserts that settings with these fields come back as they were given. */
async function stored(store: CatalogStore, fields: Partial<SystemSettings>): Promise<void> {
  const given = { ...settings, ...fields }
  await store.updateSystemSettings({ ...inAcme, settings: given })
  assert.deepEqual(await store.getSystemSettings(inAcme), given)
}

export const systemSettings: CasesOf<'systemSettings'> = {
  getSystemSettings: {
    'answers the defaults until a record is stored': async ({ store }) => {
      await withTenants(store)
      const defaults = { ...unset, allowPublicSignup: false, defaultRetentionDays: 30 }
      assert.deepEqual(await store.getSystemSettings(inAcme), defaults)
      assert.deepEqual(DEFAULT_SYSTEM_SETTINGS, defaults)
    },
    'answers the defaults for a tenant that does not exist': async ({ store }) => {
      assert.deepEqual(await store.getSystemSettings(inNoTenant), DEFAULT_SYSTEM_SETTINGS)
    },
    'answers the stored record, without defaults for what is null in it': async ({ store }) => {
      await withTenants(store)
      await store.updateSystemSettings({ ...inAcme, settings: unset })
      assert.deepEqual(await store.getSystemSettings(inAcme), unset)
    },
    "answers the tenant's own": async ({ store }) => {
      await withTenants(store)
      await store.updateSystemSettings({ ...inAcme, settings })
      assert.deepEqual(await store.getSystemSettings(inGlobex), DEFAULT_SYSTEM_SETTINGS)
      await store.updateSystemSettings({ ...inGlobex, settings: unset })
      assert.deepEqual(await store.getSystemSettings(inAcme), settings)
    },
    'answers the defaults again for a tenant that was deleted, also once made again': async ({ store }) => {
      await withEverything(store)
      await store.deleteTenant(inAcme)
      assert.deepEqual(await store.getSystemSettings(inAcme), DEFAULT_SYSTEM_SETTINGS)
      await store.createTenant({ tenant: acme })
      assert.deepEqual(await store.getSystemSettings(inAcme), DEFAULT_SYSTEM_SETTINGS)
    },
    'answers a copy, also of the defaults': async ({ store }) => {
      await withTenants(store)
      await store.updateSystemSettings({ ...inAcme, settings })
      spoil(await store.getSystemSettings(inAcme))
      spoil(await store.getSystemSettings(inGlobex))
      assert.deepEqual(await store.getSystemSettings(inAcme), settings)
      assert.deepEqual(await store.getSystemSettings(inGlobex), DEFAULT_SYSTEM_SETTINGS)
    },
  },

  updateSystemSettings: {
    'stores the whole record and answers it': async ({ store }) => {
      await withTenants(store)
      assert.deepEqual(await store.updateSystemSettings({ ...inAcme, settings }), settings)
      assert.deepEqual(await store.getSystemSettings(inAcme), settings)
    },
    'keeps nothing of the record before': async ({ store }) => {
      await withTenants(store)
      await store.updateSystemSettings({ ...inAcme, settings })
      assert.deepEqual(await store.updateSystemSettings({ ...inAcme, settings: unset }), unset)
      assert.deepEqual(await store.getSystemSettings(inAcme), unset)
    },
    'tells false, zero and the empty text from null': async ({ store }) => {
      await withTenants(store)
      await stored(store, { allowPublicSignup: false, defaultRetentionDays: 0, smtpPort: 0 })
      await stored(store, { allowPublicSignup: null, defaultRetentionDays: null, smtpPort: null })
      await stored(store, { defaultWarehouseBucket: '', smtpHost: '', smtpUser: '', smtpPassword: '' })
      await stored(store, {
        defaultWarehouseBucket: null,
        smtpHost: null,
        smtpUser: null,
        smtpPassword: null,
      })
    },
    'keeps every integer that a double holds exactly': async ({ store }) => {
      await withTenants(store)
      for (const n of [
        1,
        -1,
        65536,
        2 ** 31,
        2 ** 32 + 1,
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
      ]) {
        await stored(store, { defaultRetentionDays: n, smtpPort: -n })
      }
    },
    'keeps every text exactly': async ({ store }) => {
      await withTenants(store)
      for (const text of [...oddTexts, 'x'.repeat(20_000)]) {
        await stored(store, {
          defaultWarehouseBucket: text,
          smtpHost: text,
          smtpUser: text,
          smtpPassword: text,
        })
      }
    },
    'changes no other tenant': async ({ store }) => {
      await withTenants(store)
      const before = await digest(store, [globex.id])
      await store.updateSystemSettings({ ...inAcme, settings })
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'refuses a missing tenant, also one that was deleted': async ({ store, refuses }) => {
      await withTenants(store)
      await refuses(() => store.updateSystemSettings({ ...inNoTenant, settings }), 'NOT_FOUND tenant')
      await store.deleteTenant(inAcme)
      await refuses(() => store.updateSystemSettings({ ...inAcme, settings }), 'NOT_FOUND tenant')
    },
    'keeps nothing of its argument or its answer': async ({ store }) => {
      await withTenants(store)
      const given = structuredClone(settings)
      const answer = await store.updateSystemSettings({ ...inAcme, settings: given })
      spoil(given)
      spoil(answer)
      assert.deepEqual(await store.getSystemSettings(inAcme), settings)
    },
  },
}
