/** Entities that the cases share, each valid as it is, and the ways to put them into a store. */
import type { Asset } from '../../src/trait/areas/assets.ts'
import type { Catalog } from '../../src/trait/areas/catalogs.ts'
import type { Namespace } from '../../src/trait/areas/namespaces.ts'
import type { ServiceUser } from '../../src/trait/areas/service-users.ts'
import type { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import type { Tenant } from '../../src/trait/areas/tenants.ts'
import type { Warehouse } from '../../src/trait/areas/warehouses.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'

/** A different id for every number. */
export function id(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

export const acme: Tenant = { id: id(0xa1), name: 'acme', properties: { region: 'eu' } }
export const globex: Tenant = { id: id(0xa2), name: 'globex', properties: {} }

export const lake: Warehouse = {
  id: id(0xb1),
  tenantId: acme.id,
  name: 'lake',
  storageConfig: { bucket: 'lake', region: 'eu' },
  useSts: true,
  vendingStrategy: { type: 'aws-sts', roleArn: 'arn:lake', externalId: 'x' },
}

export const sales: Catalog = {
  id: id(0xc1),
  name: 'sales',
  catalogType: 'local',
  warehouseName: 'lake',
  storageLocation: 's3://lake/sales',
  federatedConfig: null,
  properties: { owner: 'ann' },
}

export const raw: Namespace = { name: ['raw'], properties: { owner: 'ann', tier: '1' } }

export const orders: Asset = {
  id: id(0xd1),
  name: 'orders',
  kind: 'iceberg-table',
  location: 's3://lake/sales/orders',
  properties: { format: '2' },
}

export const robot: ServiceUser = {
  id: id(0xe1),
  tenantId: acme.id,
  name: 'robot',
  description: 'loads orders',
  apiKeyHash: 'hash of robot',
  role: 'tenant-user',
  createdAt: '2026-01-31T23:59:59.999Z',
  createdBy: id(0xf1),
  lastUsed: null,
  expiresAt: '2027-01-31T00:00:00.000Z',
  active: true,
}

export const settings: SystemSettings = {
  allowPublicSignup: true,
  defaultWarehouseBucket: 's3://lake',
  defaultRetentionDays: 7,
  smtpHost: 'mail.acme.test',
  smtpPort: 587,
  smtpUser: 'ann',
  smtpPassword: 'secret',
}

/** Nobody's id. */
export const nobody = id(0xff)

export const inAcme = { tenantId: acme.id }
export const inGlobex = { tenantId: globex.id }
export const inNoTenant = { tenantId: nobody }

/** The catalog `sales`, the namespace `raw` in it and the asset `orders` in that, as acme has them. */
export const inSales = { ...inAcme, catalog: sales.name }
export const inRaw = { ...inSales, namespace: raw.name }
export const atOrders = { ...inRaw, name: orders.name }

/** Two tenants, nothing in them. */
export async function withTenants(store: CatalogStore): Promise<void> {
  await store.createTenant({ tenant: acme })
  await store.createTenant({ tenant: globex })
}

/** Two tenants; acme has the warehouse `lake`. */
export async function withWarehouse(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createWarehouse({ ...inAcme, warehouse: lake })
}

/** Two tenants; acme has the catalog `sales`. */
export async function withCatalog(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createCatalog({ ...inAcme, catalog: sales })
}

/** As `withCatalog`, and the namespace `raw` in it. */
export async function withNamespace(store: CatalogStore): Promise<void> {
  await withCatalog(store)
  await store.createNamespace({ ...inSales, namespace: raw })
}

/** As `withNamespace`, and the asset `orders` in it. */
export async function withAsset(store: CatalogStore): Promise<void> {
  await withNamespace(store)
  await store.createAsset({ ...inRaw, asset: orders })
}

/** Two tenants; acme has the service user `robot`. */
export async function withServiceUser(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createServiceUser({ serviceUser: robot })
}

/** Two tenants; acme has one of everything. */
export async function withEverything(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createWarehouse({ ...inAcme, warehouse: lake })
  await store.createServiceUser({ serviceUser: robot })
  await store.updateSystemSettings({ ...inAcme, settings })
}

/** One entity per name, each with its own id, in an order that is neither that of the names nor of the ids. */
export function oneEach<T extends { id: string; name: string }>(entity: T, names: readonly string[]): T[] {
  const all = names.map((name, i) => ({ ...entity, id: id(0x1000 + ((i * 17) % 61)), name }))
  return [...all.filter((_, i) => i % 2 === 1), ...all.filter((_, i) => i % 2 === 0).reverse()]
}
