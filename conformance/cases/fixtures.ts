/** Entities that the cases share, each valid as it is, and the ways to put them into a store. */
import type { AccessRequest } from '../../src/trait/areas/access-requests.ts'
import type { Asset } from '../../src/trait/areas/assets.ts'
import type { AuditLogEntry } from '../../src/trait/areas/audit-logs.ts'
import type { Branch } from '../../src/trait/areas/branches.ts'
import type { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import type { Catalog } from '../../src/trait/areas/catalogs.ts'
import type { Commit } from '../../src/trait/areas/commits.ts'
import type { SyncStats } from '../../src/trait/areas/federation.ts'
import type { ConflictResolution, MergeConflict } from '../../src/trait/areas/merge-conflicts.ts'
import type { Namespace } from '../../src/trait/areas/namespaces.ts'
import type { Permission } from '../../src/trait/areas/permissions.ts'
import type { Role, RoleAssignment } from '../../src/trait/areas/roles.ts'
import type { ServiceUser } from '../../src/trait/areas/service-users.ts'
import type { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import type { Tag } from '../../src/trait/areas/tags.ts'
import type { Tenant } from '../../src/trait/areas/tenants.ts'
import type { Token } from '../../src/trait/areas/tokens.ts'
import type { User } from '../../src/trait/areas/users.ts'
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

export const commit: Commit = {
  id: id(0x91),
  parentId: null,
  timestamp: '2026-01-30T12:00:00.001Z',
  author: 'ann',
  message: 'load orders',
  operations: [
    { type: 'put', asset: orders },
    { type: 'delete', name: 'old' },
  ],
}

export const dev: Branch = { name: 'dev', headCommitId: commit.id, branchType: 'experimental' }

export const release: Tag = { name: 'release', commitId: commit.id }

/** A catalog that can be synced, unlike `sales`. */
export const mirror: Catalog = {
  ...sales,
  id: id(0xc2),
  name: 'mirror',
  catalogType: 'federated',
  federatedConfig: { properties: { uri: 'https://far.test' } },
}

export const synced: SyncStats = {
  lastSyncedAt: '2026-01-31T12:00:00.120Z',
  syncStatus: 'Synced',
  tablesSynced: 12,
  namespacesSynced: 3,
  errorMessage: 'one table skipped',
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

export const ann: User = {
  id: id(0xf1),
  username: 'ann',
  email: 'ann@acme.test',
  passwordHash: 'hash of ann',
  oauthProvider: 'github',
  oauthSubject: 'ann at github',
  tenantId: acme.id,
  role: 'tenant-admin',
  createdAt: '2026-01-01T00:00:00.001Z',
  updatedAt: '2026-01-02T00:00:00.020Z',
  lastLogin: '2026-01-03T00:00:00.300Z',
  active: true,
}

export const reader: Role = {
  id: id(0x101),
  tenantId: acme.id,
  name: 'reader',
  description: 'reads sales',
  permissions: [
    { scope: { type: 'tenant' }, actions: ['list', 'read'] },
    { scope: { type: 'catalog', catalogId: sales.id }, actions: ['all'] },
  ],
  createdBy: id(0xf2),
  createdAt: '2026-01-04T00:00:00.004Z',
  updatedAt: '2026-01-05T00:00:00.050Z',
}

/** `ann` is a `reader`. */
export const reading: RoleAssignment = {
  userId: ann.id,
  roleId: reader.id,
  assignedBy: id(0xf2),
  assignedAt: '2026-01-06T00:00:00.600Z',
}

/** A direct grant to `ann`. */
export const writing: Permission = {
  id: id(0x111),
  tenantId: acme.id,
  userId: ann.id,
  scope: { type: 'namespace', catalogId: sales.id, namespace: 'raw' },
  actions: ['create', 'write'],
  grantedBy: id(0xf2),
  grantedAt: '2026-01-07T00:00:00.007Z',
}

/** `ann` failed to log in. */
export const login: AuditLogEntry = {
  id: id(0x121),
  tenantId: acme.id,
  userId: ann.id,
  username: 'ann',
  action: 'login_failed',
  resourceType: 'user',
  resourceId: ann.id,
  resourceName: 'ann',
  timestamp: '2026-01-08T00:00:00.080Z',
  ipAddress: '192.0.2.1',
  userAgent: 'curl/8',
  result: 'failure',
  errorMessage: 'wrong password',
  metadata: { attempts: [1, 2.5, null], by: { form: true } },
}

/** A token of `ann`. */
export const pass: Token = {
  id: id(0x131),
  tenantId: acme.id,
  userId: ann.id,
  username: 'ann',
  createdAt: '2026-01-09T00:00:00.900Z',
  expiresAt: '2026-01-10T00:00:00.010Z',
  token: 'token of ann',
}

/** A merge as it begins, of two branches that nobody has made. */
export const merge: Parameters<CatalogStore['createMergeOperation']>[0]['operation'] = {
  id: id(0x141),
  tenantId: acme.id,
  catalog: sales.name,
  sourceBranch: 'spring',
  targetBranch: 'summer',
  baseCommitId: id(0x142),
  status: 'pending',
  conflicts: [],
  initiatedBy: id(0xf2),
  initiatedAt: '2026-01-11T00:00:00.110Z',
  completedAt: null,
  resultCommitId: null,
}

/** Stands against `merge`, undecided. */
export const clash: MergeConflict = {
  id: id(0x151),
  mergeOperationId: merge.id,
  conflictType: { type: 'data-overlap', assetName: 'orders', overlappingPartitions: ['day=2', 'day=1'] },
  assetId: orders.id,
  description: 'both wrote the same days',
  resolution: null,
  createdAt: '2026-01-12T00:00:00.012Z',
}

/** How `clash` may be decided. */
export const decision: ConflictResolution = {
  conflictId: clash.id,
  strategy: 'manual',
  resolvedValue: { days: [2, 1], note: null },
  resolvedBy: id(0xf2),
  resolvedAt: '2026-01-13T00:00:00.130Z',
}

/** What is known about `orders`. */
export const notes: BusinessMetadata = {
  id: id(0x161),
  assetId: orders.id,
  description: 'all orders since 2020',
  tags: ['gold', 'eu'],
  properties: { steward: { name: 'ann' }, sources: ['shop', 'phone'] },
  discoverable: true,
  createdBy: id(0xf2),
  createdAt: '2026-01-14T00:00:00.014Z',
  updatedBy: id(0xf3),
  updatedAt: '2026-01-15T00:00:00.150Z',
}

/** `ann` asks for `orders`. */
export const request: AccessRequest = {
  id: id(0x171),
  tenantId: acme.id,
  userId: ann.id,
  assetId: orders.id,
  reason: 'for the yearly report',
  requestedAt: '2026-01-16T00:00:00.016Z',
  status: 'pending',
  reviewedBy: null,
  reviewedAt: null,
  reviewComment: null,
}

/** A scope of every kind; the texts in them are awkward. */
export const scopes: readonly Permission['scope'][] = [
  { type: 'tenant' },
  { type: 'catalog', catalogId: sales.id },
  { type: 'namespace', catalogId: sales.id, namespace: '' },
  { type: 'namespace', catalogId: sales.id, namespace: 'a.b"%\u{1f600}' },
  { type: 'asset', catalogId: sales.id, namespace: 'e\u0301', assetId: orders.id },
  { type: 'asset', catalogId: orders.id, namespace: '\u00e9', assetId: sales.id },
  { type: 'tag', tagName: 'null' },
  { type: 'tag', tagName: '__proto__ ' },
]

/** Every action, in the contract's order. */
export const everyAction: Permission['actions'] = [
  'all',
  'create',
  'delete',
  'experimental-branching',
  'ingest-branching',
  'list',
  'manage-discovery',
  'read',
  'update',
  'write',
]

/** Nobody's id. */
export const nobody = id(0xff)

export const inAcme = { tenantId: acme.id }
export const inGlobex = { tenantId: globex.id }
export const inNoTenant = { tenantId: nobody }

/** The catalog `sales`, the namespace `raw` in it and the asset `orders` in that, as acme has them. */
export const inSales = { ...inAcme, catalog: sales.name }
export const inRaw = { ...inSales, namespace: raw.name }
export const atOrders = { ...inRaw, name: orders.name }
/** The namespace `raw` on the branch `dev`. */
export const onDev = { ...inRaw, branch: dev.name }
export const inMirror = { ...inAcme, catalog: mirror.name }

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

/** As `withAsset`, and the branch `dev`, nothing on it. */
export async function withBranch(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createBranch({ ...inSales, branch: dev })
}

/** globex, too, has what `withBranch` gives acme, under the same names; the ids are its own. */
export async function withTwinBranch(store: CatalogStore): Promise<void> {
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(0xc9) } })
  await store.createNamespace({ ...inSales, ...inGlobex, namespace: raw })
  await store.createAsset({ ...inRaw, ...inGlobex, asset: { ...orders, id: id(0xd9) } })
  await store.createBranch({ ...inSales, ...inGlobex, branch: dev })
}

