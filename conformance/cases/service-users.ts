import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { ServiceUser } from '../../src/trait/areas/service-users.ts'
import { UserRole } from '../../src/trait/areas/users.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  ann,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  nobody,
  oneEach,
  reader,
  reading,
  robot,
  withServiceUser,
  withTenants,
  writing,
} from './fixtures.ts'
import { instants, longestName, oddTexts, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atRobot = { ...inAcme, serviceUserId: robot.id }
const globexRobot: ServiceUser = { ...robot, ...inGlobex, id: id(1), apiKeyHash: 'globex', description: null }

/** acme has one service user per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withTenants(store)
  for (const user of oneEach(robot, names)) {
    await store.createServiceUser({ serviceUser: { ...user, apiKeyHash: user.id } })
  }
}

/** The ids of `robot` and `ann` have the role `reader` and a permission each. */
async function withGrants(store: CatalogStore): Promise<void> {
  await store.createRole({ role: reader })
  for (const userId of [robot.id, ann.id]) {
    await store.assignRole({ assignment: { ...reading, userId } })
    const permissionId = userId === ann.id ? writing.id : id(1)
    await store.createPermission({ permission: { ...writing, id: permissionId, userId } })
  }
}

/** Asserts that a service user with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<ServiceUser>): Promise<void> {
  const serviceUser = { ...robot, id: id(n), name: `n${n}`, apiKeyHash: `hash ${n}`, ...fields }
  await store.createServiceUser({ serviceUser })
  const found = await store.getServiceUser({ ...inAcme, serviceUserId: serviceUser.id })
  assert.deepEqual(found, serviceUser)
}

export const serviceUsers: CasesOf<'serviceUsers'> = {
  createServiceUser: {
    'stores the service user as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createServiceUser({ serviceUser: robot }), null)
      assert.deepEqual(await store.getServiceUser(atRobot), robot)
    },
    'keeps every role': async ({ store }) => {
      await withTenants(store)
      for (const [n, role] of UserRole.enum.entries()) await stored(store, n, { role, active: n > 0 })
    },
    'keeps every instant to the millisecond, and none': async ({ store }) => {
      await withTenants(store)
      for (const [n, instant] of instants.entries()) {
        await stored(store, n, { createdAt: instant, lastUsed: instant, expiresAt: instant })
      }
      await stored(store, instants.length, { lastUsed: null, expiresAt: null })
    },
    'tells a description that is empty from none': async ({ store }) => {
      await withTenants(store)
      for (const [n, description] of [null, ...oddTexts].entries()) await stored(store, n, { description })
    },
    'keeps every name and key hash exactly': async ({ store }) => {
      await withTenants(store)
      for (const [n, name] of [longestName, ...orderedNames].entries()) {
        await stored(store, n, { name, apiKeyHash: name })
      }
    },
    'accepts a creator that nobody knows': async ({ store }) => {
      await withTenants(store)
      await stored(store, 1, { createdBy: nobody })
    },
    'accepts a name that another tenant has': async ({ store }) => {
      await withServiceUser(store)
      await store.createServiceUser({ serviceUser: globexRobot })
      assert.deepEqual(await store.listServiceUsers(inAcme), [robot])
      assert.deepEqual(await store.listServiceUsers(inGlobex), [globexRobot])
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withServiceUser(store)
      const serviceUser = { ...robot, ...inNoTenant }
      await refuses(() => store.createServiceUser({ serviceUser }), 'NOT_FOUND tenant')
    },
    'refuses a name taken in the tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      const serviceUser = { ...robot, id: id(1), apiKeyHash: 'fresh' }
      await refuses(() => store.createServiceUser({ serviceUser }), 'ALREADY_EXISTS serviceUser')
    },
    'refuses an id taken in any tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      for (const tenantId of [acme.id, globex.id]) {
        const serviceUser = { ...robot, tenantId, name: 'fresh', apiKeyHash: 'fresh' }
        await refuses(() => store.createServiceUser({ serviceUser }), 'ALREADY_EXISTS serviceUser')
      }
    },
    'refuses a key hash taken in any tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      for (const tenantId of [acme.id, globex.id]) {
        const serviceUser = { ...robot, tenantId, id: id(1), name: 'fresh' }
        await refuses(() => store.createServiceUser({ serviceUser }), 'ALREADY_EXISTS serviceUser')
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const serviceUser = structuredClone(robot)
      await store.createServiceUser({ serviceUser })
      spoil(serviceUser)
      assert.deepEqual(await store.getServiceUser(atRobot), robot)
    },
  },

  getServiceUser: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withServiceUser(store)
      assert.equal(await store.getServiceUser({ ...inAcme, serviceUserId: nobody }), null)
      assert.equal(await store.getServiceUser({ ...inAcme, serviceUserId: acme.id }), null)
      assert.equal(await store.getServiceUser({ ...atRobot, ...inNoTenant }), null)
    },
    "does not see another tenant's service user": async ({ store }) => {
      await withServiceUser(store)
      assert.equal(await store.getServiceUser({ ...atRobot, ...inGlobex }), null)
    },
    'answers the one of this id': async ({ store }) => {
      await withServiceUser(store)
      const twin = { ...robot, id: id(1), name: 'twin', apiKeyHash: 'twin' }
      await store.createServiceUser({ serviceUser: twin })
      assert.deepEqual(await store.getServiceUser({ ...inAcme, serviceUserId: id(1) }), twin)
      assert.deepEqual(await store.getServiceUser(atRobot), robot)
    },
    'answers a copy': async ({ store }) => {
      await withServiceUser(store)
      spoil(await store.getServiceUser(atRobot))
      assert.deepEqual(await store.getServiceUser(atRobot), robot)
    },
  },

  listServiceUsers: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withServiceUser(store)
      assert.deepEqual(await store.listServiceUsers(inGlobex), [])
      assert.deepEqual(await store.listServiceUsers(inNoTenant), [])
    },
    'lists active and inactive, expired and not': async ({ store }) => {
      await withServiceUser(store)
      const old = {
        ...robot,
        id: id(2),
        name: 'old',
        apiKeyHash: 'old',
        active: false,
        expiresAt: robot.createdAt,
      }
      await store.createServiceUser({ serviceUser: old })
      await store.createServiceUser({ serviceUser: globexRobot })
      assert.deepEqual(await store.listServiceUsers(inAcme), [old, robot])
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      const listed = await store.listServiceUsers(inAcme)
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await store.createServiceUser({ serviceUser: globexRobot })
      await assertPages(page => store.listServiceUsers({ ...inAcme, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withServiceUser(store)
      spoil(await store.listServiceUsers(inAcme))
      assert.deepEqual(await store.listServiceUsers(inAcme), [robot])
    },
  },

  getServiceUserByApiKeyHash: {
    'answers the owner of the key, in whichever tenant': async ({ store }) => {
      await withServiceUser(store)
      await store.createServiceUser({ serviceUser: globexRobot })
      assert.deepEqual(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }), robot)
      assert.deepEqual(await store.getServiceUserByApiKeyHash({ apiKeyHash: 'globex' }), globexRobot)
    },
    'answers those that are inactive or expired too': async ({ store }) => {
      await withTenants(store)
      const serviceUser = { ...robot, active: false, expiresAt: '1970-01-01T00:00:00.000Z' }
      await store.createServiceUser({ serviceUser })
      assert.deepEqual(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }), serviceUser)
    },
    'compares hashes exactly': async ({ store }) => {
      await withServiceUser(store)
      for (const apiKeyHash of ['Hash of robot', 'hash of robot ', 'hash%', 'robot']) {
        assert.equal(await store.getServiceUserByApiKeyHash({ apiKeyHash }), null)
      }
    },
    'shows what was updated and forgets what was deleted': async ({ store }) => {
      await withServiceUser(store)
      await store.updateServiceUser({ ...atRobot, updates: { name: 'renamed', active: false } })
      const found = await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash })
      assert.deepEqual(found, { ...robot, name: 'renamed', active: false })
      await store.deleteServiceUser(atRobot)
      assert.equal(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }), null)
    },
    'answers a copy': async ({ store }) => {
      await withServiceUser(store)
      spoil(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }))
      assert.deepEqual(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }), robot)
    },
  },

  updateServiceUser: {
    'changes every given field at once and answers the service user': async ({ store }) => {
      await withServiceUser(store)
      const updates = { name: 'Robot', description: '', active: false }
      assert.deepEqual(await store.updateServiceUser({ ...atRobot, updates }), { ...robot, ...updates })
      assert.deepEqual(await store.listServiceUsers(inAcme), [{ ...robot, ...updates }])
    },
    'leaves the fields that are not given': async ({ store }) => {
      await withServiceUser(store)
      await store.updateServiceUser({ ...atRobot, updates: { active: false } })
      assert.deepEqual(await store.getServiceUser(atRobot), { ...robot, active: false })
      await store.updateServiceUser({ ...atRobot, updates: { name: 'x' } })
      assert.deepEqual(await store.getServiceUser(atRobot), { ...robot, active: false, name: 'x' })
    },
    'clears the description when it is null': async ({ store }) => {
      await withServiceUser(store)
      await store.updateServiceUser({ ...atRobot, updates: { description: null } })
      assert.deepEqual(await store.getServiceUser(atRobot), { ...robot, description: null })
    },
    'changes nothing when nothing is given': async ({ store }) => {
      await withServiceUser(store)
      const before = await digest(store)
      assert.deepEqual(await store.updateServiceUser({ ...atRobot, updates: {} }), robot)
      assert.deepEqual(await digest(store), before)
    },
    'accepts its own name and the name that another tenant has': async ({ store }) => {
      await withServiceUser(store)
      await store.createServiceUser({ serviceUser: { ...globexRobot, name: 'x' } })
      assert.deepEqual(await store.updateServiceUser({ ...atRobot, updates: { name: 'robot' } }), robot)
      await store.updateServiceUser({ ...atRobot, updates: { name: 'x' } })
      assert.deepEqual(await store.listServiceUsers(inGlobex), [{ ...globexRobot, name: 'x' }])
    },
    'frees the old name': async ({ store }) => {
      await withServiceUser(store)
      await store.updateServiceUser({ ...atRobot, updates: { name: 'x' } })
      await store.createServiceUser({ serviceUser: { ...robot, id: id(1), apiKeyHash: 'fresh' } })
      assert.equal((await store.listServiceUsers(inAcme)).length, 2)
    },
    'refuses the name of another and applies no other field': async ({ store, refuses }) => {
      await withServiceUser(store)
      await store.createServiceUser({ serviceUser: { ...robot, id: id(1), name: 'x', apiKeyHash: 'x' } })
      const updates = { active: false, name: 'x', description: null }
      await refuses(() => store.updateServiceUser({ ...atRobot, updates }), 'ALREADY_EXISTS serviceUser')
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      const call = { ...atRobot, ...inNoTenant, updates: { active: false } }
      await refuses(() => store.updateServiceUser(call), 'NOT_FOUND tenant')
    },
    "refuses a missing service user, also another tenant's": async ({ store, refuses }) => {
      await withServiceUser(store)
      await store.createServiceUser({ serviceUser: globexRobot })
      const updates = { name: 'robot', active: false }
      const missing = { ...inAcme, serviceUserId: nobody, updates }
      await refuses(() => store.updateServiceUser(missing), 'NOT_FOUND serviceUser')
      const abroad = { ...atRobot, ...inGlobex, updates }
      await refuses(() => store.updateServiceUser(abroad), 'NOT_FOUND serviceUser')
      await refuses(() => store.updateServiceUser({ ...abroad, updates: {} }), 'NOT_FOUND serviceUser')
    },
  },

  updateServiceUserLastUsed: {
    'records the instant and nothing else': async ({ store }) => {
      await withServiceUser(store)
      for (const timestamp of instants) {
        assert.equal(await store.updateServiceUserLastUsed({ ...atRobot, timestamp }), null)
        assert.deepEqual(await store.getServiceUser(atRobot), { ...robot, lastUsed: timestamp })
      }
    },
    'accepts an earlier instant: the last call wins': async ({ store }) => {
      await withServiceUser(store)
      for (const timestamp of [...instants].reverse()) {
        await store.updateServiceUserLastUsed({ ...atRobot, timestamp })
      }
      assert.equal((await store.getServiceUser(atRobot))?.lastUsed, instants[0])
    },
    'accepts a service user that is inactive or expired': async ({ store }) => {
      await withServiceUser(store)
      await store.updateServiceUser({ ...atRobot, updates: { active: false } })
      const timestamp = '9999-12-31T23:59:59.999Z'
      await store.updateServiceUserLastUsed({ ...atRobot, timestamp })
      assert.deepEqual(await store.listServiceUsers(inAcme), [
        { ...robot, active: false, lastUsed: timestamp },
      ])
    },
    'changes no other service user': async ({ store }) => {
      await withServiceUser(store)
      const twin = { ...robot, id: id(2), name: 'twin', apiKeyHash: 'twin' }
      await store.createServiceUser({ serviceUser: twin })
      await store.createServiceUser({ serviceUser: globexRobot })
      await store.updateServiceUserLastUsed({ ...atRobot, timestamp: robot.createdAt })
      assert.deepEqual(await store.listServiceUsers(inAcme), [{ ...robot, lastUsed: robot.createdAt }, twin])
      assert.deepEqual(await store.listServiceUsers(inGlobex), [globexRobot])
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      const call = { ...atRobot, ...inNoTenant, timestamp: robot.createdAt }
      await refuses(() => store.updateServiceUserLastUsed(call), 'NOT_FOUND tenant')
    },
    "refuses a missing service user, also another tenant's": async ({ store, refuses }) => {
      await withServiceUser(store)
      const call = { ...atRobot, timestamp: robot.createdAt }
      await refuses(
        () => store.updateServiceUserLastUsed({ ...call, serviceUserId: nobody }),
        'NOT_FOUND serviceUser',
      )
      await refuses(() => store.updateServiceUserLastUsed({ ...call, ...inGlobex }), 'NOT_FOUND serviceUser')
    },
  },

  deleteServiceUser: {
    'removes the service user and no other': async ({ store }) => {
      await withServiceUser(store)
      const twin = { ...robot, id: id(1), name: 'twin', apiKeyHash: 'twin' }
      await store.createServiceUser({ serviceUser: twin })
      assert.equal(await store.deleteServiceUser(atRobot), null)
      assert.equal(await store.getServiceUser(atRobot), null)
      assert.deepEqual(await store.listServiceUsers(inAcme), [twin])
    },
    'may be repeated, and changes nothing for an id that nobody has': async ({ store }) => {
      await withServiceUser(store)
      const before = await digest(store)
      assert.equal(await store.deleteServiceUser({ ...inAcme, serviceUserId: nobody }), null)
      assert.deepEqual(await digest(store), before)
      await store.deleteServiceUser(atRobot)
      assert.equal(await store.deleteServiceUser(atRobot), null)
    },
    'takes its role assignments and permissions, and those of nobody else': async ({ store }) => {
      await withServiceUser(store)
      await withGrants(store)
      await store.deleteServiceUser(atRobot)
      assert.deepEqual(await store.getUserRoles({ userId: robot.id }), [])
      assert.deepEqual(await store.listUserPermissions({ userId: robot.id }), [])
      assert.deepEqual(await store.getUserRoles({ userId: ann.id }), [reading])
      assert.deepEqual(await store.listPermissions(inAcme), [writing])
      await store.createServiceUser({ serviceUser: robot })
      assert.deepEqual(await store.listUserPermissions({ userId: robot.id }), [])
    },
    'leaves what is granted to an id that no service user of the tenant has': async ({ store }) => {
      await withServiceUser(store)
      await withGrants(store)
      for (const call of [
        { ...inAcme, serviceUserId: ann.id },
        { ...atRobot, ...inGlobex },
      ]) {
        await store.deleteServiceUser(call)
        for (const userId of [ann.id, robot.id]) {
          assert.deepEqual(await store.getUserRoles({ userId }), [{ ...reading, userId }])
          assert.equal((await store.listUserPermissions({ userId })).length, 3)
        }
      }
    },
    'leaves what another tenant granted it': async ({ store }) => {
      await withServiceUser(store)
      const grant = { ...writing, ...inGlobex, userId: robot.id }
      await store.createPermission({ permission: grant })
      await store.createRole({ role: { ...reader, ...inGlobex } })
      await store.assignRole({ assignment: { ...reading, userId: robot.id } })
      await store.deleteServiceUser(atRobot)
      assert.deepEqual(await store.listPermissions(inGlobex), [grant])
      assert.deepEqual(await store.getUserRoles({ userId: robot.id }), [{ ...reading, userId: robot.id }])
    },
    "leaves another tenant's service user": async ({ store }) => {
      await withServiceUser(store)
      const before = await digest(store)
      assert.equal(await store.deleteServiceUser({ ...atRobot, ...inGlobex }), null)
      assert.deepEqual(await digest(store), before)
    },
    'frees the name, the id and the key hash': async ({ store }) => {
      await withServiceUser(store)
      await store.deleteServiceUser(atRobot)
      await store.createServiceUser({ serviceUser: { ...robot, ...inGlobex } })
      await store.createServiceUser({ serviceUser: { ...robot, id: id(1), apiKeyHash: 'fresh' } })
      const found = await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash })
      assert.deepEqual(found, { ...robot, ...inGlobex })
    },
    'refuses a missing tenant': async ({ store, refuses }) => {
      await withServiceUser(store)
      await refuses(() => store.deleteServiceUser({ ...atRobot, ...inNoTenant }), 'NOT_FOUND tenant')
    },
  },
}
