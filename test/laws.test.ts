/** Every law holds on the Memory store, and every law fails on a store that breaks it. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Law } from '../properties/law.ts'
import { laws } from '../properties/laws/index.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { openStore } from '../src/adapters/open-store.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { notFound, StoreError } from '../src/trait/errors.ts'

/** What a wrong store does otherwise than the right one. */
type BreakStore = (store: CatalogStore) => Partial<CatalogStore>

const breakers: Readonly<Record<string, BreakStore>> = {
  'a created tenant is got as given and keeps its id': s => ({
    createTenant: lenient(s.createTenant),
  }),
  'tenants are listed, whole and in pages, by name, then id': s => ({
    listTenants: async a => (await s.listTenants(a)).toSorted((x, y) => (x.id < y.id ? -1 : 1)),
  }),
  'updating a tenant field by field and back at once changes nothing': s => ({
    updateTenant: a => s.updateTenant({ ...a, updates: { properties: {}, ...a.updates } }),
  }),
  'a tenant created again starts empty': s => ({
    deleteTenant: async () => null,
    createTenant: lenient(s.createTenant),
  }),
  'what happens to a tenant leaves another that owns the same alone': s => ({
    updateTenant: everywhere(s, s.updateTenant),
  }),

  'a created warehouse is got as given and keeps its place': s => ({
    updateWarehouse: a =>
      s.updateWarehouse(a).catch(() => s.updateWarehouse({ ...a, updates: { ...a.updates, name: a.name } })),
  }),
  'warehouses are listed, whole and in pages, by name': s => ({
    listWarehouses: async a => (await s.listWarehouses(a)).toSorted((x, y) => (x.name < y.name ? -1 : 1)),
  }),
  'updating a warehouse field by field and back at once changes nothing': s => ({
    updateWarehouse: a => s.updateWarehouse({ ...a, updates: { useSts: false, ...a.updates } }),
  }),
  'deleting a warehouse undoes creating it, and catalogs keep its name': s => ({
    deleteWarehouse: async a => (await s.updateWarehouse({ ...a, updates: { storageConfig: {} } })) && null,
  }),
  'what happens to a warehouse leaves its namesake of another tenant alone': s => ({
    deleteWarehouse: everywhere(s, s.deleteWarehouse),
  }),

  'a created catalog is got as given and keeps its place': s => ({
    createCatalog: a => s.createCatalog({ ...a, catalog: { ...a.catalog, properties: {} } }),
  }),
  'catalogs are listed, whole and in pages, by name': s => ({
    listCatalogs: a => s.listCatalogs({ ...a, page: { ...a.page, offset: 0 } }),
  }),
  'updating a catalog field by field and back at once changes nothing': s => ({
    updateCatalog: a => s.updateCatalog({ ...a, updates: { storageLocation: null, ...a.updates } }),
  }),
  'a catalog created again starts empty': s => ({
    deleteCatalog: async () => null,
    createCatalog: lenient(s.createCatalog),
    createNamespace: lenient(s.createNamespace),
  }),
  'what happens to a catalog leaves its namesake of another tenant alone': s => ({
    deleteCatalog: everywhere(s, s.deleteCatalog),
  }),

  'a created namespace is got as given and keeps its path': s => ({
    createNamespace: lenient(s.createNamespace),
  }),
  'namespaces are listed, below a parent and in pages too, by path, and counted': s => ({
    listNamespaces: async ({ parent, ...a }) =>
      (await s.listNamespaces(a)).filter(
        ({ name }) => !parent || isDeepStrictEqual(name.slice(0, -1), parent),
      ),
  }),
  'merging properties equals replacing by both maps, and merging again changes nothing': s => ({
    updateNamespaceProperties: s.replaceNamespaceProperties,
  }),
  'deleting a namespace undoes creating it, and is refused while it holds anything': s => ({
    deleteNamespace: lenient(s.deleteNamespace),
  }),
  'what happens to a namespace leaves its namesake of another tenant alone': s => ({
    replaceNamespaceProperties: everywhere(s, s.replaceNamespaceProperties),
  }),

  'a created asset is got as given, by name and by id, and keeps its place': s => ({
    renameAsset: lenient(s.renameAsset),
  }),
  'assets are listed, whole and in pages, by name, and counted': s => ({
    countAssets: async a => (await s.listCatalogs(a)).length,
  }),
  'renaming an asset there and back changes nothing, and its id follows': s => ({
    renameAsset: a => s.renameAsset({ ...a, target: { ...a.source, name: a.target.name } }),
  }),
  'deleting an asset undoes creating it for every door, and again changes nothing': s => ({
    deleteAsset: async a => {
      if ((await s.getAsset(a)) === null) throw notFound('asset', a.name)
      return s.deleteAsset(a)
    },
  }),
  'what happens to an asset leaves its namesake of another tenant alone': s => ({
    deleteAsset: everywhere(s, s.deleteAsset),
  }),

  'a created service user is got as given, by id and by key hash, and keeps its place': s => ({
    getServiceUserByApiKeyHash: a =>
      s.getServiceUserByApiKeyHash(a).then(user => (user?.active ? user : null)),
  }),
  'service users are listed, whole and in pages, by name': s => ({
    listServiceUsers: a => s.listServiceUsers({ ...a, page: { limit: 2, ...a.page } }),
  }),
  'updating a service user field by field and back at once leaves only its last use': s => ({
    updateServiceUserLastUsed: a =>
      s.updateServiceUserLastUsed({ ...a, timestamp: a.timestamp.replace(/\d{3}Z/, '000Z') }),
  }),
  'deleting a service user undoes creating it for every door, and again changes nothing': s => ({
    deleteServiceUser: async a => (await s.updateServiceUser({ ...a, updates: { active: false } })) && null,
  }),
  'what happens to a service user leaves its namesake of another tenant alone': s => ({
    getServiceUser: async ({ serviceUserId }) => {
      for (const { id: tenantId } of await s.listTenants({})) {
        const user = await s.getServiceUser({ tenantId, serviceUserId })
        if (user !== null) return user
      }
      return null
    },
  }),

  'settings stored last are answered and got exactly as given': s => ({
    updateSystemSettings: ({ settings, ...a }) =>
      s.updateSystemSettings({ ...a, settings: { ...settings, smtpPort: settings.smtpPort || null } }),
  }),
  'storing the settings that were got changes nothing': s => ({
    getSystemSettings: async a => {
      const settings = await s.getSystemSettings(a)
      return { ...settings, smtpUser: settings.smtpUser && JSON.stringify(settings.smtpUser) }
    },
  }),
  'settings are refused before their tenant exists and forgotten after it': s => ({
    deleteTenant: async () => null,
    createTenant: lenient(s.createTenant),
  }),
  'settings of one tenant never show in another': s => ({
    updateSystemSettings: everywhere(s, s.updateSystemSettings),
  }),
}

