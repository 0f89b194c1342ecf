/** What always holds of permissions. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { type EffectivePermission, Permission } from '../../src/trait/areas/permissions.ts'
import { Role, RoleAssignment } from '../../src/trait/areas/roles.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Id } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { pageSize, putTenant, several, two } from './place.ts'

export const permissions = [
  law({
    name: 'grants are listed as given, with their actions in order, whole and in pages, by id',
    area: 'permissions',
    operations: ['listPermissions', 'createPermission'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      permissions: several(values(Permission), 'id'),
      size: pageSize,
    }),
    async holds(store, { tenant, permissions, size }) {
      const inTenant = await putTenant(store, tenant)
      const owned = permissions.map(permission => ({ ...permission, ...inTenant }))
      for (const permission of owned) await store.createPermission({ permission })
      const expected = inOrder(owned, ({ id }) => [id]).map(withActionsInOrder)
      await assertListed(page => store.listPermissions({ ...inTenant, page }), expected, size)
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS permission',
          ...owned.map(permission => () => store.createPermission({ permission })),
        ),
      )
    },
  }),

  law({
    name: 'a user may do what is granted to it and to its roles, whole and in pages',
    area: 'permissions',
    operations: ['listUserPermissions', 'createPermission', 'assignRole'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      userId: values(Id),
      permissions: several(values(Permission), 'id'),
      roles: several(values(Role), 'id'),
      assignment: values(RoleAssignment),
      size: pageSize,
    }),
    async holds(store, { tenants, userId, permissions, roles, assignment, size }) {
      const ownerOf = (i: number) => tenants[i % 2]?.id ?? ''
      for (const tenant of tenants) await store.createTenant({ tenant })
      const granted = permissions.map((permission, i) => ({ ...permission, tenantId: ownerOf(i), userId }))
      const owned = roles.map((role, i) => ({ ...role, tenantId: ownerOf(i) }))
      for (const permission of granted) await store.createPermission({ permission })
      for (const role of owned) {
        await store.createRole({ role })
        await store.assignRole({ assignment: { ...assignment, userId, roleId: role.id } })
      }
      const expected = [
        ...inOrder(granted, ({ id }) => [id]).map(effectOfGrant),
        ...inOrder(owned, ({ id }) => [id]).flatMap(effectsOfRole),
      ]
      await assertListed(page => store.listUserPermissions({ userId, page }), expected, size)
    },
  }),

  law({
    name: 'revoking a grant undoes creating it for every door, and again changes nothing',
    area: 'permissions',
    operations: ['revokePermission', 'createPermission', 'listUserPermissions'],
    arbitrary: fc.record({ tenant: values(Tenant), permissions: two(values(Permission), 'id') }),
    async holds(store, { tenant, permissions: [kept, removed] }) {
      const inTenant = await putTenant(store, tenant)
      const revoke = () => store.revokePermission({ ...inTenant, permissionId: removed.id })
      await store.createPermission({ permission: { ...kept, ...inTenant } })
      await assertUnchanged(
        async () => [await digest(store), await store.listUserPermissions({ userId: removed.userId })],
        async () => {
          await store.createPermission({ permission: { ...removed, ...inTenant } })
          await revoke()
        },
        revoke,
      )
    },
  }),

  law({
    name: 'no tenant can revoke or list what another has granted',
    area: 'permissions',
    operations: ['revokePermission', 'listPermissions', 'createPermission'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      permissions: two(values(Permission), 'id'),
    }),
    async holds(store, { tenants, permissions: [mine, theirs] }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      await store.createPermission({ permission: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        async () => {
          await store.createPermission({ permission: { ...mine, ...inMine } })
          await store.revokePermission({ ...inMine, permissionId: theirs.id })
          const expected = [withActionsInOrder({ ...mine, ...inMine })]
          assert.deepEqual(await store.listPermissions(inMine), expected)
        },
      )
    },
  }),
]

function withActionsInOrder<T extends { readonly actions: Permission['actions'] }>(grant: T): T {
  return { ...grant, actions: grant.actions.toSorted() }
}

function effectOfGrant({ id, userId: _, ...grant }: Permission): EffectivePermission {
  return withActionsInOrder({ ...grant, via: { type: 'direct', permissionId: id } })
}

function effectsOfRole({ id, tenantId, permissions, createdBy, createdAt }: Role): EffectivePermission[] {
  const from = {
    tenantId,
    grantedBy: createdBy,
    grantedAt: createdAt,
    via: { type: 'role', roleId: id },
  } as const
  return permissions.map(grant => withActionsInOrder({ ...grant, ...from }))
}
