import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { EffectivePermission, Permission } from '../../src/trait/areas/permissions.ts'
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
  reader,
  reading,
  robot,
  scopes,
  withAssignment,
  withPermission,
  withTenants,
  withUser,
  writing,
} from './fixtures.ts'
import { instants, oddTexts, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atWriting = { ...inAcme, permissionId: writing.id }
const ofAnn = { userId: ann.id }
const globexWriting: Permission = { ...writing, ...inGlobex, id: id(1), actions: [] }

/** Asserts that a grant with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<Permission>): Promise<void> {
  const permission = { ...writing, id: id(n), ...fields }
  await store.createPermission({ permission })
  const listed = await store.listPermissions(inAcme)
  assert.deepEqual(
    listed.find(({ id }) => id === permission.id),
    permission,
  )
}

/** acme has the grants of these numbers, made in this order. */
async function withNumbers(store: CatalogStore, numbers: readonly number[]): Promise<void> {
  await withTenants(store)
  for (const n of numbers) await store.createPermission({ permission: { ...writing, id: id(n) } })
}

/** `ann` has the role, which is new. */
async function withGrantedRole(store: CatalogStore, role: Role): Promise<void> {
  await store.createRole({ role })
  await store.assignRole({ assignment: { ...reading, roleId: role.id } })
}

/** What a direct grant comes to. */
function direct({ id, userId: _, ...grant }: Permission): EffectivePermission {
  return { ...grant, via: { type: 'direct', permissionId: id } }
}

/** What the grants of a role come to, in their order. */
function byRole({ id, tenantId, permissions, createdBy, createdAt }: Role): EffectivePermission[] {
  const via = { type: 'role', roleId: id } as const
  return permissions.map(grant => ({ tenantId, ...grant, grantedBy: createdBy, grantedAt: createdAt, via }))
}

export const permissions: CasesOf<'permissions'> = {
  createPermission: {
    'stores the grant as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createPermission({ permission: writing }), null)
      assert.deepEqual(await store.listPermissions(inAcme), [writing])
    },
    'keeps every kind of scope': async ({ store }) => {
      await withTenants(store)
      for (const [n, scope] of scopes.entries()) await stored(store, n, { scope })
    },
    'keeps the texts in a scope exactly': async ({ store }) => {
      await withTenants(store)
      for (const [n, tagName] of orderedNames.entries()) {
        await stored(store, n, { scope: { type: 'tag', tagName } })
      }
      for (const [n, namespace] of oddTexts.entries()) {
        const scope = { type: 'namespace', catalogId: nobody, namespace } as const
        await stored(store, 100 + n, { scope })
        await stored(store, 200 + n, { scope: { ...scope, type: 'asset', assetId: nobody } })
      }
    },
    'keeps every action, and none': async ({ store }) => {
      await withTenants(store)
      for (const [n, action] of everyAction.entries()) await stored(store, n, { actions: [action] })
      await stored(store, 100, { actions: [] })
      await stored(store, 101, { actions: everyAction })
    },
    'answers the actions in code-point order': async ({ store }) => {
      await withTenants(store)
      await store.createPermission({ permission: { ...writing, actions: everyAction.toReversed() } })
      assert.deepEqual(await store.listPermissions(inAcme), [{ ...writing, actions: everyAction }])
      const effective = await store.listUserPermissions(ofAnn)
      assert.deepEqual(effective, [direct({ ...writing, actions: everyAction })])
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withTenants(store)
      for (const [n, grantedAt] of instants.entries()) await stored(store, n, { grantedAt })
    },
    'accepts users of other tenants, service users and ids that nobody knows': async ({ store }) => {
      await withTenants(store)
      await store.createUser({ user: { ...ann, ...inGlobex } })
      await store.createServiceUser({ serviceUser: robot })
      for (const [n, userId] of [ann.id, robot.id, nobody].entries()) {
        await stored(store, n, { userId, grantedBy: nobody })
      }
    },
    'accepts the same grant under another id': async ({ store }) => {
      await withPermission(store)
      await stored(store, 1, {})
      assert.equal((await store.listPermissions(inAcme)).length, 2)
    },
    'refuses a set of actions with repeats, before the missing tenant': async ({ store, refuses }) => {
      await withTenants(store)
      for (const place of [inAcme, inNoTenant]) {
        const permission: Permission = { ...writing, ...place, actions: ['read', 'list', 'read'] }
        await refuses(() => store.createPermission({ permission }), 'INVALID_ARGUMENT')
      }
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withPermission(store)
      const permission = { ...writing, ...inNoTenant }
      await refuses(() => store.createPermission({ permission }), 'NOT_FOUND tenant')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withPermission(store)
      for (const place of [inAcme, inGlobex]) {
        const permission = { ...writing, ...place, userId: nobody, actions: [] }
        await refuses(() => store.createPermission({ permission }), 'ALREADY_EXISTS permission')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const permission = structuredClone(writing)
      await store.createPermission({ permission })
      spoil(permission)
      assert.deepEqual(await store.listPermissions(inAcme), [writing])
    },
  },

  revokePermission: {
    'removes the grant and no other': async ({ store }) => {
      await withPermission(store)
      await stored(store, 1, {})
      assert.equal(await store.revokePermission(atWriting), null)
      assert.deepEqual(await store.listPermissions(inAcme), [{ ...writing, id: id(1) }])
    },
    'may be repeated, and changes nothing for an id that nobody has': async ({ store }) => {
      await withPermission(store)
      const before = await digest(store)
      assert.equal(await store.revokePermission({ ...inAcme, permissionId: nobody }), null)
      assert.deepEqual(await digest(store), before)
      await store.revokePermission(atWriting)
      assert.equal(await store.revokePermission(atWriting), null)
    },
    "leaves another tenant's grant": async ({ store }) => {
      await withPermission(store)
      const before = await digest(store)
      assert.equal(await store.revokePermission({ ...atWriting, ...inGlobex }), null)
      assert.deepEqual(await digest(store), before)
    },
    'leaves what the user is granted by a role of that id': async ({ store }) => {
      await withAssignment(store)
      await store.revokePermission({ ...inAcme, permissionId: reader.id })
      assert.deepEqual(await store.listUserPermissions(ofAnn), byRole(reader))
    },
    'frees the id': async ({ store }) => {
      await withPermission(store)
      await store.revokePermission(atWriting)
      await store.createPermission({ permission: { ...globexWriting, id: writing.id } })
      assert.deepEqual(await store.listPermissions(inAcme), [])
      assert.deepEqual(await store.listPermissions(inGlobex), [{ ...globexWriting, id: writing.id }])
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withPermission(store)
      await refuses(() => store.revokePermission({ ...atWriting, ...inNoTenant }), 'NOT_FOUND tenant')
    },
  },

  listPermissions: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withPermission(store)
      assert.deepEqual(await store.listPermissions(inGlobex), [])
      assert.deepEqual(await store.listPermissions(inNoTenant), [])
    },
    "lists the tenant's direct grants only, to whomever": async ({ store }) => {
      await withAssignment(store)
      for (const permission of [globexWriting, writing]) await store.createPermission({ permission })
      await stored(store, 0x222, { userId: nobody })
      const theirs = { ...writing, id: id(0x222), userId: nobody }
      assert.deepEqual(await store.listPermissions(inAcme), [writing, theirs])
      assert.deepEqual(await store.listPermissions(inGlobex), [globexWriting])
    },
    'orders by id': async ({ store }) => {
      await withNumbers(store, [3, 0x10, 1, 0xa, 2])
      const listed = await store.listPermissions(inAcme)
      assert.deepEqual(
        listed.map(({ id }) => id),
        [1, 2, 3, 0xa, 0x10].map(id),
      )
    },
    'cuts the list into pages': async ({ store }) => {
      await withNumbers(store, [9, 3, 5, 4, 7])
      await store.createPermission({ permission: globexWriting })
      await assertPages(page => store.listPermissions({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withPermission(store)
      spoil(await store.listPermissions(inAcme))
      assert.deepEqual(await store.listPermissions(inAcme), [writing])
    },
  },

  listUserPermissions: {
    'is empty for a user without any, existing or not': async ({ store }) => {
      await withUser(store)
      await store.createPermission({ permission: { ...writing, userId: robot.id } })
      await store.createRole({ role: reader })
      assert.deepEqual(await store.listUserPermissions(ofAnn), [])
      assert.deepEqual(await store.listUserPermissions({ userId: nobody }), [])
    },
    'lists direct grants in all tenants, by id': async ({ store }) => {
      await withNumbers(store, [9, 2, 5])
      const abroad = { ...globexWriting, id: id(4) }
      await store.createPermission({ permission: abroad })
      await store.createPermission({ permission: { ...writing, userId: nobody } })
      const [two, five, nine] = [2, 5, 9].map(n => direct({ ...writing, id: id(n) }))
      assert.deepEqual(await store.listUserPermissions(ofAnn), [two, direct(abroad), five, nine])
    },
    'lists the grants of roles as their creator gave them, by role id and position': async ({ store }) => {
      await withTenants(store)
      const permissions = scopes.map((scope, n) => ({ scope, actions: everyAction.slice(n) }))
      const [low, high] = [
        { ...reader, ...inGlobex, id: id(2), name: 'z', permissions: permissions.toReversed() },
        { ...reader, id: id(9), name: 'a', createdBy: nobody, createdAt: instants[0] },
      ]
      for (const role of [high, low]) await withGrantedRole(store, role)
      assert.deepEqual(await store.listUserPermissions(ofAnn), [...byRole(low), ...byRole(high)])
    },
    'lists direct grants before those of roles, whatever their ids': async ({ store }) => {
      await withTenants(store)
      const low = { ...reader, id: id(1) }
      await withGrantedRole(store, reader)
      await withGrantedRole(store, low)
      for (const n of [0xfff, 5]) await store.createPermission({ permission: { ...writing, id: id(n) } })
      assert.deepEqual(await store.listUserPermissions(ofAnn), [
        ...[5, 0xfff].map(n => direct({ ...writing, id: id(n) })),
        ...byRole(low),
        ...byRole(reader),
      ])
    },
    'repeats what is granted more than once': async ({ store }) => {
      await withTenants(store)
      const [first] = reader.permissions
      const role = { ...reader, permissions: [first, first].flatMap(grant => grant ?? []) }
      await withGrantedRole(store, role)
      for (const n of [1, 2]) await store.createPermission({ permission: { ...writing, id: id(n) } })
      const twice = [1, 2].map(n => direct({ ...writing, id: id(n) }))
      assert.deepEqual(await store.listUserPermissions(ofAnn), [...twice, ...byRole(role)])
    },
    'follows a change of the role': async ({ store }) => {
      await withAssignment(store)
      const role = { ...reader, createdBy: nobody, permissions: reader.permissions.toReversed() }
      await store.updateRole({ role })
      assert.deepEqual(await store.listUserPermissions(ofAnn), byRole(role))
      await store.updateRole({ role: { ...role, permissions: [] } })
      assert.deepEqual(await store.listUserPermissions(ofAnn), [])
    },
    'forgets grants and roles that were revoked or deleted': async ({ store }) => {
      await withAssignment(store)
      await store.createPermission({ permission: writing })
      await withGrantedRole(store, { ...reader, id: id(1) })
      await store.revokePermission(atWriting)
      assert.equal((await store.listUserPermissions(ofAnn)).length, 4)
      await store.revokeRole({ ...ofAnn, roleId: reader.id })
      assert.deepEqual(await store.listUserPermissions(ofAnn), byRole({ ...reader, id: id(1) }))
      await store.deleteRole({ ...inAcme, roleId: id(1) })
      assert.deepEqual(await store.listUserPermissions(ofAnn), [])
    },
    'cuts the whole into pages, across both kinds': async ({ store }) => {
      await withNumbers(store, [9, 3, 5])
      for (const n of [2, 1]) await withGrantedRole(store, { ...reader, id: id(n) })
      await store.createPermission({ permission: { ...writing, userId: nobody } })
      await assertPages(page => store.listUserPermissions({ ...ofAnn, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withAssignment(store)
      await store.createPermission({ permission: writing })
      spoil(await store.listUserPermissions(ofAnn))
      assert.deepEqual(await store.listUserPermissions(ofAnn), [direct(writing), ...byRole(reader)])
    },
  },
}