/** Succeeds where the method fails. */
function lenient<A>(method: (args: A) => Promise<null>) {
  return (args: A) => method(args).catch(() => null)
}

/** Does to every other tenant, where it can, what it does to one. */
function everywhere<A extends { tenantId: string }, R>(store: CatalogStore, method: (args: A) => Promise<R>) {
  return async (args: A): Promise<R> => {
    for (const { id } of await store.listTenants({})) {
      if (id !== args.tenantId) await method({ ...args, tenantId: id }).catch(() => null)
    }
    return method(args)
  }
}

const { store, reset } = await openStore(memory)

/** The law as a property of the store, empty at each run; fast-check prints the seed of a failure. */
function property(law: Law, subject: CatalogStore) {
  return fc.asyncProperty(law.arbitrary, value => law.holds(subject, value)).beforeEach(async () => reset?.())
}

describe('a law', () => {
  test('has a name of its own and a store that breaks it', () => {
    expect(Object.keys(breakers)).toEqual(laws.map(({ name }) => name))
  })

  test.for(laws)('holds on memory: $area › $name', async law => {
    await fc.assert(property(law, store), { numRuns: 30 })
  })

  test.for(laws)('can fail: $area › $name', async law => {
    const breakStore = breakers[law.name] ?? (() => ({}))
    const broken = { ...store, ...breakStore(store) }
    const { failed, seed, errorInstance } = await fc.check(property(law, broken), {
      numRuns: 500,
      endOnFailure: true,
    })
    expect(failed, `seed ${seed}`).toBe(true)
    expect(errorInstance).toSatisfy(e => e instanceof assert.AssertionError || e instanceof StoreError)
  })
})
