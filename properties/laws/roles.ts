/** What always holds of roles. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Role, RoleAssignment } from '../../src/trait/areas/roles.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Id } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putTenant, several, two } from './place.ts'

export const roles = [
  law({
    name: 'roles are got as given, with their actions in order, and listed by name, then id',
    area: 'roles',
    operations: ['listRoles', 'createRole', 'getRole'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      roles: fc.oneof(several(values(Role), 'id'), namesakes(values(Role), 'id')),
      size: pageSize,
    }),
    async holds(store, { tenant, roles, size }) {
      const inTenant = await putTenant(store, tenant)
      for (const role of roles) await store.createRole({ role: { ...role, ...inTenant } })
      const stored = roles.map(role => withActionsInOrder({ ...role, ...inTenant }))
      const expected = inOrder(stored, ({ name, id }) => [name, id])
      await assertListed(page => store.listRoles({ ...inTenant, page }), expected, size)
      for (const role of stored) {
        assert.deepEqual(await store.getRole({ ...inTenant, roleId: role.id }), role)
      }
    },
  }),

  law({
    name: 'updating a role there and back changes nothing, and its assignments stay',
    area: 'roles',
    operations: ['updateRole', 'getRole', 'getUserRoles'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      role: values(Role),
      other: values(Role),
      assignment: values(RoleAssignment),
    }),
    async holds(store, { tenant, role, other, assignment }) {
      const inTenant = await putTenant(store, tenant)
      const { id: roleId } = role
      const { userId } = assignment
      const changed = { ...other, ...inTenant, id: roleId }
      await store.createRole({ role: { ...role, ...inTenant } })
      await store.assignRole({ assignment: { ...assignment, roleId } })
      const update = () => store.updateRole({ role: changed })
      await assertUnchanged(() => store.getUserRoles({ userId }), update)
      assert.deepEqual(await store.getRole({ ...inTenant, roleId }), withActionsInOrder(changed))
      await store.updateRole({ role: { ...role, ...inTenant } })
      await assertUnchanged(
        async () => [await digest(store), await store.listUserPermissions({ userId })],
        async () => {
          await update()
          await store.updateRole({ role: { ...role, ...inTenant } })
        },
      )
    },
  }),

  law({
    name: 'assigning twice is assigning once, the first record stays, and revoking undoes both',
    area: 'roles',
    operations: ['assignRole', 'revokeRole', 'getUserRoles'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      role: values(Role),
      userId: values(Id),
      assignments: fc.tuple(values(RoleAssignment), values(RoleAssignment)),
    }),
    async holds(store, { tenant, role, userId, assignments: [first, second] }) {
      const inTenant = await putTenant(store, tenant)
      const at = { userId, roleId: role.id }
      const assign = (assignment: RoleAssignment) =>
        store.assignRole({ assignment: { ...assignment, ...at } })
      await store.createRole({ role: { ...role, ...inTenant } })
      await assertUnchanged(
        () => store.getUserRoles({ userId }),
        async () => {
          await assign(first)
          await assertUnchanged(
            () => store.getUserRoles({ userId }),
            () => assign(second),
          )
          assert.deepEqual(await store.getUserRoles({ userId }), [{ ...first, ...at }])
          await store.revokeRole(at)
        },
        () => store.revokeRole(at),
      )
    },
  }),

  law({
    name: "a user's roles are those assigned to it, by role id, and a deleted role is no more among them",
    area: 'roles',
    operations: ['getUserRoles', 'deleteRole', 'assignRole', 'createRole'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      roles: several(values(Role), 'id'),
      userId: values(Id),
      assignment: values(RoleAssignment),
    }),
    async holds(store, { tenants, roles, userId, assignment }) {
      for (const tenant of tenants) await store.createTenant({ tenant })
      const owned = roles.map((role, i) => ({ ...role, tenantId: tenants[i % 2]?.id ?? '' }))
      const read = async () => [await digest(store), await store.getUserRoles({ userId })]
      await assertUnchanged(read, async () => {
        for (const role of owned) {
          await store.createRole({ role })
          await store.assignRole({ assignment: { ...assignment, userId, roleId: role.id } })
        }
        const expected = inOrder(owned, ({ id }) => [id]).map(({ id: roleId }) => ({
          ...assignment,
          userId,
          roleId,
        }))
        assert.deepEqual(await store.getUserRoles({ userId }), expected)
        for (const { tenantId, id: roleId } of owned) await store.deleteRole({ tenantId, roleId })
      })
    },
  }),

  law({
    name: 'what happens to a role leaves its namesake of another tenant alone',
    area: 'roles',
    operations: ['updateRole', 'deleteRole', 'getRole', 'createRole'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      roles: namesakes(values(Role), 'id'),
    }),
    async holds(store, { tenants, roles: [mine, theirs] }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      const [atMine, atTheirs] = [
        { ...inMine, roleId: mine.id },
        { ...inMine, roleId: theirs.id },
      ]
      await store.createRole({ role: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        async () => {
          await store.createRole({ role: { ...mine, ...inMine } })
          assert.equal(await store.getRole(atTheirs), null)
          await store.deleteRole(atMine)
        },
        refused(
          'NOT_FOUND role',
          () => store.updateRole({ role: { ...mine, ...inMine, id: theirs.id } }),
          () => store.deleteRole(atTheirs),
        ),
      )
    },
  }),
]

function withActionsInOrder(role: Role): Role {
  const permissions = role.permissions.map(({ scope, actions }) => ({
    scope,
    actions: actions.toSorted(),
  }))
  return { ...role, permissions }
}
