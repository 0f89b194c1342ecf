/** Where laws take place: values that do not collide, and the parents of what a law is about. */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { Asset } from '../../src/trait/areas/assets.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { values } from '../arbitrary.ts'

/** A number of items per page. */
export const pageSize = fc.integer({ min: 1, max: 4 })

/** A few values, no two alike in any of these fields. */
export function several<T>(value: fc.Arbitrary<T>, ...fields: readonly (keyof T)[]): fc.Arbitrary<T[]> {
  return fc.uniqueArray(value, { minLength: 2, maxLength: 8, comparator: (a, b) => alike(a, b, fields) })
}

/** Two values that differ in each of these fields. */
export function two<T>(value: fc.Arbitrary<T>, ...fields: readonly (keyof T)[]): fc.Arbitrary<[T, T]> {
  return fc.tuple(value, value).filter(([a, b]) => !alike(a, b, fields))
}

/** Three values that all differ in each of these fields. */
export function three<T>(value: fc.Arbitrary<T>, ...fields: readonly (keyof T)[]): fc.Arbitrary<[T, T, T]> {
  return fc
    .tuple(value, value, value)
    .filter(([a, b, c]) => !alike(a, b, fields) && !alike(b, c, fields) && !alike(a, c, fields))
}

/** Two values of one name that differ in each of these fields. */
export function namesakes<T extends { readonly name: unknown }>(
  value: fc.Arbitrary<T>,
  ...fields: readonly (keyof T)[]
): fc.Arbitrary<[T, T]> {
  return two(value, ...fields).map(([a, b]) => [a, { ...b, name: a.name }])
}

function alike<T>(a: T, b: T, fields: readonly (keyof T)[]): boolean {
  return fields.some(field => isDeepStrictEqual(a[field], b[field]))
}

/** An asset and all that it is in. */
export const site = {
  tenant: values(Tenant),
  catalog: values(Catalog),
  namespace: values(Namespace),
  asset: values(Asset),
}

/** Two tenants, each with a catalog, a namespace and an asset of the same names. */
export const twinSites = {
  tenants: two(values(Tenant), 'id'),
  catalogs: namesakes(values(Catalog), 'id'),
  namespace: values(Namespace),
  assets: namesakes(values(Asset), 'id'),
}

/** The fields of an update one at a time, as updates of their own. */
export function singly<U extends object>(updates: U): readonly U[] {
  return Object.entries(updates).map(([field, value]) => ({ [field]: value }) as U)
}

/** Creates the tenant; returns the arguments that lead into it. */
export async function putTenant(store: CatalogStore, tenant: Tenant) {
  await store.createTenant({ tenant })
  return { tenantId: tenant.id }
}

/** Creates the tenant and a catalog in it; returns the arguments that lead into the catalog. */
export async function putCatalog(store: CatalogStore, tenant: Tenant, catalog: Catalog) {
  const inTenant = await putTenant(store, tenant)
  await store.createCatalog({ ...inTenant, catalog })
  return { ...inTenant, catalog: catalog.name }
}

/** Creates the tenant, a catalog and a namespace; returns the arguments that lead into the namespace. */
export async function putNamespace(
  store: CatalogStore,
  tenant: Tenant,
  catalog: Catalog,
  namespace: Namespace,
) {
  const inCatalog = await putCatalog(store, tenant, catalog)
  await store.createNamespace({ ...inCatalog, namespace })
  return { ...inCatalog, namespace: namespace.name }
}

/** Creates the asset and all that it is in; returns the arguments that lead to it. */
export async function putAsset(
  store: CatalogStore,
  {
    tenant,
    catalog,
    namespace,
    asset,
  }: { tenant: Tenant; catalog: Catalog; namespace: Namespace; asset: Asset },
) {
  const at = await putNamespace(store, tenant, catalog, namespace)
  await store.createAsset({ ...at, asset })
  return { ...at, name: asset.name }
}

/** Creates two tenants, the same in each; returns the arguments that lead to the two assets. */
export async function putTwins(
  store: CatalogStore,
  {
    tenants,
    catalogs,
    namespace,
    assets,
  }: {
    tenants: readonly [Tenant, Tenant]
    catalogs: readonly [Catalog, Catalog]
    namespace: Namespace
    assets: readonly [Asset, Asset]
  },
) {
  const put = (i: 0 | 1) =>
    putAsset(store, { tenant: tenants[i], catalog: catalogs[i], namespace, asset: assets[i] })
  return [await put(0), await put(1)] as const
}