/** Two tenants; acme has the federated catalog `mirror`, never synced. */
export async function withMirror(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createCatalog({ ...inAcme, catalog: mirror })
}

/** Two tenants; acme has the service user `robot`. */
export async function withServiceUser(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createServiceUser({ serviceUser: robot })
}

/** Two tenants; acme has the user `ann`. */
export async function withUser(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createUser({ user: ann })
}

/** Two tenants; acme has the role `reader`. */
export async function withRole(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createRole({ role: reader })
}

/** As `withRole`, and `ann`, whom nobody has created, has it. */
export async function withAssignment(store: CatalogStore): Promise<void> {
  await withRole(store)
  await store.assignRole({ assignment: reading })
}

/** Two tenants; acme has the grant `writing`. */
export async function withPermission(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.createPermission({ permission: writing })
}

/** Two tenants; acme has the event `login`. */
export async function withEvent(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.logAuditEvent({ ...inAcme, entry: login })
}

/** Two tenants; acme has the token `pass`. */
export async function withToken(store: CatalogStore): Promise<void> {
  await withTenants(store)
  await store.storeToken({ token: pass })
}

/** As `withCatalog`, and the operation `merge` in it. */
export async function withMerge(store: CatalogStore): Promise<void> {
  await withCatalog(store)
  await store.createMergeOperation({ operation: merge })
}

