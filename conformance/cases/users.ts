import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { OAuthProvider, type User, UserRole } from '../../src/trait/areas/users.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  ann,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  login,
  nobody,
  oneEach,
  pass,
  reader,
  reading,
  robot,
  withAssignment,
  withTenants,
  withUser,
  writing,
} from './fixtures.ts'
import { instants, longestName, lookalikes, oddTexts, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atAnn = { userId: ann.id }
const inNone = { tenantId: null }

/** Another user than `ann`, for every number. */
function person(n: number, fields: Partial<User> = {}): User {
  return { ...ann, id: id(n), username: `user ${n}`, email: `mail ${n}`, ...fields }
}

/** acme has one user per name, who has it as email too. */
async function withUsernames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withTenants(store)
  for (const { id, name } of oneEach({ id: '', name: '' }, names)) {
    await store.createUser({ user: { ...ann, id, username: name, email: name } })
  }
}

/** Asserts that a user with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<User>): Promise<void> {
  const user = person(n, fields)
  await store.createUser({ user })
  assert.deepEqual(await store.getUser({ userId: user.id }), user)
}

/** acme and globex each have grants and a token for `ann`, and others like them for somebody else. */
async function withBelongings(store: CatalogStore): Promise<void> {
  await withAssignment(store)
  await store.createUser({ user: ann })
  await store.createRole({ role: { ...reader, ...inGlobex, id: id(1) } })
  await store.assignRole({ assignment: { ...reading, roleId: id(1) } })
  await store.assignRole({ assignment: { ...reading, userId: nobody } })
  const owners = [inAcme, inGlobex].flatMap(place => [ann.id, nobody].map(userId => ({ ...place, userId })))
  for (const [n, owner] of owners.entries()) {
    await store.createPermission({ permission: { ...writing, ...owner, id: id(n) } })
    await store.storeToken({ token: { ...pass, ...owner, id: id(n), token: null } })
  }
}

/** What the store shows of a user's belongings in both tenants. */
async function belongings(store: CatalogStore, userId: string): Promise<unknown[]> {
  const now = '2026-01-10T00:00:00.000Z'
  return [
    ...(await store.getUserRoles({ userId })),
    ...(await store.listUserPermissions({ userId })),
    ...(await store.listActiveTokens({ ...inAcme, userId, now })),
    ...(await store.listActiveTokens({ ...inGlobex, userId, now })),
  ]
}

