import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Role } from '../../src/trait/areas/roles.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  ann,
  everyAction,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  nobody,
  oneEach,
  reader,
  reading,
  robot,
  scopes,
  withAssignment,
  withRole,
  withTenants,
  withUser,
} from './fixtures.ts'
import { instants, longestName, oddTexts, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atReader = { ...inAcme, roleId: reader.id }
const ofAnn = { userId: ann.id }
const globexReader: Role = { ...reader, ...inGlobex, id: id(1), description: null, permissions: [] }

/** acme has one role per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withTenants(store)
  for (const role of oneEach(reader, names)) await store.createRole({ role })
}

/** Asserts that a role with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<Role>): Promise<void> {
  const role = { ...reader, id: id(n), ...fields }
  await store.createRole({ role })
  assert.deepEqual(await store.getRole({ ...inAcme, roleId: role.id }), role)
}

/** Two tenants; acme has the roles of these numbers, in this order, all assigned to `ann`. */
async function withAssignments(store: CatalogStore, numbers: readonly number[]): Promise<void> {
  await withTenants(store)
  for (const n of numbers) {
    await store.createRole({ role: { ...reader, id: id(n), name: `${10 - n}` } })
    await store.assignRole({ assignment: { ...reading, roleId: id(n) } })
  }
}

export const roles: CasesOf<'roles'> = {
  createRole: {
    'stores the role as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createRole({ role: reader }), null)
      assert.deepEqual(await store.getRole(atReader), reader)
    },
    'keeps every scope, every action, and grants without any': async ({ store }) => {
      await withTenants(store)
      const permissions = scopes.map((scope, n) => ({ scope, actions: everyAction.slice(0, n * 2) }))
      await stored(store, 1, { permissions })
      await stored(store, 2, { permissions: [] })
    },
    'keeps the grants in their order, repeats included': async ({ store }) => {
      await withTenants(store)
      const [first, second] = reader.permissions as [Role['permissions'][0], Role['permissions'][0]]
      await stored(store, 1, { permissions: [second, first, second, second] })
    },
    'answers each set of actions in code-point order': async ({ store }) => {
      await withTenants(store)
      const permissions = scopes.map(scope => ({ scope, actions: everyAction.toReversed() }))
      await store.createRole({ role: { ...reader, permissions } })
      const sorted = permissions.map(({ scope }) => ({ scope, actions: everyAction }))
      assert.deepEqual((await store.getRole(atReader))?.permissions, sorted)
      assert.deepEqual(await store.listRoles(inAcme), [{ ...reader, permissions: sorted }])
    },
    'keeps every name, and tells a description that is empty from none': async ({ store }) => {
      await withTenants(store)
      for (const [n, name] of [longestName, ...orderedNames].entries()) await stored(store, n, { name })
      for (const [n, description] of [null, ...oddTexts].entries()) {
        await stored(store, 100 + n, { description })
      }
    },
    'keeps every instant to the millisecond, and a creator that nobody knows': async ({ store }) => {
      await withTenants(store)
      for (const [n, instant] of instants.entries()) {
        await stored(store, n, { createdAt: instant, updatedAt: instant, createdBy: nobody })
      }
    },
    'accepts a name that another role of the tenant has': async ({ store }) => {
      await withRole(store)
      await stored(store, 1, {})
      assert.deepEqual(await store.listRoles(inAcme), [{ ...reader, id: id(1) }, reader])
    },
    'refuses a set of actions with repeats, before the missing tenant': async ({ store, refuses }) => {
      await withTenants(store)
      const permissions: Role['permissions'] = [{ scope: { type: 'tenant' }, actions: ['read', 'read'] }]
      for (const place of [inAcme, inNoTenant]) {
        await refuses(
          () => store.createRole({ role: { ...reader, ...place, permissions } }),
          'INVALID_ARGUMENT',
        )
      }
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withRole(store)
      await refuses(() => store.createRole({ role: { ...reader, ...inNoTenant } }), 'NOT_FOUND tenant')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withRole(store)
      for (const place of [inAcme, inGlobex]) {
        const role = { ...globexReader, ...place, id: reader.id, name: 'fresh' }
        await refuses(() => store.createRole({ role }), 'ALREADY_EXISTS role')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const role = structuredClone(reader)
      await store.createRole({ role })
      spoil(role)
      assert.deepEqual(await store.getRole(atReader), reader)
    },
  },

  getRole: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withRole(store)
      assert.equal(await store.getRole({ ...inAcme, roleId: nobody }), null)
      assert.equal(await store.getRole({ ...atReader, ...inNoTenant }), null)
    },
    "does not see another tenant's role": async ({ store }) => {
      await withRole(store)
      assert.equal(await store.getRole({ ...atReader, ...inGlobex }), null)
    },
    'answers the one of this id among those of its name': async ({ store }) => {
      await withRole(store)
      await stored(store, 1, { description: 'the other' })
      assert.deepEqual(await store.getRole(atReader), reader)
    },
    'answers a copy': async ({ store }) => {
      await withRole(store)
      spoil(await store.getRole(atReader))
      assert.deepEqual(await store.getRole(atReader), reader)
    },
  },

  listRoles: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withRole(store)
      assert.deepEqual(await store.listRoles(inGlobex), [])
      assert.deepEqual(await store.listRoles(inNoTenant), [])
    },
    "lists the tenant's own only, each once however often it is assigned": async ({ store }) => {
      await withAssignment(store)
      await store.assignRole({ assignment: { ...reading, userId: nobody } })
      await store.createRole({ role: globexReader })
      assert.deepEqual(await store.listRoles(inAcme), [reader])
      assert.deepEqual(await store.listRoles(inGlobex), [globexReader])
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await store.listRoles(inAcme)
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'orders roles of one name by id': async ({ store }) => {
      await withTenants(store)
      for (const n of [3, 1, 2]) await stored(store, n, {})
      assert.deepEqual(
        await store.listRoles(inAcme),
        [1, 2, 3].map(n => ({ ...reader, id: id(n) })),
      )
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, ['b', 'a', 'a', 'b', 'a'])
      await store.createRole({ role: globexReader })
      await assertPages(page => store.listRoles({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withRole(store)
      spoil(await store.listRoles(inAcme))
      assert.deepEqual(await store.listRoles(inAcme), [reader])
    },
  },

  updateRole: {
    'replaces the whole record and stamps nothing': async ({ store }) => {
      await withRole(store)
      const role = { ...globexReader, ...inAcme, id: reader.id, name: 'x', createdBy: nobody }
      const stamped = { ...role, createdAt: instants[1], updatedAt: instants[0] }
      assert.equal(await store.updateRole({ role: stamped }), null)
      assert.deepEqual(await store.getRole(atReader), stamped)
      assert.deepEqual(await store.listRoles(inAcme), [stamped])
    },
    'replaces the grants and orders their actions': async ({ store }) => {
      await withRole(store)
      const permissions = scopes.map(scope => ({ scope, actions: everyAction.toReversed() }))
      await store.updateRole({ role: { ...reader, permissions } })
      const sorted = permissions.map(({ scope }) => ({ scope, actions: everyAction }))
      assert.deepEqual((await store.getRole(atReader))?.permissions, sorted)
    },
    'keeps its assignments and changes no other role': async ({ store }) => {
      await withAssignment(store)
      await stored(store, 1, {})
      await store.updateRole({ role: { ...reader, name: 'x', permissions: [] } })
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
      assert.deepEqual(await store.getRole({ ...inAcme, roleId: id(1) }), { ...reader, id: id(1) })
    },
    'accepts the name of another role': async ({ store }) => {
      await withRole(store)
      await stored(store, 1, { name: 'x' })
      await store.updateRole({ role: { ...reader, name: 'x' } })
      assert.equal((await store.getRole(atReader))?.name, 'x')
    },
    'refuses a set of actions with repeats, before the missing role': async ({ store, refuses }) => {
      await withRole(store)
      const permissions: Role['permissions'] = [{ scope: { type: 'tenant' }, actions: ['all', 'all'] }]
      for (const roleId of [reader.id, nobody]) {
        const role = { ...reader, id: roleId, permissions }
        await refuses(() => store.updateRole({ role }), 'INVALID_ARGUMENT')
      }
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withRole(store)
      await refuses(() => store.updateRole({ role: { ...reader, ...inNoTenant } }), 'NOT_FOUND tenant')
    },
    'refuses a missing role': async ({ store, refuses }) => {
      await withRole(store)
      await refuses(() => store.updateRole({ role: { ...reader, id: nobody } }), 'NOT_FOUND role')
    },
    "refuses to move a role to another tenant, or to change another tenant's": async ({ store, refuses }) => {
      await withRole(store)
      await store.createRole({ role: globexReader })
      await refuses(() => store.updateRole({ role: { ...reader, ...inGlobex } }), 'NOT_FOUND role')
      await refuses(() => store.updateRole({ role: { ...globexReader, ...inAcme } }), 'NOT_FOUND role')
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withRole(store)
      const role = structuredClone({ ...reader, name: 'x' })
      await store.updateRole({ role })
      spoil(role)
      assert.deepEqual(await store.getRole(atReader), { ...reader, name: 'x' })
    },
  },

  deleteRole: {
    'removes the role and no other': async ({ store }) => {
      await withRole(store)
      await stored(store, 1, {})
      assert.equal(await store.deleteRole(atReader), null)
      assert.equal(await store.getRole(atReader), null)
      assert.deepEqual(await store.listRoles(inAcme), [{ ...reader, id: id(1) }])
    },
    'takes its assignments to everybody, and those of no other role': async ({ store }) => {
      await withAssignment(store)
      await store.createRole({ role: globexReader })
      for (const userId of [ann.id, nobody]) {
        for (const roleId of [reader.id, globexReader.id]) {
          await store.assignRole({ assignment: { ...reading, userId, roleId } })
        }
      }
      await store.deleteRole(atReader)
      for (const userId of [ann.id, nobody]) {
        const kept = { ...reading, userId, roleId: globexReader.id }
        assert.deepEqual(await store.getUserRoles({ userId }), [kept])
      }
    },
    'leaves the users who had it': async ({ store }) => {
      await withUser(store)
      await store.createRole({ role: reader })
      await store.assignRole({ assignment: reading })
      await store.deleteRole(atReader)
      assert.deepEqual(await store.listUsers(inAcme), [ann])
    },
    'frees the id and brings no assignment back with it': async ({ store }) => {
      await withAssignment(store)
      await store.deleteRole(atReader)
      await store.createRole({ role: { ...globexReader, id: reader.id } })
      assert.deepEqual(await store.getUserRoles(ofAnn), [])
      assert.deepEqual(await store.listRoles(inGlobex), [{ ...globexReader, id: reader.id }])
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withRole(store)
      await refuses(() => store.deleteRole({ ...atReader, ...inNoTenant }), 'NOT_FOUND tenant')
    },
    "refuses a missing role, also another tenant's, also the second time": async ({ store, refuses }) => {
      await withAssignment(store)
      await refuses(() => store.deleteRole({ ...inAcme, roleId: nobody }), 'NOT_FOUND role')
      await refuses(() => store.deleteRole({ ...atReader, ...inGlobex }), 'NOT_FOUND role')
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
      await store.deleteRole(atReader)
      await refuses(() => store.deleteRole(atReader), 'NOT_FOUND role')
    },
  },

  assignRole: {
    'stores the assignment as given': async ({ store }) => {
      await withRole(store)
      assert.equal(await store.assignRole({ assignment: reading }), null)
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
    },
    'keeps the first record when the role is assigned again': async ({ store }) => {
      await withAssignment(store)
      for (const assignedAt of instants) {
        const again = { ...reading, assignedBy: nobody, assignedAt }
        assert.equal(await store.assignRole({ assignment: again }), null)
      }
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withRole(store)
      for (const [n, assignedAt] of instants.entries()) {
        const assignment = { ...reading, userId: id(n), assignedAt }
        await store.assignRole({ assignment })
        assert.deepEqual(await store.getUserRoles({ userId: id(n) }), [assignment])
      }
    },
    'accepts service users, users of other tenants and ids that nobody knows': async ({ store }) => {
      await withRole(store)
      await store.createServiceUser({ serviceUser: robot })
      await store.createUser({ user: { ...ann, ...inGlobex } })
      for (const userId of [robot.id, ann.id, nobody]) {
        await store.assignRole({ assignment: { ...reading, userId } })
        assert.deepEqual(await store.getUserRoles({ userId }), [{ ...reading, userId }])
      }
    },
    'stores a new record once the role was revoked': async ({ store }) => {
      await withAssignment(store)
      await store.revokeRole({ ...ofAnn, roleId: reader.id })
      const again = { ...reading, assignedBy: nobody, assignedAt: instants[0] }
      await store.assignRole({ assignment: again })
      assert.deepEqual(await store.getUserRoles(ofAnn), [again])
    },
    'refuses a missing role': async ({ store, refuses }) => {
      await withUser(store)
      await refuses(() => store.assignRole({ assignment: reading }), 'NOT_FOUND role')
      await store.createRole({ role: reader })
      const assignment = { ...reading, roleId: nobody }
      await refuses(() => store.assignRole({ assignment }), 'NOT_FOUND role')
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withRole(store)
      const assignment = structuredClone(reading)
      await store.assignRole({ assignment })
      spoil(assignment)
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
    },
  },

  revokeRole: {
    'takes this role from this user': async ({ store }) => {
      await withAssignments(store, [1, 2, 3])
      await store.assignRole({ assignment: { ...reading, userId: nobody, roleId: id(2) } })
      assert.equal(await store.revokeRole({ ...ofAnn, roleId: id(2) }), null)
      const kept = [1, 3].map(n => ({ ...reading, roleId: id(n) }))
      assert.deepEqual(await store.getUserRoles(ofAnn), kept)
      const others = [{ ...reading, userId: nobody, roleId: id(2) }]
      assert.deepEqual(await store.getUserRoles({ userId: nobody }), others)
    },
    'leaves the role itself': async ({ store }) => {
      await withAssignment(store)
      await store.revokeRole({ ...ofAnn, roleId: reader.id })
      assert.deepEqual(await store.listRoles(inAcme), [reader])
    },
    'may be repeated, and changes nothing for a user without the role': async ({ store }) => {
      await withAssignment(store)
      const before = [await digest(store), await store.getUserRoles(ofAnn)]
      assert.equal(await store.revokeRole({ userId: nobody, roleId: reader.id }), null)
      assert.deepEqual([await digest(store), await store.getUserRoles(ofAnn)], before)
      await store.revokeRole({ ...ofAnn, roleId: reader.id })
      assert.equal(await store.revokeRole({ ...ofAnn, roleId: reader.id }), null)
    },
    'refuses a missing role, also one that was deleted': async ({ store, refuses }) => {
      await withAssignment(store)
      await refuses(() => store.revokeRole({ ...ofAnn, roleId: nobody }), 'NOT_FOUND role')
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
      await store.deleteRole(atReader)
      await refuses(() => store.revokeRole({ ...ofAnn, roleId: reader.id }), 'NOT_FOUND role')
    },
  },

  getUserRoles: {
    'is empty for a user without any, existing or not': async ({ store }) => {
      await withUser(store)
      await store.createRole({ role: reader })
      assert.deepEqual(await store.getUserRoles(ofAnn), [])
      assert.deepEqual(await store.getUserRoles({ userId: nobody }), [])
    },
    "lists the user's own only, in all tenants": async ({ store }) => {
      await withAssignment(store)
      await store.createRole({ role: globexReader })
      await store.assignRole({ assignment: { ...reading, roleId: globexReader.id } })
      await store.assignRole({ assignment: { ...reading, userId: nobody } })
      const abroad = { ...reading, roleId: globexReader.id }
      assert.deepEqual(await store.getUserRoles(ofAnn), [abroad, reading])
    },
    'orders by role id, not by name or time': async ({ store }) => {
      await withAssignments(store, [5, 2, 9, 1, 7])
      const listed = await store.getUserRoles(ofAnn)
      assert.deepEqual(
        listed.map(({ roleId }) => roleId),
        [1, 2, 5, 7, 9].map(id),
      )
    },
    'answers copies': async ({ store }) => {
      await withAssignment(store)
      spoil(await store.getUserRoles(ofAnn))
      assert.deepEqual(await store.getUserRoles(ofAnn), [reading])
    },
  },
}
