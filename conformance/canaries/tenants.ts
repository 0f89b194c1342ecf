/** Canaries of the tenants. */
import { paged, sortedBy } from '../../src/adapters/memory/order.ts'
import type { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import { call, canary } from '../canary.ts'
import { acme, globex, inAcme, settings } from '../cases/fixtures.ts'

export const tenants = [
  canary({
    name: 'tenant-list-without-tie-break',
    breaks: 'listTenants',
    because: 'ORDER BY name alone leaves rows of one name in whatever order the engine meets them.',
    witness: [
      call('createTenant', { tenant: acme }),
      call('createTenant', { tenant: { ...globex, name: acme.name } }),
      call('listTenants', {}),
    ],
    wrap: store => ({
      async listTenants({ page }) {
        const heap = (await store.listTenants({})).reverse()
        return paged(
          sortedBy(heap, tenant => tenant.name),
          page,
        )
      },
    }),
  }),

  canary({
    name: 'tenant-update-clears-absent',
    breaks: 'updateTenant',
    because: 'A whole-row UPDATE writes a default into every column that the caller did not mention.',
    witness: [
      call('createTenant', { tenant: acme }),
      call('updateTenant', { tenantId: acme.id, updates: {} }),
    ],
    wrap: store => ({
      updateTenant: ({ tenantId, updates }) =>
        store.updateTenant({ tenantId, updates: { properties: {}, ...updates } }),
    }),
  }),

  canary({
    name: 'tenant-delete-keeps-settings',
    breaks: 'deleteTenant',
    because: 'A table without a foreign key is forgotten by the cascade.',
    witness: [
      call('createTenant', { tenant: acme }),
      call('updateSystemSettings', { ...inAcme, settings }),
      call('deleteTenant', inAcme),
      call('getSystemSettings', inAcme),
    ],
    wrap: store => {
      const orphans = new Map<string, SystemSettings>()
      return {
        async deleteTenant(args) {
          const orphan = await store.getSystemSettings(args)
          await store.deleteTenant(args)
          orphans.set(args.tenantId, orphan)
          return null
        },
        async updateSystemSettings(args) {
          const stored = await store.updateSystemSettings(args)
          orphans.delete(args.tenantId)
          return stored
        },
        async getSystemSettings(args) {
          return orphans.get(args.tenantId) ?? store.getSystemSettings(args)
        },
      }
    },
  }),
]
