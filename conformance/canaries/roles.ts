/** Canaries of the roles. */
import { paged, sortedBy } from '../../src/adapters/memory/order.ts'
import { call, canary } from '../canary.ts'
import { acme, ann, id, inAcme, inGlobex, nobody, reader, reading } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createReader = call('createRole', { role: reader })
const assignReader = call('assignRole', { assignment: reading })

export const roles = [
  canary({
    name: 'role-list-without-tie-break',
    breaks: 'listRoles',
    because: 'ORDER BY name alone leaves the roles of one name in whatever order the engine meets them.',
    witness: [
      createAcme,
      createReader,
      call('createRole', { role: { ...reader, id: id(0x102) } }),
      call('listRoles', inAcme),
    ],
    wrap: store => ({
      async listRoles({ tenantId, page }) {
        const heap = (await store.listRoles({ tenantId })).reverse()
        return paged(
          sortedBy(heap, role => role.name),
          page,
        )
      },
    }),
  }),

  canary({
    name: 'role-assign-again-overwrites',
    breaks: 'assignRole',
    because: 'ON CONFLICT DO UPDATE makes the repetition harmless, and the second record that of both.',
    witness: [
      createAcme,
      createReader,
      assignReader,
      call('assignRole', { assignment: { ...reading, assignedBy: nobody } }),
      call('getUserRoles', { userId: ann.id }),
    ],
    wrap: store => ({
      async assignRole({ assignment }) {
        const { userId, roleId } = assignment
        const isAssigned = (await store.getUserRoles({ userId })).some(other => other.roleId === roleId)
        if (isAssigned) await store.revokeRole({ userId, roleId })
        return store.assignRole({ assignment })
      },
    }),
  }),

  canary({
    name: 'role-delete-cascades-before-it-looks',
    breaks: 'deleteRole',
    because: 'What hangs on the role is removed first, and only then is it found to be of another tenant.',
    witness: [
      createAcme,
      createReader,
      assignReader,
      call('deleteRole', { ...inGlobex, roleId: reader.id }),
      call('getUserRoles', { userId: ann.id }),
    ],
    wrap: store => {
      const assigned = new Set<string>()
      return {
        async assignRole({ assignment }) {
          await store.assignRole({ assignment })
          assigned.add(assignment.userId)
          return null
        },
        async deleteRole({ tenantId, roleId }) {
          for (const userId of assigned) {
            const roles = await store.getUserRoles({ userId })
            if (roles.some(role => role.roleId === roleId)) await store.revokeRole({ userId, roleId })
          }
          return store.deleteRole({ tenantId, roleId })
        },
      }
    },
  }),
]
