/** Every law holds on the Memory store, and every law fails on a store that breaks it. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Law } from '../properties/law.ts'
import { laws } from '../properties/laws/index.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { openStore } from '../src/adapters/open-store.ts'
import type { Commit } from '../src/trait/areas/commits.ts'
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

  'a swap that expects the pointer just read succeeds once, and never again': s => ({
    updateMetadataLocation: swapBlindly(s),
  }),
  'a swap sets location and property alike and leaves the rest of the asset': s => ({
    getMetadataLocation: async a => (await s.getAsset(a))?.location || null,
  }),
  'a swap on one branch leaves the other branches and the other tenants alone': s => ({
    updateMetadataLocation: ({ branch: _, ...a }) => swapBlindly(s)(a),
  }),

  'branches are listed, whole and in pages, by name, main among them': s => ({
    listBranches: async a => (await s.listBranches(a)).filter(({ name }) => name !== 'main'),
  }),
  'a branch made with all assets of another conflicts with it in all of them, under ids of its own': s => ({
    findConflictingAssets: async a =>
      (await s.findConflictingAssets(a)).filter(({ source, target }) => source.location !== target.location),
  }),
  'merging writes the whole source over the target, and merging again changes nothing': s => ({
    mergeBranch: async a => {
      const { tenantId, catalog, source, target: branch } = a
      for (const { namespace, target } of await s.findConflictingAssets(a)) {
        await s.deleteAsset({ tenantId, catalog, branch, namespace, name: target.name })
      }
      return s.mergeBranch({ tenantId, catalog, source, target: branch })
    },
  }),
  'copying to an empty branch copies all, copying again is refused and copies none': s => ({
    copyAssets: a => s.copyAssets({ ...a, namespace: null }),
  }),
  'what happens to a branch leaves its namesake of another tenant alone': s => ({
    deleteBranch: everywhere(s, s.deleteBranch),
  }),

  'tags are got as given and listed, whole and in pages, by name, and keep their names': s => ({
    createTag: async ({ tag, ...a }) => {
      await s.deleteTag({ ...a, name: tag.name })
      return s.createTag({ ...a, tag })
    },
  }),
  'deleting a tag undoes creating it, and again changes nothing': () => ({
    deleteTag: async () => null,
  }),
  'what happens to a tag leaves its namesake of another tenant alone': s => ({
    deleteTag: everywhere(s, s.deleteTag),
  }),

  'a created commit is got as given and keeps its id': s => ({
    getCommit: elsewhere(s, s.getCommit),
  }),
  'the ancestry follows the parents until it ends, comes back or is long enough': s => ({
    getCommitAncestry: async a =>
      (await s.getCommitAncestry(a)).toSorted((x, y) => (x.timestamp > y.timestamp ? -1 : 1)),
  }),
  "a tenant's ancestry never shows the commits of another": s => ({
    getCommitAncestry: async ({ tenantId, headCommitId, limit }) => {
      const chain: Commit[] = []
      let next = await elsewhere(s, s.getCommit)({ tenantId, commitId: headCommitId })
      while (next !== null && chain.length < limit && !chain.some(({ id }) => id === next?.id)) {
        chain.push(next)
        const { parentId } = next
        next = parentId === null ? null : await elsewhere(s, s.getCommit)({ tenantId, commitId: parentId })
      }
      return chain
    },
  }),

  'a created user is got as given, by id and by username, and keeps its place': s => ({
    updateUser: a => s.updateUser(a).catch(() => s.updateUser({ user: { ...a.user, username: a.user.id } })),
  }),
  'users are listed, whole and in pages, by username, for each tenant and for all together': s => ({
    listUsers: async a =>
      (await s.listUsers(a)).filter(user => a.tenantId !== null || user.tenantId !== null),
  }),
  'updating a user there and back changes nothing, whatever it changes on the way': s => ({
    updateUser: async ({ user }) => {
      const stored = await s.getUser({ userId: user.id })
      return s.updateUser({ user: { ...user, tenantId: stored?.tenantId ?? null } })
    },
  }),
  'deleting a user undoes creating it, with all that it was given': s => ({
    deleteUser: async ({ userId }) => {
      const assigned = await s.getUserRoles({ userId })
      await s.deleteUser({ userId })
      for (const assignment of assigned) await s.assignRole({ assignment })
      return null
    },
  }),
  'what happens to a user of one tenant leaves another tenant alone': s => ({
    updateUser: async a => {
      const everyone = await s.listUsers({ tenantId: null })
      for (const user of everyone) await s.updateUser({ user: { ...user, role: a.user.role } })
      return s.updateUser(a)
    },
  }),

  'roles are got as given, with their actions in order, and listed by name, then id': s => ({
    listRoles: async a => (await s.listRoles(a)).toSorted((x, y) => (x.name < y.name ? -1 : 1)),
  }),
  'updating a role there and back changes nothing, and its assignments stay': s => ({
    updateRole: async ({ role }) => {
      await s.deleteRole({ tenantId: role.tenantId, roleId: role.id })
      return s.createRole({ role })
    },
  }),
  'assigning twice is assigning once, the first record stays, and revoking undoes both': s => ({
    assignRole: async ({ assignment }) => {
      await s.revokeRole({ userId: assignment.userId, roleId: assignment.roleId })
      return s.assignRole({ assignment })
    },
  }),
  "a user's roles are those assigned to it, by role id, and a deleted role is no more among them": s => ({
    getUserRoles: async a => (await s.getUserRoles(a)).reverse(),
  }),
  'what happens to a role leaves its namesake of another tenant alone': s => ({
    deleteRole: everywhere(s, s.deleteRole),
  }),

  'grants are listed as given, with their actions in order, whole and in pages, by id': s => ({
    listPermissions: async a =>
      (await s.listPermissions(a)).map(grant => ({ ...grant, actions: grant.actions.toReversed() })),
  }),
  'a user may do what is granted to it and to its roles, whole and in pages': s => ({
    listUserPermissions: async a =>
      (await s.listUserPermissions(a)).filter(({ via }) => via.type === 'direct'),
  }),
  'revoking a grant undoes creating it for every door, and again changes nothing': () => ({
    revokePermission: async () => null,
  }),
  'no tenant can revoke or list what another has granted': s => ({
    revokePermission: everywhere(s, s.revokePermission),
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

  'events are got as given, listed, whole and in pages, newest first, and counted': s => ({
    listAuditEvents: async a =>
      (await s.listAuditEvents(a)).toSorted((x, y) => (x.timestamp >= y.timestamp ? -1 : 1)),
  }),
  'a filter keeps exactly the events that match it, in their order, in pages and counted': s => ({
    listAuditEvents: async ({ filter = {}, ...a }) =>
      (await s.listAuditEvents({ ...a, filter })).filter(event => event.timestamp !== filter.endTime),
  }),
  'the trail of a tenant outlives it, and never shows in that of another': s => ({
    listAuditEvents: async a =>
      (await s.getTenant({ tenantId: a.tenantId })) === null ? [] : s.listAuditEvents(a),
  }),

  'the active tokens are those that have not expired and are not revoked, latest expiry first': s => ({
    listActiveTokens: async ({ now, ...a }) =>
      (await s.listActiveTokens({ ...a, now })).filter(({ createdAt }) => createdAt <= now),
  }),
  'a stored token keeps its id and its string until it is cleaned up, also when revoked': s => ({
    storeToken: lenient(s.storeToken),
  }),
  'cleaning up removes what has expired, and nothing the second time': s => ({
    cleanupExpiredTokens: async a => ({ ...(await s.cleanupExpiredTokens(a)), revocations: 0 }),
  }),
  "no tenant lists another's tokens": s => ({
    listActiveTokens: elsewhere(s, s.listActiveTokens),
  }),

  'operations are got as begun and listed, whole and in pages, latest first, then by id': s => ({
    listMergeOperations: async a =>
      (await s.listMergeOperations(a)).toSorted((x, y) => (x.initiatedAt < y.initiatedAt ? -1 : 1)),
  }),
  'an open operation goes to any open status, and one that is over does not change any more': s => ({
    completeMergeOperation: async a => {
      const at = { tenantId: a.tenantId, operationId: a.operationId }
      const { status } = (await s.getMergeOperation(at)) ?? {}
      if (status === 'resolving') await s.updateMergeOperationStatus({ ...at, status: 'ready' })
      return s.completeMergeOperation(a)
    },
  }),
  'a catalog made again has no operations': s => ({
    deleteCatalog: async () => null,
    createCatalog: lenient(s.createCatalog),
    createMergeOperation: lenient(s.createMergeOperation),
  }),
  'what happens to an operation leaves those of another tenant alone': s => ({
    abortMergeOperation: everywhere(s, s.abortMergeOperation),
  }),

  'conflicts are got as given and listed, whole and in pages, earliest first, then by id': s => ({
    listMergeConflicts: async a => (await s.listMergeConflicts(a)).toSorted((x, y) => (x.id < y.id ? -1 : 1)),
  }),
  'an operation lists the conflicts added to it once each, in the order of the calls': s => ({
    getMergeOperation: async a => {
      const stored = await s.getMergeOperation(a)
      return stored && { ...stored, conflicts: stored.conflicts.toSorted() }
    },
  }),
  'the decision given last stays, alone and for good once the operation is over': s => ({
    resolveMergeConflict: async ({ resolution, ...a }) => {
      const stored = await s.getMergeConflict(a)
      return s.resolveMergeConflict({ ...a, resolution: stored?.resolution ?? resolution })
    },
  }),
  'what happens to a conflict leaves those of another tenant alone': s => ({
    getMergeConflict: elsewhere(s, s.getMergeConflict),
  }),

  'a record put over another keeps its id and how it was created, and takes the rest': s => ({
    upsertBusinessMetadata: async ({ tenantId, metadata }) => {
      await s.deleteBusinessMetadata({ tenantId, assetId: metadata.assetId })
      return s.upsertBusinessMetadata({ tenantId, metadata })
    },
  }),
  'deleting a record undoes putting it, and again changes nothing': s => ({
    deleteBusinessMetadata: async a => {
      if ((await s.getBusinessMetadata(a)) === null) throw notFound('asset', a.assetId)
      return s.deleteBusinessMetadata(a)
    },
  }),
  'a record goes with its asset, and the next of that id begins without': s => ({
    deleteAsset: async () => null,
    createAsset: lenient(s.createAsset),
  }),
  'no tenant reads, replaces or removes what another knows about its assets': s => ({
    deleteBusinessMetadata: everywhere(s, s.deleteBusinessMetadata),
  }),

  'a search for the empty text finds everything, in order': s => ({
    searchAssets: async a => (await s.searchAssets(a)).filter(({ branch }) => branch === 'main'),
  }),
  'a search for a part of a name finds it, in whichever case': s => ({
    searchCatalogs: async ({ query, ...a }) =>
      (await s.searchCatalogs({ ...a, query })).filter(({ name }) => name.includes(query)),
  }),
  'a search finds those of all that contain the text and have every tag, in the same order': s => ({
    searchAssets: async ({ tags = [], ...a }) =>
      (await s.searchAssets(a)).filter(
        ({ metadata }) => tags.length === 0 || tags.some(tag => metadata?.tags.includes(tag)),
      ),
  }),
  'a search changes nothing and finds nothing of another tenant': s => ({
    searchBranches: async a => {
      const tenants = await s.listTenants({})
      const found = tenants.map(({ id }) => s.searchBranches({ ...a, tenantId: id }))
      return (await Promise.all(found)).flat()
    },
  }),

  'requests are got as given and listed, whole and in pages, latest first, then by id': s => ({
    listAccessRequests: async ({ page, ...a }) =>
      (await s.listAccessRequests({ ...a, ...(page && { page }) })).toReversed(),
  }),
  'a review replaces the review before and nothing else, so that it can be taken back': s => ({
    updateAccessRequest: async ({ review, ...a }) => {
      const stored = await s.getAccessRequest(a)
      const reviewComment = review.reviewComment ?? stored?.reviewComment ?? null
      return s.updateAccessRequest({ ...a, review: { ...review, reviewComment } })
    },
  }),
  'requests go with the asset, and the next of that id begins without': s => ({
    deleteAsset: async () => null,
    createAsset: lenient(s.createAsset),
    createAccessRequest: lenient(s.createAccessRequest),
  }),
  'no tenant sees, makes or reviews the requests of another': s => ({
    updateAccessRequest: everywhere(s, s.updateAccessRequest),
  }),

  'the stats recorded last are got exactly as given': s => ({
    getFederatedCatalogStats: async a => {
      const stats = await s.getFederatedCatalogStats(a)
      return stats && { ...stats, errorMessage: stats.errorMessage || null }
    },
  }),
  'a catalog that is not there or local is not synced, and stays as if never synced': s => ({
    syncFederatedCatalog: lenient(s.syncFederatedCatalog),
  }),
  'stats go with their catalog, and the next of that name was never synced': s => ({
    deleteCatalog: async () => null,
    createCatalog: lenient(s.createCatalog),
  }),
  'a sync leaves the catalog of that name of another tenant alone': s => ({
    syncFederatedCatalog: everywhere(s, s.syncFederatedCatalog),
  }),
}

/** Succeeds where the method fails. */
function lenient<A>(method: (args: A) => Promise<null>) {
  return (args: A) => method(args).catch(() => null)
}

