/** Everything that can be seen of a store through its reading operations, as one plain JSON value. */
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'

/**
 * What the store shows of these tenants, existing or not; of every tenant that it lists unless given.
 * An operation that the store does not offer contributes null. Rejects with any other error of the store.
 */
export async function digest(store: CatalogStore, tenantIds?: readonly string[]) {
  const listed = tenantIds === undefined ? await offered(store.listTenants({})) : null
  const ids = tenantIds ?? listed?.map(({ id }) => id) ?? []
  return { listed, tenants: await each(ids, tenantId => tenantDigest(store, tenantId)) }
}

async function tenantDigest(store: CatalogStore, tenantId: string) {
  const [warehouses, catalogs, serviceUsers] = [
    await offered(store.listWarehouses({ tenantId })),
    await offered(store.listCatalogs({ tenantId })),
    await offered(store.listServiceUsers({ tenantId })),
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
      namespaces: await namespacesDigest(store, { tenantId, catalog: listed.name }),
    })),
    serviceUsers: await each(serviceUsers, async listed => ({
      listed,
      byId: await offered(store.getServiceUser({ tenantId, serviceUserId: listed.id })),
      byHash: await offered(store.getServiceUserByApiKeyHash({ apiKeyHash: listed.apiKeyHash })),
    })),
  }
}

async function namespacesDigest(store: CatalogStore, within: { tenantId: string; catalog: string }) {
  const { tenantId } = within
  return each(await offered(store.listNamespaces(within)), async listed => {
    const at = { ...within, namespace: listed.name }
    return {
      listed,
      byPath: await offered(store.getNamespace(at)),
      assets: await each(await offered(store.listAssets(at)), async asset => ({
        listed: asset,
        byName: await offered(store.getAsset({ ...at, name: asset.name })),
        byId: await offered(store.getAssetById({ tenantId, assetId: asset.id })),
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
