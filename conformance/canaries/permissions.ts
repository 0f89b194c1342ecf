/** Canaries of the permissions. */
import { call, canary } from '../canary.ts'
import { acme, ann, globex, inAcme, inGlobex, reader, reading, writing } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })

export const permissions = [
  canary({
    name: 'permission-effective-without-roles',
    breaks: 'listUserPermissions',
    because: 'What a user may do is read from the table of direct grants alone.',
    witness: [
      createAcme,
      call('createRole', { role: reader }),
      call('assignRole', { assignment: reading }),
      call('listUserPermissions', { userId: ann.id }),
    ],
    wrap: store => ({
      async listUserPermissions({ userId, page: { limit, offset = 0 } = {} }) {
        const direct = (await store.listUserPermissions({ userId })).filter(
          ({ via }) => via.type === 'direct',
        )
        return direct.slice(offset, limit === undefined ? undefined : offset + limit)
      },
    }),
  }),

  canary({
    name: 'permission-revoked-across-tenants',
    breaks: 'revokePermission',
    because: 'An id is unique in the store, so the DELETE forgets to ask whose it is.',
    witness: [
      createAcme,
      call('createTenant', { tenant: globex }),
      call('createPermission', { permission: writing }),
      call('revokePermission', { ...inGlobex, permissionId: writing.id }),
      call('listPermissions', inAcme),
    ],
    wrap: store => ({
      async revokePermission({ tenantId, permissionId }) {
        await store.revokePermission({ tenantId, permissionId })
        for (const { id } of await store.listTenants({})) {
          await store.revokePermission({ tenantId: id, permissionId })
        }
        return null
      },
    }),
  }),
]