export const users: CasesOf<'users'> = {
  createUser: {
    'stores the user as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.createUser({ user: ann }), null)
      assert.deepEqual(await store.getUser(atAnn), ann)
    },
    'accepts a user of no tenant, with nothing that may be left out': async ({ store }) => {
      const unset = { passwordHash: null, oauthProvider: null, oauthSubject: null, lastLogin: null }
      await stored(store, 1, { ...inNone, ...unset, active: false })
    },
    'keeps every role and every provider': async ({ store }) => {
      await withTenants(store)
      for (const [n, role] of UserRole.enum.entries()) await stored(store, n, { role })
      for (const [n, oauthProvider] of OAuthProvider.enum.entries()) {
        await stored(store, 10 + n, { oauthProvider, active: n > 0 })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      await withTenants(store)
      for (const [n, instant] of instants.entries()) {
        await stored(store, n, { createdAt: instant, updatedAt: instant, lastLogin: instant })
      }
    },
    'tells a password hash or subject that is empty from none': async ({ store }) => {
      await withTenants(store)
      for (const [n, text] of [null, ...oddTexts].entries()) {
        await stored(store, n, { passwordHash: text, oauthSubject: text })
      }
    },
    'keeps every username and email exactly': async ({ store }) => {
      await withTenants(store)
      for (const [n, name] of [longestName, ...orderedNames].entries()) {
        await stored(store, n, { username: name, email: name })
      }
    },
    'accepts what differs from a taken username or email in case or normalisation only': async ({
      store,
    }) => {
      await withTenants(store)
      for (const [n, text] of ['zoë', 'zoe\u0308', 'Zoë', 'zoë ', 'zoe'].entries()) {
        await stored(store, n, { username: text, email: text })
      }
    },
    "accepts a username that is another user's email, and the reverse": async ({ store }) => {
      await withUser(store)
      await stored(store, 1, { username: ann.email, email: ann.username })
    },
    'accepts the id of a service user': async ({ store }) => {
      await withTenants(store)
      await store.createServiceUser({ serviceUser: { ...robot, id: ann.id } })
      await store.createUser({ user: ann })
      assert.deepEqual(await store.getUser(atAnn), ann)
    },
    'refuses a missing tenant, also for an id already taken': async ({ store, refuses }) => {
      await withUser(store)
      await refuses(() => store.createUser({ user: person(1, inNoTenant) }), 'NOT_FOUND tenant')
      await refuses(() => store.createUser({ user: { ...ann, ...inNoTenant } }), 'NOT_FOUND tenant')
    },
    'refuses an id, a username and an email taken in any tenant or in none': async ({ store, refuses }) => {
      await withUser(store)
      const nowhere = person(1, inNone)
      await store.createUser({ user: nowhere })
      for (const [{ id, username, email }, place] of [
        [ann, inAcme],
        [ann, inNone],
        [nowhere, inGlobex],
      ] as const) {
        for (const taken of [{ id }, { username }, { email }]) {
          const user = person(2, { ...place, ...taken })
          await refuses(() => store.createUser({ user }), 'ALREADY_EXISTS user')
        }
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withTenants(store)
      const user = structuredClone(ann)
      await store.createUser({ user })
      spoil(user)
      assert.deepEqual(await store.getUser(atAnn), ann)
    },
  },

  getUser: {
    'answers null for an id that no user has': async ({ store }) => {
      await withUser(store)
      await store.createServiceUser({ serviceUser: robot })
      for (const userId of [nobody, ann.tenantId ?? nobody, robot.id]) {
        assert.equal(await store.getUser({ userId }), null)
      }
    },
    'answers the one of this id, in whichever tenant or in none': async ({ store }) => {
      await withUser(store)
      await stored(store, 1, inGlobex)
      await stored(store, 2, inNone)
      assert.deepEqual(await store.getUser(atAnn), ann)
    },
    'answers a copy': async ({ store }) => {
      await withUser(store)
      spoil(await store.getUser(atAnn))
      assert.deepEqual(await store.getUser(atAnn), ann)
    },
  },

  getUserByUsername: {
    'compares usernames exactly': async ({ store }) => {
      await withUsernames(store, lookalikes)
      for (const username of lookalikes) {
        assert.equal((await store.getUserByUsername({ username }))?.username, username)
      }
      for (const username of strangers) assert.equal(await store.getUserByUsername({ username }), null)
    },
    'answers users of every tenant and of none, active or not': async ({ store }) => {
      await withTenants(store)
      const [there, nowhere] = [person(1, inGlobex), person(2, { ...inNone, active: false })]
      for (const user of [there, nowhere]) {
        await store.createUser({ user })
        assert.deepEqual(await store.getUserByUsername({ username: user.username }), user)
      }
    },
    'does not take an email or an id for a username': async ({ store }) => {
      await withUser(store)
      for (const username of [ann.email, ann.id]) {
        assert.equal(await store.getUserByUsername({ username }), null)
      }
    },
    'follows a change of the username and forgets what was deleted': async ({ store }) => {
      await withUser(store)
      const renamed = { ...ann, username: 'Ann' }
      await store.updateUser({ user: renamed })
      assert.equal(await store.getUserByUsername({ username: 'ann' }), null)
      assert.deepEqual(await store.getUserByUsername({ username: 'Ann' }), renamed)
      await store.deleteUser(atAnn)
      assert.equal(await store.getUserByUsername({ username: 'Ann' }), null)
    },
    'answers a copy': async ({ store }) => {
      await withUser(store)
      spoil(await store.getUserByUsername({ username: 'ann' }))
      assert.deepEqual(await store.getUserByUsername({ username: 'ann' }), ann)
    },
  },

  listUsers: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      assert.deepEqual(await store.listUsers(inNone), [])
      await withUser(store)
      assert.deepEqual(await store.listUsers(inGlobex), [])
      assert.deepEqual(await store.listUsers(inNoTenant), [])
    },
    "lists the tenant's own only": async ({ store }) => {
      await withUser(store)
      const there = person(1, inGlobex)
      await store.createUser({ user: there })
      await store.createUser({ user: person(2, inNone) })
      assert.deepEqual(await store.listUsers(inAcme), [ann])
      assert.deepEqual(await store.listUsers({ ...inGlobex, page: { limit: 5 } }), [there])
    },
    'lists everyone for null, also those of no tenant': async ({ store }) => {
      await withUser(store)
      const [there, nowhere] = [person(1, inGlobex), person(2, { ...inNone, active: false })]
      for (const user of [nowhere, there]) await store.createUser({ user })
      assert.deepEqual(await store.listUsers(inNone), [ann, there, nowhere])
    },
    'orders by the code points of the usernames': async ({ store }) => {
      await withUsernames(store, orderedNames)
      for (const place of [inAcme, inNone]) {
        const listed = await store.listUsers(place)
        assert.deepEqual(
          listed.map(({ username }) => username),
          orderedNames,
        )
      }
    },
    'cuts the list into pages': async ({ store }) => {
      await withUsernames(store, orderedNames.slice(-5))
      for (const n of [1, 2, 3]) await store.createUser({ user: person(n, n < 3 ? inGlobex : inNone) })
      await assertPages(page => store.listUsers({ ...inAcme, ...(page && { page }) }))
      await assertPages(page => store.listUsers({ ...inNone, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withUser(store)
      for (const place of [inAcme, inNone]) {
        spoil(await store.listUsers(place))
        assert.deepEqual(await store.listUsers(place), [ann])
      }
    },
  },

  updateUser: {
    'replaces the whole record and stamps nothing': async ({ store }) => {
      await withUser(store)
      const user = person(1, { id: ann.id, createdAt: instants[1], updatedAt: instants[0], active: false })
      assert.equal(await store.updateUser({ user }), null)
      assert.deepEqual(await store.getUser(atAnn), user)
      assert.deepEqual(await store.listUsers(inNone), [user])
    },
    'clears what is null and keeps what is empty': async ({ store }) => {
      await withUser(store)
      const unset = { passwordHash: null, oauthProvider: null, oauthSubject: null, lastLogin: null }
      for (const user of [
        { ...ann, ...unset },
        { ...ann, passwordHash: '', oauthSubject: '' },
      ]) {
        await store.updateUser({ user })
        assert.deepEqual(await store.getUser(atAnn), user)
      }
    },
    'moves the user to another tenant, to none and back': async ({ store }) => {
      await withUser(store)
      for (const home of [inGlobex, inNone, inAcme]) {
        const user = { ...ann, ...home }
        await store.updateUser({ user })
        for (const place of [inAcme, inGlobex]) {
          assert.deepEqual(await store.listUsers(place), place === home ? [user] : [])
        }
        assert.deepEqual(await store.listUsers(inNone), [user])
      }
    },
    'changes nothing when the record is the same': async ({ store }) => {
      await withUser(store)
      const before = await digest(store)
      await store.updateUser({ user: ann })
      assert.deepEqual(await digest(store), before)
    },
    'keeps what the user is granted, and changes no other user': async ({ store }) => {
      await withBelongings(store)
      await store.createUser({ user: person(1) })
      const before = await belongings(store, ann.id)
      await store.updateUser({ user: person(2, { id: ann.id, ...inGlobex }) })
      assert.deepEqual(await belongings(store, ann.id), before)
      assert.deepEqual(await store.listUsers(inAcme), [person(1)])
    },
    'frees the old username and email': async ({ store }) => {
      await withUser(store)
      await store.updateUser({ user: { ...ann, username: 'ANN', email: 'ANN' } })
      await stored(store, 1, { username: ann.username, email: ann.email })
    },
    'refuses a missing tenant, also for a missing user': async ({ store, refuses }) => {
      await withUser(store)
      await refuses(() => store.updateUser({ user: { ...ann, ...inNoTenant } }), 'NOT_FOUND tenant')
      await refuses(() => store.updateUser({ user: person(1, inNoTenant) }), 'NOT_FOUND tenant')
    },
    'refuses a missing user, also for a username already taken': async ({ store, refuses }) => {
      await withUser(store)
      for (const user of [person(1), person(1, inNone), { ...ann, id: id(1) }]) {
        await refuses(() => store.updateUser({ user }), 'NOT_FOUND user')
      }
    },
    'refuses the username or email of another and applies no other field': async ({ store, refuses }) => {
      await withUser(store)
      for (const [n, place] of [inAcme, inGlobex, inNone].entries()) {
        const { username, email } = person(n, place)
        await store.createUser({ user: person(n, place) })
        for (const taken of [{ username }, { email }]) {
          const user = { ...ann, active: false, ...taken }
          await refuses(() => store.updateUser({ user }), 'ALREADY_EXISTS user')
        }
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      await withUser(store)
      const user = person(1, { id: ann.id })
      await store.updateUser({ user })
      spoil(user)
      assert.deepEqual(await store.getUser(atAnn), person(1, { id: ann.id }))
    },
  },

  deleteUser: {
    'removes the user and no other': async ({ store }) => {
      await withUser(store)
      await store.createUser({ user: person(1) })
      await store.createUser({ user: person(2, inNone) })
      assert.equal(await store.deleteUser(atAnn), null)
      assert.equal(await store.getUser(atAnn), null)
      assert.deepEqual(await store.listUsers(inAcme), [person(1)])
      assert.deepEqual(await store.listUsers(inNone), [person(1), person(2, inNone)])
    },
    'takes its role assignments, permissions and tokens in every tenant': async ({ store }) => {
      await withBelongings(store)
      await store.deleteUser(atAnn)
      assert.deepEqual(await belongings(store, ann.id), [])
    },
    'leaves the grants and tokens of everybody else': async ({ store }) => {
      await withBelongings(store)
      const before = await belongings(store, nobody)
      assert.equal(before.length, 7)
      await store.deleteUser(atAnn)
      assert.deepEqual(await belongings(store, nobody), before)
    },
    'leaves what the user made: roles, assignments, grants and the trail': async ({ store }) => {
      await withUser(store)
      await store.createRole({ role: { ...reader, createdBy: ann.id } })
      await store.assignRole({ assignment: { ...reading, userId: nobody, assignedBy: ann.id } })
      await store.createPermission({ permission: { ...writing, userId: nobody, grantedBy: ann.id } })
      await store.logAuditEvent({ ...inAcme, entry: login })
      await store.deleteUser(atAnn)
      assert.equal((await store.listRoles(inAcme)).length, 1)
      assert.equal((await store.getUserRoles({ userId: nobody })).length, 1)
      assert.equal((await store.listUserPermissions({ userId: nobody })).length, 3)
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
    },
    'brings nothing back when the user is made again': async ({ store }) => {
      await withBelongings(store)
      await store.deleteUser(atAnn)
      await store.createUser({ user: ann })
      assert.deepEqual(await belongings(store, ann.id), [])
    },
    'frees the id, the username and the email': async ({ store }) => {
      await withUser(store)
      await store.deleteUser(atAnn)
      await store.createUser({ user: { ...ann, id: id(1), ...inGlobex } })
      await store.createUser({ user: person(2, { id: ann.id }) })
      assert.deepEqual(await store.listUsers(inGlobex), [{ ...ann, id: id(1), tenantId: globex.id }])
    },
    'refuses a missing user, also the second time': async ({ store, refuses }) => {
      await withUser(store)
      await store.createServiceUser({ serviceUser: robot })
      await refuses(() => store.deleteUser({ userId: robot.id }), 'NOT_FOUND user')
      await store.deleteUser(atAnn)
      await refuses(() => store.deleteUser(atAnn), 'NOT_FOUND user')
    },
    'refuses a user that does not exist and leaves what its id is granted': async ({ store, refuses }) => {
      await withBelongings(store)
      const before = await belongings(store, nobody)
      await refuses(() => store.deleteUser({ userId: nobody }), 'NOT_FOUND user')
      assert.deepEqual(await belongings(store, nobody), before)
    },
  },
}
