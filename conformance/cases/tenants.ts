import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { CasesOf } from '../case.ts'
import {
  acme,
  ann,
  atOrders,
  commit,
  globex,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  inRaw,
  inSales,
  lake,
  login,
  oneEach,
  orders,
  pass,
  raw,
  reader,
  reading,
  robot,
  sales,
  withEverything,
  withTenants,
  writing,
} from './fixtures.ts'
import { longestName, oddProperties, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

export const tenants: CasesOf<'tenants'> = {
  createTenant: {
    'stores the tenant as given': async ({ store }) => {
      assert.equal(await store.createTenant({ tenant: acme }), null)
      assert.deepEqual(await store.getTenant(inAcme), acme)
    },
    'keeps every name and property exactly': async ({ store }) => {
      for (const tenant of oneEach({ ...acme, properties: oddProperties }, [...orderedNames, longestName])) {
        await store.createTenant({ tenant })
        assert.deepEqual(await store.getTenant({ tenantId: tenant.id }), tenant)
      }
    },
    'starts with nothing in it': async ({ store }) => {
      const [before] = (await digest(store, [acme.id])).tenants ?? []
      await store.createTenant({ tenant: acme })
      const [after] = (await digest(store, [acme.id])).tenants ?? []
      assert.deepEqual(after, { ...before, tenant: acme })
    },
    'accepts a name that another tenant has': async ({ store }) => {
      await store.createTenant({ tenant: acme })
      await store.createTenant({ tenant: { ...globex, name: acme.name } })
      assert.deepEqual(await store.getTenant(inAcme), acme)
      assert.deepEqual(await store.getTenant(inGlobex), { ...globex, name: acme.name })
    },
    'refuses an id already taken and keeps the original': async ({ store, refuses }) => {
      await store.createTenant({ tenant: acme })
      await refuses(() => store.createTenant({ tenant: acme }), 'ALREADY_EXISTS tenant')
      await refuses(() => store.createTenant({ tenant: { ...globex, id: acme.id } }), 'ALREADY_EXISTS tenant')
    },
    'keeps nothing of its argument': async ({ store }) => {
      const tenant = structuredClone(acme)
      await store.createTenant({ tenant })
      spoil(tenant)
      assert.deepEqual(await store.getTenant(inAcme), acme)
    },
  },

  getTenant: {
    'answers null for an id that nobody has': async ({ store }) => {
      assert.equal(await store.getTenant(inAcme), null)
      await withTenants(store)
      assert.equal(await store.getTenant(inNoTenant), null)
    },
    'answers the tenant of this id': async ({ store }) => {
      await withTenants(store)
      assert.deepEqual(await store.getTenant(inGlobex), globex)
      assert.deepEqual(await store.getTenant(inAcme), acme)
    },
    'answers a copy': async ({ store }) => {
      await withTenants(store)
      spoil(await store.getTenant(inAcme))
      assert.deepEqual(await store.getTenant(inAcme), acme)
    },
  },

  listTenants: {
    'is empty in an empty store': async ({ store }) => {
      assert.deepEqual(await store.listTenants({}), [])
      assert.deepEqual(await store.listTenants({ page: {} }), [])
    },
    'orders by the code points of the names': async ({ store }) => {
      for (const tenant of oneEach(acme, orderedNames)) await store.createTenant({ tenant })
      const listed = await store.listTenants({})
      assert.deepEqual(
        listed.map(({ name }) => name),
        orderedNames,
      )
    },
    'orders tenants of one name by id': async ({ store }) => {
      for (const n of [3, 1, 2]) await store.createTenant({ tenant: { ...acme, id: id(n) } })
      const listed = await store.listTenants({})
      assert.deepEqual(
        listed,
        [1, 2, 3].map(n => ({ ...acme, id: id(n) })),
      )
    },
    'cuts the list into pages': async ({ store }) => {
      for (const tenant of oneEach(acme, orderedNames.slice(-5))) await store.createTenant({ tenant })
      await assertPages(page => store.listTenants({ ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withTenants(store)
      spoil(await store.listTenants({}))
      assert.deepEqual(await store.listTenants({}), [acme, globex])
    },
  },

  updateTenant: {
    'changes every given field and answers the tenant': async ({ store }) => {
      await withTenants(store)
      const updates = { name: 'ACME', properties: oddProperties }
      assert.deepEqual(await store.updateTenant({ ...inAcme, updates }), { ...acme, ...updates })
      assert.deepEqual(await store.getTenant(inAcme), { ...acme, ...updates })
    },
    'leaves the fields that are not given': async ({ store }) => {
      await withTenants(store)
      await store.updateTenant({ ...inAcme, updates: { name: 'renamed' } })
      assert.deepEqual(await store.getTenant(inAcme), { ...acme, name: 'renamed' })
      await store.updateTenant({ ...inAcme, updates: { properties: { tier: '' } } })
      assert.deepEqual(await store.getTenant(inAcme), { ...acme, name: 'renamed', properties: { tier: '' } })
    },
    'replaces the properties, also by none': async ({ store }) => {
      await withTenants(store)
      await store.updateTenant({ ...inAcme, updates: { properties: { tier: '1' } } })
      assert.deepEqual(await store.getTenant(inAcme), { ...acme, properties: { tier: '1' } })
      await store.updateTenant({ ...inAcme, updates: { properties: {} } })
      assert.deepEqual(await store.getTenant(inAcme), { ...acme, properties: {} })
    },
    'changes nothing when nothing is given': async ({ store }) => {
      await withTenants(store)
      const before = await digest(store)
      assert.deepEqual(await store.updateTenant({ ...inAcme, updates: {} }), acme)
      assert.deepEqual(await digest(store), before)
    },
    'accepts the name of another tenant and leaves that one alone': async ({ store }) => {
      await withTenants(store)
      await store.updateTenant({ ...inAcme, updates: { name: globex.name, properties: { tier: '1' } } })
      assert.deepEqual(await store.getTenant(inGlobex), globex)
    },
    'keeps what the tenant owns': async ({ store }) => {
      await withEverything(store)
      const [before] = (await digest(store, [acme.id])).tenants ?? []
      const tenant = await store.updateTenant({ ...inAcme, updates: { name: 'renamed' } })
      assert.deepEqual((await digest(store, [acme.id])).tenants, [{ ...before, tenant }])
    },
    'refuses a tenant that does not exist': async ({ store, refuses }) => {
      await withTenants(store)
      await refuses(() => store.updateTenant({ ...inNoTenant, updates: { name: 'a' } }), 'NOT_FOUND tenant')
      await refuses(() => store.updateTenant({ ...inNoTenant, updates: {} }), 'NOT_FOUND tenant')
    },
  },

  deleteTenant: {
    'removes the tenant and no other': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.deleteTenant(inAcme), null)
      assert.equal(await store.getTenant(inAcme), null)
      assert.deepEqual(await store.listTenants({}), [globex])
    },
    'refuses a tenant that does not exist, also the second time': async ({ store, refuses }) => {
      await withTenants(store)
      await refuses(() => store.deleteTenant(inNoTenant), 'NOT_FOUND tenant')
      await store.deleteTenant(inAcme)
      await refuses(() => store.deleteTenant(inAcme), 'NOT_FOUND tenant')
    },
    'removes everything that the tenant owns': async ({ store }) => {
      const never = await digest(store, [acme.id])
      await withEverything(store)
      await store.deleteTenant(inAcme)
      assert.deepEqual(await digest(store, [acme.id]), never)
      assert.equal(await store.getServiceUserByApiKeyHash({ apiKeyHash: robot.apiKeyHash }), null)
      assert.equal(await store.getAsset(atOrders), null)
    },
    'takes users, grants and tokens, through whichever door they are sought': async ({ store }) => {
      await withEverything(store)
      await store.deleteTenant(inAcme)
      assert.equal(await store.getUser({ userId: ann.id }), null)
      assert.equal(await store.getUserByUsername({ username: ann.username }), null)
      assert.deepEqual(await store.listUsers({ tenantId: null }), [])
      assert.deepEqual(await store.getUserRoles({ userId: ann.id }), [])
      assert.deepEqual(await store.listUserPermissions({ userId: ann.id }), [])
      assert.equal(await store.validateToken({ token: 'token of ann', now: pass.createdAt }), null)
    },
    'leaves audit events and the revocations of tokens': async ({ store }) => {
      await withEverything(store)
      await store.logAuditEvent({ ...inAcme, entry: login })
      await store.revokeToken({ tokenId: pass.id, expiresAt: pass.expiresAt, reason: null })
      await store.deleteTenant(inAcme)
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
      assert.equal(await store.isTokenRevoked({ tokenId: pass.id }), true)
      const cleaned = await store.cleanupExpiredTokens({ now: pass.expiresAt })
      assert.deepEqual(cleaned, { tokens: 0, revocations: 1 })
    },
    'leaves what its users are granted by another tenant': async ({ store }) => {
      await withEverything(store)
      await store.createRole({ role: { ...reader, ...inGlobex, id: id(1) } })
      await store.assignRole({ assignment: { ...reading, roleId: id(1) } })
      await store.createPermission({ permission: { ...writing, ...inGlobex, id: id(1) } })
      await store.storeToken({ token: { ...pass, ...inGlobex, id: id(1), token: null } })
      await store.deleteTenant(inAcme)
      assert.deepEqual(await store.getUserRoles({ userId: ann.id }), [{ ...reading, roleId: id(1) }])
      assert.equal((await store.listUserPermissions({ userId: ann.id })).length, 3)
      assert.equal((await store.listActiveTokens({ ...inGlobex, now: pass.createdAt })).length, 1)
    },
    'leaves users of other tenants and of none, without what it granted them': async ({ store }) => {
      await withEverything(store)
      const strangers = [globex.id, null].map((tenantId, n) => {
        return { ...ann, tenantId, id: id(n), username: `user ${n}`, email: `mail ${n}` }
      })
      for (const [n, user] of strangers.entries()) {
        await store.createUser({ user })
        await store.assignRole({ assignment: { ...reading, userId: user.id } })
        await store.createPermission({ permission: { ...writing, id: id(n), userId: user.id } })
      }
      await store.deleteTenant(inAcme)
      assert.deepEqual(await store.listUsers({ tenantId: null }), strangers)
      for (const { id: userId } of strangers)
        assert.deepEqual(await store.listUserPermissions({ userId }), [])
    },
    'leaves what another tenant has under the same names': async ({ store }) => {
      await withEverything(store)
      const serviceUser = { ...robot, ...inGlobex, id: id(1), apiKeyHash: 'another' }
      await store.createWarehouse({ ...inGlobex, warehouse: { ...lake, ...inGlobex, id: id(1) } })
      await store.createServiceUser({ serviceUser })
      await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(1) } })
      await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: { ...orders, id: id(1) } })
      const before = await digest(store, [globex.id])
      await store.deleteTenant(inAcme)
      assert.deepEqual(await digest(store, [globex.id]), before)
    },
    'lets the tenant be made again, with nothing in it': async ({ store }) => {
      await withTenants(store)
      const fresh = await digest(store)
      await store.deleteTenant(inAcme)
      await store.deleteTenant(inGlobex)
      await withEverything(store)
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      assert.deepEqual(await digest(store), fresh)
    },
    'brings nothing back when the same parents are made again': async ({ store }) => {
      await withEverything(store)
      await store.deleteTenant(inAcme)
      await store.createTenant({ tenant: acme })
      await store.createCatalog({ ...inAcme, catalog: sales })
      assert.deepEqual(await store.listNamespaces(inSales), [])
      await store.createNamespace({ ...inSales, namespace: raw })
      assert.deepEqual(await store.listAssets(inRaw), [])
    },
    'frees every id, key hash, username and token string for other tenants': async ({ store }) => {
      await withEverything(store)
      await store.deleteTenant(inAcme)
      await store.createWarehouse({ ...inGlobex, warehouse: { ...lake, ...inGlobex } })
      await store.createServiceUser({ serviceUser: { ...robot, ...inGlobex } })
      await store.createCatalog({ ...inGlobex, catalog: sales })
      await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
      await store.createAsset({ ...inRaw, ...inGlobex, asset: orders })
      await store.createCommit({ ...inGlobex, commit })
      await store.createUser({ user: { ...ann, ...inGlobex } })
      await store.createRole({ role: { ...reader, ...inGlobex } })
      await store.createPermission({ permission: { ...writing, ...inGlobex } })
      await store.storeToken({ token: { ...pass, ...inGlobex } })
      const found = await store.getAssetById({ ...inGlobex, assetId: orders.id })
      assert.deepEqual(found?.asset, orders)
    },
  },
}
