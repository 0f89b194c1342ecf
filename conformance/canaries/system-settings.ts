/** Canaries of the system settings. */
import type { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import { call, canary } from '../canary.ts'
import { acme, inAcme, inNoTenant, settings } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })

const nothing: SystemSettings = {
  allowPublicSignup: null,
  defaultWarehouseBucket: null,
  defaultRetentionDays: null,
  smtpHost: null,
  smtpPort: null,
  smtpUser: null,
  smtpPassword: null,
}

export const systemSettings = [
  canary({
    name: 'settings-integer-wraps',
    breaks: 'updateSystemSettings',
    because: 'A 32-bit column takes an integer modulo its width.',
    witness: [
      createAcme,
      call('updateSystemSettings', { ...inAcme, settings: { ...settings, defaultRetentionDays: 2 ** 31 } }),
    ],
    wrap: store => ({
      updateSystemSettings({ tenantId, settings }) {
        const { defaultRetentionDays: days } = settings
        return store.updateSystemSettings({
          tenantId,
          settings: { ...settings, defaultRetentionDays: days === null ? null : days | 0 },
        })
      },
    }),
  }),

  canary({
    name: 'settings-update-keeps-nulls-stored',
    breaks: 'updateSystemSettings',
    because: 'A record that is to be replaced is merged, so that a null leaves the old value.',
    witness: [
      createAcme,
      call('updateSystemSettings', { ...inAcme, settings }),
      call('updateSystemSettings', { ...inAcme, settings: { ...settings, smtpHost: null } }),
    ],
    wrap: store => {
      const hosts = new Map<string, string>()
      return {
        async updateSystemSettings({ tenantId, settings }) {
          const smtpHost = settings.smtpHost ?? hosts.get(tenantId) ?? null
          const stored = await store.updateSystemSettings({ tenantId, settings: { ...settings, smtpHost } })
          if (smtpHost !== null) hosts.set(tenantId, smtpHost)
          return stored
        },
        async deleteTenant({ tenantId }) {
          await store.deleteTenant({ tenantId })
          hosts.delete(tenantId)
          return null
        },
      }
    },
  }),

  canary({
    name: 'settings-defaults-need-a-tenant',
    breaks: 'getSystemSettings',
    because: 'The defaults are filled in by a join with the tenant, which yields nothing for a missing one.',
    witness: [call('getSystemSettings', inNoTenant)],
    wrap: store => ({
      async getSystemSettings(args) {
        return (await store.getTenant(args)) ? store.getSystemSettings(args) : nothing
      },
    }),
  }),
]
