/** What always holds of service users. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { serviceUsers as declared, ServiceUser } from '../../src/trait/areas/service-users.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { Timestamp } from '../../src/trait/value.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putTenant, several, singly, three, two } from './place.ts'

const updates = values(declared.operations.updateServiceUser.args.properties.updates)

export const serviceUsers = [
  law({
    name: 'a created service user is got as given, by id and by key hash, and keeps its place',
    area: 'serviceUsers',
    operations: ['createServiceUser', 'updateServiceUser', 'getServiceUser', 'getServiceUserByApiKeyHash'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      serviceUsers: three(values(ServiceUser), 'id', 'name', 'apiKeyHash'),
      updates,
    }),
    async holds(store, { tenant, serviceUsers: [first, second, third], updates }) {
      const inTenant = await putTenant(store, tenant)
      const { id, name, apiKeyHash } = first
      const atSecond = { ...inTenant, serviceUserId: second.id }
      const create = (serviceUser: ServiceUser) =>
        store.createServiceUser({ serviceUser: { ...serviceUser, ...inTenant } })
      await create(first)
      await create(second)
      await assertUnchanged(
        () => digest(store),
        refused(
          'ALREADY_EXISTS serviceUser',
          () => create({ ...third, id }),
          () => create({ ...third, name }),
          () => create({ ...third, apiKeyHash }),
          () => store.updateServiceUser({ ...atSecond, updates: { ...updates, name } }),
        ),
      )
      const owned = { ...first, ...inTenant }
      assert.deepEqual(await store.getServiceUser({ ...inTenant, serviceUserId: id }), owned)
      assert.deepEqual(await store.getServiceUserByApiKeyHash({ apiKeyHash }), owned)
      assert.equal(await store.getServiceUserByApiKeyHash({ apiKeyHash: third.apiKeyHash }), null)
    },
  }),

  law({
    name: 'service users are listed, whole and in pages, by name',
    area: 'serviceUsers',
    operations: ['listServiceUsers', 'createServiceUser'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      serviceUsers: several(values(ServiceUser), 'id', 'name', 'apiKeyHash'),
      size: pageSize,
    }),
    async holds(store, { tenant, serviceUsers, size }) {
      const inTenant = await putTenant(store, tenant)
      const owned = serviceUsers.map(serviceUser => ({ ...serviceUser, ...inTenant }))
      for (const serviceUser of owned) await store.createServiceUser({ serviceUser })
      const expected = inOrder(owned, ({ name }) => [name])
      await assertListed(page => store.listServiceUsers({ ...inTenant, page }), expected, size)
    },
  }),

  law({
    name: 'updating a service user field by field and back at once leaves only its last use',
    area: 'serviceUsers',
    operations: ['updateServiceUser', 'updateServiceUserLastUsed', 'getServiceUser'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      serviceUser: values(ServiceUser),
      updates,
      timestamp: values(Timestamp),
    }),
    async holds(store, { tenant, serviceUser, updates, timestamp }) {
      const inTenant = await putTenant(store, tenant)
      const at = { ...inTenant, serviceUserId: serviceUser.id }
      const used = { ...serviceUser, ...inTenant, lastUsed: timestamp }
      const { name, description, active } = used
      await store.createServiceUser({ serviceUser: { ...serviceUser, ...inTenant } })
      await store.updateServiceUserLastUsed({ ...at, timestamp })
      assert.deepEqual(await store.getServiceUser(at), used)
      await assertUnchanged(
        () => digest(store),
        () => store.updateServiceUser({ ...at, updates: {} }),
        async () => {
          for (const one of singly(updates)) await store.updateServiceUser({ ...at, updates: one })
          assert.deepEqual(await store.getServiceUser(at), { ...used, ...updates })
          const back = await store.updateServiceUser({ ...at, updates: { name, description, active } })
          assert.deepEqual(back, used)
        },
      )
    },
  }),

  law({
    name: 'deleting a service user undoes creating it for every door, and again changes nothing',
    area: 'serviceUsers',
    operations: ['deleteServiceUser', 'createServiceUser', 'getServiceUser', 'getServiceUserByApiKeyHash'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      serviceUsers: two(values(ServiceUser), 'id', 'name', 'apiKeyHash'),
    }),
    async holds(store, { tenant, serviceUsers: [kept, removed] }) {
      const inTenant = await putTenant(store, tenant)
      const { id: serviceUserId, apiKeyHash } = removed
      const everyDoor = async () => [
        await digest(store),
        await store.getServiceUser({ ...inTenant, serviceUserId }),
        await store.getServiceUserByApiKeyHash({ apiKeyHash }),
      ]
      await store.createServiceUser({ serviceUser: { ...kept, ...inTenant } })
      await assertUnchanged(everyDoor, async () => {
        await store.createServiceUser({ serviceUser: { ...removed, ...inTenant } })
        await store.deleteServiceUser({ ...inTenant, serviceUserId })
        await store.deleteServiceUser({ ...inTenant, serviceUserId })
      })
    },
  }),

  law({
    name: 'what happens to a service user leaves its namesake of another tenant alone',
    area: 'serviceUsers',
    operations: [
      'deleteServiceUser',
      'updateServiceUser',
      'updateServiceUserLastUsed',
      'createServiceUser',
      'getServiceUser',
    ],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      serviceUsers: namesakes(values(ServiceUser), 'id', 'apiKeyHash'),
      updates,
      timestamp: values(Timestamp),
    }),
    async holds(store, { tenants, serviceUsers: [mine, theirs], updates, timestamp }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      const at = { ...inMine, serviceUserId: mine.id }
      await store.createServiceUser({ serviceUser: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        async () => {
          await store.createServiceUser({ serviceUser: { ...mine, ...inMine } })
          await store.updateServiceUser({ ...at, updates })
          await store.updateServiceUserLastUsed({ ...at, timestamp })
          assert.equal(await store.getServiceUser({ ...inTheirs, serviceUserId: mine.id }), null)
          await store.deleteServiceUser(at)
        },
      )
    },
  }),
]
