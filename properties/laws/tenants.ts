/** What always holds of tenants. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { AccessRequest } from '../../src/trait/areas/access-requests.ts'
import { Asset } from '../../src/trait/areas/assets.ts'
import { BusinessMetadata } from '../../src/trait/areas/business-metadata.ts'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Commit } from '../../src/trait/areas/commits.ts'
import { MergeConflict } from '../../src/trait/areas/merge-conflicts.ts'
import { NewMergeOperation } from '../../src/trait/areas/merge-operations.ts'
import { Namespace } from '../../src/trait/areas/namespaces.ts'
import { Permission } from '../../src/trait/areas/permissions.ts'
import { Role, RoleAssignment } from '../../src/trait/areas/roles.ts'
import { ServiceUser } from '../../src/trait/areas/service-users.ts'
import { SystemSettings } from '../../src/trait/areas/system-settings.ts'
import { Tag } from '../../src/trait/areas/tags.ts'
import { tenants as declared, Tenant } from '../../src/trait/areas/tenants.ts'
import { Token } from '../../src/trait/areas/tokens.ts'
import { User } from '../../src/trait/areas/users.ts'
import { Warehouse } from '../../src/trait/areas/warehouses.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putTenant, several, singly, two } from './place.ts'

const updates = values(declared.operations.updateTenant.args.properties.updates)

/** One thing of every kind that goes away with the tenant that owns it. */
const estate = fc.record({
  warehouse: values(Warehouse),
  catalog: values(Catalog),
  namespace: values(Namespace),
  asset: values(Asset),
  tag: values(Tag),
  commit: values(Commit),
  user: values(User),
  role: values(Role),
  assignment: values(RoleAssignment),
  permission: values(Permission),
  serviceUser: values(ServiceUser),
  settings: values(SystemSettings),
  token: values(Token),
  operation: values(NewMergeOperation),
  conflict: values(MergeConflict),
  metadata: values(BusinessMetadata),
  request: values(AccessRequest),
})
type Estate = typeof estate extends fc.Arbitrary<infer T> ? T : never

export const tenants = [
  law({
    name: 'a created tenant is got as given and keeps its id',
    area: 'tenants',
    operations: ['createTenant', 'getTenant'],
    arbitrary: fc.tuple(values(Tenant), values(Tenant)),
    async holds(store, [tenant, { name, properties }]) {
      const inTenant = await putTenant(store, tenant)
      await assertUnchanged(
        () => digest(store),
        refused('ALREADY_EXISTS tenant', () =>
          store.createTenant({ tenant: { id: tenant.id, name, properties } }),
        ),
      )
      assert.deepEqual(await store.getTenant(inTenant), tenant)
    },
  }),

  law({
    name: 'tenants are listed, whole and in pages, by name, then id',
    area: 'tenants',
    operations: ['listTenants', 'createTenant'],
    arbitrary: fc.record({
      tenants: fc.oneof(several(values(Tenant), 'id'), namesakes(values(Tenant), 'id')),
      size: pageSize,
    }),
    async holds(store, { tenants, size }) {
      for (const tenant of tenants) await store.createTenant({ tenant })
      const expected = inOrder(tenants, ({ name, id }) => [name, id])
      await assertListed(page => store.listTenants({ page }), expected, size)
    },
  }),

  law({
    name: 'updating a tenant field by field and back at once changes nothing',
    area: 'tenants',
    operations: ['updateTenant', 'getTenant'],
    arbitrary: fc.record({ tenant: values(Tenant), updates }),
    async holds(store, { tenant, updates }) {
      const { id: tenantId, ...fields } = tenant
      await store.createTenant({ tenant })
      await assertUnchanged(
        () => digest(store),
        () => store.updateTenant({ tenantId, updates: {} }),
        async () => {
          for (const one of singly(updates)) await store.updateTenant({ tenantId, updates: one })
          assert.deepEqual(await store.getTenant({ tenantId }), { ...tenant, ...updates })
          assert.deepEqual(await store.updateTenant({ tenantId, updates: fields }), tenant)
        },
      )
    },
  }),

  law({
    name: 'a tenant created again starts empty',
    area: 'tenants',
    operations: ['deleteTenant', 'createTenant'],
    arbitrary: fc.record({ tenant: values(Tenant), estate }),
    async holds(store, { tenant, estate }) {
      const { tenantId } = await putTenant(store, tenant)
      const lifetime = async () => {
        await furnish(store, tenantId, estate)
        await store.deleteTenant({ tenantId })
        await store.createTenant({ tenant })
      }
      await assertUnchanged(() => digest(store), lifetime, lifetime)
    },
  }),

  law({
    name: 'what happens to a tenant leaves another that owns the same alone',
    area: 'tenants',
    operations: ['deleteTenant', 'updateTenant'],
    arbitrary: fc.record({ tenants: two(values(Tenant), 'id'), estate, updates }),
    async holds(store, { tenants: [mine, theirs], estate, updates }) {
      for (const tenant of [mine, theirs]) {
        await store.createTenant({ tenant })
        await furnish(store, tenant.id, estate)
      }
      await assertUnchanged(
        () => digest(store, [theirs.id]),
        async () => {
          await store.updateTenant({ tenantId: mine.id, updates })
          await store.deleteTenant({ tenantId: mine.id })
        },
      )
    },
  }),
]

/** Gives the estate to a tenant. Ids are unique within a kind, so that each thing may have its owner's. */
async function furnish(store: CatalogStore, tenantId: string, given: Estate): Promise<void> {
  const id = tenantId
  const own = { id, tenantId }
  const inCatalog = { tenantId, catalog: given.catalog.name }
  const head = { ...given.tag, commitId: id }
  await store.createWarehouse({ tenantId, warehouse: { ...given.warehouse, ...own } })
  await store.createCatalog({ tenantId, catalog: { ...given.catalog, id } })
  await store.createNamespace({ ...inCatalog, namespace: given.namespace })
  await store.createAsset({ ...inCatalog, namespace: given.namespace.name, asset: { ...given.asset, id } })
  await store.createTag({ ...inCatalog, tag: head })
  await store.createCommit({ tenantId, commit: { ...given.commit, id } })
  await store.createUser({ user: { ...given.user, ...own, username: id, email: id } })
  await store.createRole({ role: { ...given.role, ...own } })
  await store.assignRole({ assignment: { ...given.assignment, userId: id, roleId: id } })
  await store.createPermission({ permission: { ...given.permission, ...own, userId: id } })
  await store.createServiceUser({ serviceUser: { ...given.serviceUser, ...own, apiKeyHash: id } })
  await store.updateSystemSettings({ tenantId, settings: given.settings })
  await store.storeToken({ token: { ...given.token, ...own, token: id } })
  await store.createMergeOperation({ operation: { ...given.operation, ...own, ...inCatalog } })
  const conflict = { ...given.conflict, id, mergeOperationId: id, resolution: null }
  await store.createMergeConflict({ tenantId, conflict })
  await store.upsertBusinessMetadata({ tenantId, metadata: { ...given.metadata, id, assetId: id } })
  await store.createAccessRequest({ request: { ...given.request, ...own, assetId: id } })
}
