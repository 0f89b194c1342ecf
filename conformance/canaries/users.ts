/** Canaries of the users. */
import { call, canary, failureOf } from '../canary.ts'
import { acme, ann, id } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })

export const users = [
  canary({
    name: 'user-name-unique-per-tenant',
    breaks: 'createUser',
    because: 'The unique key holds the tenant too, as it does almost everywhere else.',
    witness: [
      createAcme,
      call('createUser', { user: ann }),
      call('createUser', { user: { ...ann, id: id(0xf2), email: 'ann@home.test', tenantId: null } }),
    ],
    wrap: store => ({
      async createUser(args) {
        const { id, email, username, tenantId } = args.user
        try {
          return await store.createUser(args)
        } catch (error) {
          if (failureOf(error) !== 'ALREADY_EXISTS user') throw error
          const isTaken = (await store.listUsers({ tenantId: null })).some(
            other =>
              other.id === id ||
              other.email === email ||
              (other.username === username && other.tenantId === tenantId),
          )
          if (isTaken) throw error
          return null
        }
      },
    }),
  }),

  canary({
    name: 'user-list-by-locale',
    breaks: 'listUsers',
    because: 'The list is sorted under the collation of a language, which puts "a" before "B".',
    witness: [
      call('createUser', { user: { ...ann, tenantId: null } }),
      call('createUser', { user: { ...ann, tenantId: null, id: id(0xf2), username: 'Bob', email: 'bob' } }),
      call('listUsers', { tenantId: null }),
    ],
    wrap: store => ({
      async listUsers({ tenantId, page: { limit, offset = 0 } = {} }) {
        const all = await store.listUsers({ tenantId })
        all.sort((a, b) => a.username.localeCompare(b.username, 'en'))
        return all.slice(offset, limit === undefined ? undefined : offset + limit)
      },
    }),
  }),
]
