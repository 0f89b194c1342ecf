/** What always holds of users. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Permission } from '../../src/trait/areas/permissions.ts'
import { Role, RoleAssignment } from '../../src/trait/areas/roles.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Token } from '../../src/trait/areas/tokens.ts'
import { User } from '../../src/trait/areas/users.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { pageSize, putTenant, several, three, two } from './place.ts'

const person = values(User)

export const users = [
  law({
    name: 'a created user is got as given, by id and by username, and keeps its place',
    area: 'users',
    operations: ['createUser', 'updateUser', 'getUser', 'getUserByUsername'],
    arbitrary: fc.record({ tenant: values(Tenant), users: three(person, 'id', 'username', 'email') }),
    async holds(store, { tenant, users: [first, second, third] }) {
      const inTenant = await putTenant(store, tenant)
      const homeless = { tenantId: null }
      const { id, username, email } = first
      await store.createUser({ user: { ...first, ...inTenant } })
      await store.createUser({ user: { ...second, ...homeless } })
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS user',
          () => store.createUser({ user: { ...third, ...homeless, id } }),
          () => store.createUser({ user: { ...third, ...homeless, username } }),
          () => store.createUser({ user: { ...third, ...homeless, email } }),
          () => store.updateUser({ user: { ...second, ...homeless, username } }),
          () => store.updateUser({ user: { ...second, ...inTenant, email } }),
        ),
      )
      assert.deepEqual(await store.getUser({ userId: id }), { ...first, ...inTenant })
      assert.deepEqual(await store.getUserByUsername({ username }), { ...first, ...inTenant })
      assert.equal(await store.getUser({ userId: third.id }), null)
      assert.equal(await store.getUserByUsername({ username: third.username }), null)
    },
  }),

  law({
    name: 'users are listed, whole and in pages, by username, for each tenant and for all together',
    area: 'users',
    operations: ['listUsers', 'createUser'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      users: several(person, 'id', 'username', 'email'),
      size: pageSize,
    }),
    async holds(store, { tenants, users, size }) {
      const homes = [null, ...tenants.map(({ id }) => id)]
      for (const tenant of tenants) await store.createTenant({ tenant })
      const everyone = users.map((user, i) => ({ ...user, tenantId: homes[i % 3] ?? null }))
      for (const user of everyone) await store.createUser({ user })
      for (const tenantId of homes) {
        const here = everyone.filter(user => tenantId === null || user.tenantId === tenantId)
        const expected = inOrder(here, ({ username }) => [username])
        await assertListed(page => store.listUsers({ tenantId, page }), expected, size)
      }
    },
  }),

  law({
    name: 'updating a user there and back changes nothing, whatever it changes on the way',
    area: 'users',
    operations: ['updateUser', 'getUser', 'getUserByUsername'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      users: two(person, 'id', 'username', 'email'),
      homes: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })),
    }),
    async holds(store, { tenants, users: [given, other], homes: [from, to] }) {
      for (const tenant of tenants) await store.createTenant({ tenant })
      const before = { ...given, tenantId: tenants[from]?.id ?? null }
      const after = { ...other, id: given.id, tenantId: tenants[to]?.id ?? null }
      await store.createUser({ user: before })
      await assertUnchanged(
        () => digest(store),
        async () => {
          await store.updateUser({ user: after })
          assert.deepEqual(await store.getUser({ userId: given.id }), after)
          assert.equal(await store.getUserByUsername({ username: before.username }), null)
          await store.updateUser({ user: before })
        },
      )
    },
  }),

  law({
    name: 'deleting a user undoes creating it, with all that it was given',
    area: 'users',
    operations: ['deleteUser', 'createUser', 'getUserRoles', 'listUserPermissions', 'validateToken'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      users: two(person, 'id', 'username', 'email'),
      role: values(Role),
      assignment: values(RoleAssignment),
      permission: values(Permission),
      token: values(Token),
    }),
    async holds(store, { tenants, users: [kept, removed], role, assignment, permission, token }) {
      const [inHome, abroad] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      const userId = removed.id
      await store.createUser({ user: { ...kept, ...inHome } })
      await store.createRole({ role: { ...role, ...abroad } })
      const everyDoor = async () => [
        await digest(store),
        await store.getUser({ userId }),
        await store.getUserByUsername({ username: removed.username }),
        await store.getUserRoles({ userId }),
        await store.listUserPermissions({ userId }),
      ]
      await assertUnchanged(everyDoor, async () => {
        await store.createUser({ user: { ...removed, ...inHome } })
        await store.assignRole({ assignment: { ...assignment, userId, roleId: role.id } })
        await store.createPermission({ permission: { ...permission, ...abroad, userId } })
        await store.storeToken({ token: { ...token, ...abroad, userId } })
        await store.deleteUser({ userId })
      })
    },
  }),

  law({
    name: 'what happens to a user of one tenant leaves another tenant alone',
    area: 'users',
    operations: ['deleteUser', 'updateUser', 'createUser', 'listUsers'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      users: three(person, 'id', 'username', 'email'),
    }),
    async holds(store, { tenants, users: [mine, theirs, next] }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      await store.createUser({ user: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => store.createUser({ user: { ...mine, ...inMine } }),
        () => store.updateUser({ user: { ...next, ...inMine, id: mine.id } }),
        () => store.deleteUser({ userId: mine.id }),
      )
    },
  }),
]
