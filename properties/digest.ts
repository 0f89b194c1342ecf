/** Everything that can be seen of a store through its reading operations, as one plain JSON value. */
import { MAIN_BRANCH } from '../src/trait/areas/assets.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'

interface InCatalog {
  readonly tenantId: string
  readonly catalog: string
}

/**
 * What the store shows of these tenants, existing or not; of every tenant that it lists unless given.
 * An operation that the store does not offer contributes null. Rejects with any other error of the store.
 */
export async function digest(store: CatalogStore, tenantIds?: readonly string[]) {
  const listed = tenantIds === undefined ? await offered(store.listTenants({})) : null
  const ids = tenantIds ?? listed?.map(({ id }) => id) ?? []
  return {
    listed,
    everyone: tenantIds === undefined ? await usersDigest(store, null) : null,
    tenants: await each(ids, tenantId => tenantDigest(store, tenantId)),
  }
}

async function tenantDigest(store: CatalogStore, tenantId: string) {
  const [warehouses, catalogs, serviceUsers, roles] = [
    await offered(store.listWarehouses({ tenantId })),
    await offered(store.listCatalogs({ tenantId })),
    await offered(store.listServiceUsers({ tenantId })),
    await offered(store.listRoles({ tenantId })),
  ]
  return {
    tenant: await offered(store.getTenant({ tenantId })),
    settings: await offered(store.getSystemSettings({ tenantId })),
    namespaceCount: await offered(store.countNamespaces({ tenantId })),
    assetCount: await offered(store.countAssets({ tenantId })),
    warehouses: await each(warehouses, async listed => ({
      listed,
      byName: await offered(store.getWarehouse({ tenantId, name: listed.name })),
    })),
    catalogs: await each(catalogs, async listed => ({
      listed,
      byName: await offered(store.getCatalog({ tenantId, name: listed.name })),
      ...(await catalogDigest(store, { tenantId, catalog: listed.name })),
    })),
    found: await searchDigest(store, tenantId),
    serviceUsers: await each(serviceUsers, async listed => ({
      listed,
      byId: await offered(store.getServiceUser({ tenantId, serviceUserId: listed.id })),
      byHash: await offered(store.getServiceUserByApiKeyHash({ apiKeyHash: listed.apiKeyHash })),
      granted: await grantsDigest(store, listed.id, tenantId),
    })),
    users: await usersDigest(store, tenantId),
    roles: await each(roles, async listed => ({
      listed,
      byId: await offered(store.getRole({ tenantId, roleId: listed.id })),
    })),
    permissions: await offered(store.listPermissions({ tenantId })),
    tokens: await tokensDigest(store, tenantId),
    accessRequests: await each(await offered(store.listAccessRequests({ tenantId })), async listed => ({
      listed,
      byId: await offered(store.getAccessRequest({ tenantId, requestId: listed.id })),
    })),
    audit: await auditDigest(store, tenantId),
  }
}

/** A tenant's users, or with null everyone. */
async function usersDigest(store: CatalogStore, tenantId: string | null) {
  return each(await offered(store.listUsers({ tenantId })), async listed => ({
    listed,
    byId: await offered(store.getUser({ userId: listed.id })),
    byUsername: await offered(store.getUserByUsername({ username: listed.username })),
    granted: await grantsDigest(store, listed.id, tenantId),
  }))
}

/** What a user or service user is granted by one tenant, or with null by all of them. */
async function grantsDigest(store: CatalogStore, userId: string, tenantId: string | null) {
  const [assigned, effective] = [
    await offered(store.getUserRoles({ userId })),
    await offered(store.listUserPermissions({ userId })),
  ]
  if (tenantId === null) return { assigned, effective }
  const ofTenant = await each(assigned, async assignment => {
    const role = await offered(store.getRole({ tenantId, roleId: assignment.roleId }))
    return role === null ? [] : [assignment]
  })
  return {
    assigned: ofTenant?.flat() ?? null,
    effective: effective?.filter(permission => permission.tenantId === tenantId) ?? null,
  }
}

/** Asked at the first of all instants, when all but revoked tokens are active. */
async function tokensDigest(store: CatalogStore, tenantId: string) {
  const now = '1970-01-01T00:00:00.000Z'
  return each(await offered(store.listActiveTokens({ tenantId, now })), async listed => ({
    listed,
    byString: listed.token === null ? null : await offered(store.validateToken({ token: listed.token, now })),
    revoked: await offered(store.isTokenRevoked({ tokenId: listed.id })),
  }))
}