/** As `withMerge`, and its conflict `clash`, which it does not list. */
export async function withConflict(store: CatalogStore): Promise<void> {
  await withMerge(store)
  await store.createMergeConflict({ ...inAcme, conflict: clash })
}

/** As `withAsset`, and the record `notes` of it. */
export async function withNotes(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.upsertBusinessMetadata({ ...inAcme, metadata: notes })
}

/** As `withAsset`, and the request `request` for it. */
export async function withRequest(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createAccessRequest({ request })
}

/** Two tenants; acme has one of everything that goes away with it. */
export async function withEverything(store: CatalogStore): Promise<void> {
  await withAsset(store)
  await store.createWarehouse({ ...inAcme, warehouse: lake })
  await store.createServiceUser({ serviceUser: robot })
  await store.updateSystemSettings({ ...inAcme, settings })
  await store.createUser({ user: ann })
  await store.createRole({ role: reader })
  await store.assignRole({ assignment: reading })
  await store.createPermission({ permission: writing })
  await store.storeToken({ token: pass })
  await store.createBranch({ ...inSales, branch: dev })
  await store.createTag({ ...inSales, tag: release })
  await store.createCommit({ ...inAcme, commit })
  await store.createCatalog({ ...inAcme, catalog: mirror })
  await store.syncFederatedCatalog({ ...inMirror, stats: synced })
}

/** One entity per name, each with its own id, in an order that is neither that of the names nor of the ids. */
export function oneEach<T extends { id: string; name: string }>(entity: T, names: readonly string[]): T[] {
  return scattered(names.map((name, i) => ({ ...entity, id: id(0x1000 + ((i * 17) % 61)), name })))
}

/** The items in an order that is neither theirs nor its reverse. */
export function scattered<T>(items: readonly T[]): T[] {
  return [...items.filter((_, i) => i % 2 === 1), ...items.filter((_, i) => i % 2 === 0).reverse()]
}