/** Expects whatever the pointer is. */
function swapBlindly(store: CatalogStore): CatalogStore['updateMetadataLocation'] {
  return async ({ expectedLocation: _, newLocation, ...at }) => {
    const expectedLocation = await store.getMetadataLocation(at)
    return store.updateMetadataLocation({ ...at, expectedLocation, newLocation })
  }
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

/** Answers what another tenant has where that is more than its own. */
function elsewhere<A extends { tenantId: string }, R>(store: CatalogStore, method: (args: A) => Promise<R>) {
  return async (args: A): Promise<R> => {
    const own = await method(args)
    for (const { id } of await store.listTenants({})) {
      const found = await method({ ...args, tenantId: id })
      if (JSON.stringify(found).length > JSON.stringify(own).length) return found
    }
    return own
  }
}

const { store, reset } = await openStore(memory)

/** The law as a property of the store, empty at each run; fast-check prints the seed of a failure. */
function property(law: Law, subject: CatalogStore) {
  return fc.asyncProperty(law.arbitrary, value => law.holds(subject, value)).beforeEach(async () => reset?.())
}

/** A call that is refused as malformed says something of the one who makes it, not of the store. */
function isBroken(error: unknown): boolean {
  return (
    error instanceof assert.AssertionError ||
    (error instanceof StoreError && error.code !== 'INVALID_ARGUMENT')
  )
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
    expect(errorInstance).toSatisfy(isBroken)
  })
})