async function auditDigest(store: CatalogStore, tenantId: string) {
  const page = { limit: Number.MAX_SAFE_INTEGER }
  return {
    count: await offered(store.countAuditEvents({ tenantId })),
    events: await each(await offered(store.listAuditEvents({ tenantId, page })), async listed => ({
      listed,
      byId: await offered(store.getAuditEvent({ tenantId, eventId: listed.id })),
    })),
  }
}

async function catalogDigest(store: CatalogStore, within: InCatalog) {
  const { tenantId } = within
  const branches = await offered(store.listBranches(within))
  return {
    stats: await offered(store.getFederatedCatalogStats(within)),
    branches: await each(branches, async listed => ({
      listed,
      byName: await offered(store.getBranch({ ...within, name: listed.name })),
      history:
        listed.headCommitId === null ? null : await historyDigest(store, tenantId, listed.headCommitId),
      assets: await offered(store.listBranchAssets({ ...within, branch: listed.name })),
    })),
    tags: await each(await offered(store.listTags(within)), async listed => ({
      listed,
      byName: await offered(store.getTag({ ...within, name: listed.name })),
      history: await historyDigest(store, tenantId, listed.commitId),
    })),
    merges: await mergesDigest(store, within),
    namespaces: await namespacesDigest(store, within, branches?.map(({ name }) => name) ?? [MAIN_BRANCH]),
  }
}

/** Commits are not listed: those are seen that a branch or a tag leads to, and no more than a thousand. */
async function historyDigest(store: CatalogStore, tenantId: string, headCommitId: string) {
  return {
    head: await offered(store.getCommit({ tenantId, commitId: headCommitId })),
    ancestry: await offered(store.getCommitAncestry({ tenantId, headCommitId, limit: 1000 })),
  }
}

async function namespacesDigest(store: CatalogStore, within: InCatalog, branches: readonly string[]) {
  const { tenantId } = within
  return each(await offered(store.listNamespaces(within)), async listed => {
    const at = { ...within, namespace: listed.name }
    return {
      listed,
      byPath: await offered(store.getNamespace(at)),
      assets: await each(branches, async branch => ({
        branch,
        assets: await each(await offered(store.listAssets({ ...at, branch })), async asset => ({
          listed: asset,
          byName: await offered(store.getAsset({ ...at, branch, name: asset.name })),
          byId: await offered(store.getAssetById({ tenantId, assetId: asset.id })),
          metadata: await offered(store.getBusinessMetadata({ tenantId, assetId: asset.id })),
          pointer: await offered(store.getMetadataLocation({ ...at, branch, name: asset.name })),
        })),
      })),
    }
  })
}

/** What a search for the empty text finds, which is everything. */
async function searchDigest(store: CatalogStore, tenantId: string) {
  const everything = { tenantId, query: '' }
  return {
    assets: await offered(store.searchAssets(everything)),
    catalogs: await offered(store.searchCatalogs(everything)),
    namespaces: await offered(store.searchNamespaces(everything)),
    branches: await offered(store.searchBranches(everything)),
  }
}

async function mergesDigest(store: CatalogStore, within: InCatalog) {
  const { tenantId } = within
  return each(await offered(store.listMergeOperations(within)), async listed => {
    const at = { tenantId, operationId: listed.id }
    return {
      listed,
      byId: await offered(store.getMergeOperation(at)),
      conflicts: await each(await offered(store.listMergeConflicts(at)), async conflict => ({
        listed: conflict,
        byId: await offered(store.getMergeConflict({ tenantId, conflictId: conflict.id })),
      })),
    }
  })
}

/** One after another, so that a digest is the same on a store that serves one call at a time. */
async function each<T, R>(items: readonly T[] | null, read: (item: T) => Promise<R>): Promise<R[] | null> {
  if (items === null) return null
  const results: R[] = []
  for (const item of items) results.push(await read(item))
  return results
}

/** The answer, or null if the store does not offer the operation. */
async function offered<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StoreError && error.code === 'UNIMPLEMENTED') return null
    throw error
  }
}
