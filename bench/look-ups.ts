/** Reads that must take as long in a full database as in one that is nearly empty. */
import type { AuditFilter } from '../src/trait/areas/audit-logs.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { big, knownToken, namespaceAt, parent, small } from './fill.ts'
import { numbered } from './numbered.ts'

/** Each finds something in a filled database: to find nothing is always quick. */
export interface LookUp {
  readonly title: string
  readonly call: (store: CatalogStore) => Promise<unknown>
  /** A page of all that the store has: it follows an index from its end. */
  readonly fromEnd?: true
  /** It sorts the few rows that it has found. */
  readonly sorts?: true
}

const { tenantId } = big
const inNamespace = { ...big, namespace: namespaceAt(3) }
const userId = numbered('user', 7)
const now = '2026-01-01T00:00:00.000Z'
/** A page of a long list, and one of a short one. */
const page = { limit: 20, offset: 40 }
const first = { limit: 5 }

/** Single things of the big tenant, and pages of its lists. */
const inBig: readonly LookUp[] = [
  { title: 'getTenant', call: store => store.getTenant({ tenantId }) },
  { title: 'listTenants', call: store => store.listTenants({ page }), fromEnd: true },
  { title: 'getCatalog', call: store => store.getCatalog({ tenantId, name: big.catalog }) },
  { title: 'listCatalogs', call: store => store.listCatalogs({ tenantId, page: first }) },
  { title: 'getNamespace', call: store => store.getNamespace(inNamespace) },
  { title: 'listNamespaces', call: store => store.listNamespaces({ ...big, page: first }) },
  {
    title: 'listNamespaces of a parent',
    call: store => store.listNamespaces({ ...big, parent, page: first }),
  },
  { title: 'getAsset', call: store => store.getAsset({ ...inNamespace, name: 'table 70' }) },
  { title: 'listAssets', call: store => store.listAssets({ ...inNamespace, page }) },
  { title: 'getAssetById', call: store => store.getAssetById({ tenantId, assetId: numbered('asset', 700) }) },
  {
    title: 'getMetadataLocation',
    call: store => store.getMetadataLocation({ ...inNamespace, name: 'table 70' }),
  },
  { title: 'getBranch', call: store => store.getBranch({ ...big, name: 'main' }) },
  { title: 'listBranches', call: store => store.listBranches({ ...big, page: first }) },
  { title: 'listBranchAssets', call: store => store.listBranchAssets({ ...big, branch: 'main', page }) },
  { title: 'listTags', call: store => store.listTags({ ...big, page }) },
  { title: 'getCommit', call: store => store.getCommit({ tenantId, commitId: numbered('commit', 70) }) },
  {
    title: 'getCommitAncestry',
    call: store => store.getCommitAncestry({ tenantId, headCommitId: numbered('commit', 70), limit: 20 }),
    sorts: true,
  },
  { title: 'getUserByUsername', call: store => store.getUserByUsername({ username: 'user 70' }) },
  { title: 'listUsers', call: store => store.listUsers({ tenantId, page }) },
  { title: 'listUsers of all', call: store => store.listUsers({ tenantId: null, page }), fromEnd: true },
  { title: 'listRoles', call: store => store.listRoles({ tenantId, page }) },
  { title: 'getUserRoles', call: store => store.getUserRoles({ userId }) },
  { title: 'listPermissions', call: store => store.listPermissions({ tenantId, page }) },
  { title: 'listUserPermissions', call: store => store.listUserPermissions({ userId }), sorts: true },
  {
    title: 'getServiceUserByApiKeyHash',
    call: store => store.getServiceUserByApiKeyHash({ apiKeyHash: 'key 70' }),
  },
  { title: 'listServiceUsers', call: store => store.listServiceUsers({ tenantId, page }) },
  { title: 'validateToken', call: store => store.validateToken({ token: `${knownToken.token}`, now }) },
  { title: 'isTokenRevoked', call: store => store.isTokenRevoked({ tokenId: numbered('token', 70) }) },
  { title: 'listActiveTokens', call: store => store.listActiveTokens({ tenantId, now, page }) },
  {
    title: 'listActiveTokens of a user',
    call: store => store.listActiveTokens({ tenantId, userId, now, page: first }),
  },
  events('', {}),
  events(' by user', { userId }),
  events(' by action', { action: 'load_table' }),
  events(' by rare action', { action: 'drop_table' }),
  events(' by rare resource type', { resourceType: 'view' }),
  events(' by resource', { resourceId: numbered('asset', 70) }),
  events(' by time', { startTime: '2026-01-01T00:10:00.000Z', endTime: '2026-01-01T00:20:00.000Z' }),
  events(' by rare result', { result: 'failure' }),
  { title: 'listMergeOperations', call: store => store.listMergeOperations({ ...big, page: first }) },
  {
    title: 'getBusinessMetadata',
    call: store => store.getBusinessMetadata({ tenantId, assetId: numbered('asset', 700) }),
  },
  { title: 'listAccessRequests', call: store => store.listAccessRequests({ tenantId, page }) },
]

function events(how: string, filter: AuditFilter): LookUp {
  return {
    title: `listAuditEvents${how}`,
    call: store => store.listAuditEvents({ tenantId, filter, page: first }),
  }
}

const ofSmall = { tenantId: small.tenantId }

/** What reads all that a tenant has, here of one that has little beside the one that has much. */
const inSmall: readonly LookUp[] = [
  { title: 'searchAssets', call: store => store.searchAssets({ ...ofSmall, query: 'TABLE 1' }) },
  {
    title: 'searchAssets by tag',
    call: store => store.searchAssets({ ...ofSmall, query: '', tags: ['gold'] }),
  },
  { title: 'searchCatalogs', call: store => store.searchCatalogs({ ...ofSmall, query: 'LAKE' }) },
  { title: 'searchNamespaces', call: store => store.searchNamespaces({ ...ofSmall, query: 'AREA' }) },
  { title: 'searchBranches', call: store => store.searchBranches({ ...ofSmall, query: 'MAIN' }) },
  { title: 'countAssets', call: store => store.countAssets(ofSmall) },
  { title: 'countNamespaces', call: store => store.countNamespaces(ofSmall) },
  { title: 'countAuditEvents', call: store => store.countAuditEvents(ofSmall) },
]

export const lookUps: readonly LookUp[] = [
  ...inBig,
  ...inSmall.map(lookUp => ({ ...lookUp, title: `${lookUp.title} of a small tenant` })),
]
