/** Canaries of the service users. */
import { alreadyExists, notFound } from '../../src/trait/errors.ts'
import { call, canary } from '../canary.ts'
import { acme, inAcme, robot } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createRobot = call('createServiceUser', { serviceUser: robot })
const atRobot = { ...inAcme, serviceUserId: robot.id }

export const serviceUsers = [
  canary({
    name: 'service-user-empty-text-is-null',
    breaks: 'createServiceUser',
    because: 'Some databases, and many a `value || null`, take the empty text for no text.',
    witness: [
      createAcme,
      call('createServiceUser', { serviceUser: { ...robot, description: '' } }),
      call('getServiceUser', atRobot),
    ],
    wrap: store => ({
      createServiceUser: ({ serviceUser }) =>
        store.createServiceUser({
          serviceUser: { ...serviceUser, description: serviceUser.description || null },
        }),
    }),
  }),

  canary({
    name: 'service-user-last-used-in-seconds',
    breaks: 'updateServiceUserLastUsed',
    because: 'A column of whole seconds cuts the milliseconds off.',
    witness: [
      createAcme,
      createRobot,
      call('updateServiceUserLastUsed', { ...atRobot, timestamp: '2026-01-01T00:00:00.001Z' }),
      call('getServiceUser', atRobot),
    ],
    wrap: store => ({
      updateServiceUserLastUsed: ({ timestamp, ...at }) =>
        store.updateServiceUserLastUsed({ ...at, timestamp: timestamp.replace(/\.\d{3}Z$/, '.000Z') }),
    }),
  }),

  canary({
    name: 'service-user-delete-not-idempotent',
    breaks: 'deleteServiceUser',
    because: 'All the other removals refuse what is missing, and this one was written like them.',
    witness: [createAcme, call('deleteServiceUser', atRobot)],
    wrap: store => ({
      async deleteServiceUser(args) {
        const found = await store.getServiceUser(args)
        await store.deleteServiceUser(args)
        if (found === null) throw notFound('serviceUser', args.serviceUserId)
        return null
      },
    }),
  }),

  canary({
    name: 'service-user-key-folds-case',
    breaks: 'getServiceUserByApiKeyHash',
    because: 'The look-up compares under a case-insensitive collation, so that another key opens the door.',
    witness: [
      createAcme,
      createRobot,
      call('getServiceUserByApiKeyHash', { apiKeyHash: robot.apiKeyHash.toUpperCase() }),
    ],
    wrap: store => ({
      async getServiceUserByApiKeyHash({ apiKeyHash }) {
        for (const { id: tenantId } of await store.listTenants({})) {
          for (const serviceUser of await store.listServiceUsers({ tenantId })) {
            if (serviceUser.apiKeyHash.toLowerCase() === apiKeyHash.toLowerCase()) return serviceUser
          }
        }
        return null
      },
    }),
  }),

  canary({
    name: 'service-user-own-name-is-taken',
    breaks: 'updateServiceUser',
    because: 'The check for a taken name finds the very record that is being updated.',
    witness: [
      createAcme,
      createRobot,
      call('updateServiceUser', { ...atRobot, updates: { name: robot.name } }),
    ],
    wrap: store => ({
      async updateServiceUser(args) {
        const { tenantId, serviceUserId, updates } = args
        const isFound = await store.getServiceUser({ tenantId, serviceUserId })
        const everyone = await store.listServiceUsers({ tenantId })
        if (isFound && everyone.some(({ name }) => name === updates.name)) {
          throw alreadyExists('serviceUser', updates.name)
        }
        return store.updateServiceUser(args)
      },
    }),
  }),
]
