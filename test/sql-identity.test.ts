/** Users, what they may do and did, and merges, on databases that several clients write to at once. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  ann,
  clash,
  decision,
  globex,
  id,
  inAcme,
  inGlobex,
  inSales,
  login,
  merge,
  pass,
  reader,
  reading,
  robot,
  sales,
  withConflict,
  withMerge,
  withRole,
  withServiceUser,
  withTenants,
  withUser,
  writing,
} from '../conformance/cases/fixtures.ts'
import type { OpenStore } from '../src/adapters/adapter.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'
import { handlers } from '../src/adapters/sql/handlers.ts'
import { openSqlite } from '../src/adapters/sqlite/open.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { outcomesOf } from './sql-outcomes.ts'
import { during, postgresClients, type Race, run } from './sql-races.ts'

const server = await startEmbeddedPostgres()
afterAll(server.close)

const inMerge = { ...inAcme, operationId: merge.id }
const inClash = { ...inAcme, conflictId: clash.id }
const ends = { resultCommitId: id(1), completedAt: '2026-02-01T00:00:00.000Z' }
const complete = (store: CatalogStore) => store.completeMergeOperation({ ...inMerge, ...ends })
const abort = (store: CatalogStore) =>
  store.abortMergeOperation({ ...inMerge, completedAt: '2026-02-02T00:00:00.000Z' })

const withUserAndRole = async (store: CatalogStore) => {
  await withUser(store)
  await store.createRole({ role: reader })
}

/** One of two calls that take the same thing gets it. */
const oneTakes = (entity: string) => [
  ['success', `ALREADY_EXISTS ${entity}`],
  [`ALREADY_EXISTS ${entity}`, 'success'],
]

const oneIsLate = [
  ['success', 'FAILED_PRECONDITION'],
  ['FAILED_PRECONDITION', 'success'],
]

const races: Readonly<Record<string, Race>> = {
  'two users take one name': {
    prepare: withTenants,
    calls: [
      store => store.createUser({ user: ann }),
      store => store.createUser({ user: { ...ann, id: id(1), email: 'other', tenantId: null } }),
    ],
    allowed: oneTakes('user'),
    after: async store => expect(await store.listUsers({ tenantId: null })).toHaveLength(1),
  },
  'two users want to change names': {
    prepare: async store => {
      await withUser(store)
      await store.createUser({ user: { ...ann, id: id(1), username: 'bea', email: 'bea' } })
    },
    calls: [
      store => store.updateUser({ user: { ...ann, username: 'bea' } }),
      store => store.updateUser({ user: { ...ann, id: id(1), email: 'bea' } }),
    ],
    allowed: [['ALREADY_EXISTS user', 'ALREADY_EXISTS user']],
  },
  'a user comes into a tenant that goes': {
    prepare: withTenants,
    calls: [store => store.createUser({ user: ann }), store => store.deleteTenant(inAcme)],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND tenant', 'success'],
    ],
    after: async store => expect(await store.getUser({ userId: ann.id })).toBeNull(),
  },
  'a user moves into a tenant that goes': {
    prepare: withUser,
    calls: [
      store => store.updateUser({ user: { ...ann, tenantId: globex.id } }),
      store => store.deleteTenant(inGlobex),
    ],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND tenant', 'success'],
    ],
    after: async (store, [moved]) => {
      expect(await store.getUser({ userId: ann.id })).toEqual(moved === 'success' ? null : ann)
    },
  },
  'a user moves out of a tenant that goes': {
    prepare: withUser,
    calls: [
      store => store.updateUser({ user: { ...ann, tenantId: globex.id } }),
      store => store.deleteTenant(inAcme),
    ],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND user', 'success'],
    ],
    after: async (store, [moved]) => {
      const found = await store.getUser({ userId: ann.id })
      expect(found).toEqual(moved === 'success' ? { ...ann, tenantId: globex.id } : null)
    },
  },
  'a role is assigned twice': {
    prepare: withRole,
    calls: [
      store => store.assignRole({ assignment: reading }),
      store => store.assignRole({ assignment: { ...reading, assignedBy: id(1) } }),
    ],
    allowed: [['success', 'success']],
    after: async store => expect(await store.getUserRoles({ userId: ann.id })).toHaveLength(1),
  },
  'a role is assigned as it goes': {
    prepare: withRole,
    calls: [
      store => store.assignRole({ assignment: reading }),
      store => store.deleteRole({ ...inAcme, roleId: reader.id }),
    ],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND role', 'success'],
    ],
    after: async store => expect(await store.getUserRoles({ userId: ann.id })).toEqual([]),
  },
  'a user that goes is granted one thing after another': {
    prepare: withUserAndRole,
    calls: [
      async store => {
        await store.assignRole({ assignment: reading })
        await store.createPermission({ permission: writing })
        await store.storeToken({ token: pass })
      },
      store => store.deleteUser({ userId: ann.id }),
    ],
    allowed: [['success', 'success']],
    after: async store => {
      const left = [
        (await store.getUserRoles({ userId: ann.id })).length,
        (await store.listPermissions(inAcme)).length,
        (await store.listActiveTokens({ ...inAcme, now: pass.createdAt })).length,
      ]
      // What came first went along if anything did.
      expect(left).toEqual(left.toSorted())
    },
  },
  'a service user that goes is granted one thing after another': {
    prepare: async store => {
      await withServiceUser(store)
      await store.createRole({ role: reader })
    },
    calls: [
      async store => {
        await store.createPermission({ permission: { ...writing, userId: robot.id } })
        await store.assignRole({ assignment: { ...reading, userId: robot.id } })
      },
      store => store.deleteServiceUser({ ...inAcme, serviceUserId: robot.id }),
    ],
    allowed: [['success', 'success']],
    after: async store => {
      const left = [
        (await store.listPermissions(inAcme)).length,
        (await store.getUserRoles({ userId: robot.id })).length,
      ]
      expect(left).toEqual(left.toSorted())
    },
  },
  'a grant comes into a tenant that goes': {
    prepare: withTenants,
    calls: [store => store.createPermission({ permission: writing }), store => store.deleteTenant(inAcme)],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND tenant', 'success'],
    ],
    after: async store => expect(await store.listUserPermissions({ userId: ann.id })).toEqual([]),
  },
  'an event is logged twice': {
    prepare: withTenants,
    calls: [
      store => store.logAuditEvent({ ...inAcme, entry: login }),
      store => store.logAuditEvent({ ...inGlobex, entry: { ...login, tenantId: globex.id } }),
    ],
    allowed: oneTakes('auditEvent'),
  },
  'a token is stored twice': {
    prepare: withTenants,
    calls: [
      store => store.storeToken({ token: pass }),
      store => store.storeToken({ token: { ...pass, id: id(1), tenantId: globex.id } }),
    ],
    allowed: oneTakes('token'),
  },
  'tokens expire one after another': {
    prepare: withTenants,
    calls: [
      async store => {
        await store.storeToken({ token: pass })
        await store.revokeToken({ tokenId: id(1), expiresAt: pass.expiresAt, reason: null })
      },
      store => store.cleanupExpiredTokens({ now: pass.expiresAt }),
    ],
    allowed: [['success', 'success']],
    after: async store => {
      const isStored = (await store.validateToken({ token: 'token of ann', now: pass.createdAt })) !== null
      const isRevoked = await store.isTokenRevoked({ tokenId: id(1) })
      expect(isStored && !isRevoked).toBe(false)
    },
  },
  'a merge is completed twice': {
    prepare: withMerge,
    calls: [complete, store => store.completeMergeOperation({ ...inMerge, ...ends, resultCommitId: id(2) })],
    allowed: oneIsLate,
    after: async (store, [first]) => {
      const found = await store.getMergeOperation(inMerge)
      expect(found).toMatchObject({ status: 'completed', resultCommitId: id(first === 'success' ? 1 : 2) })
    },
  },
  'a merge is completed and aborted': {
    prepare: withMerge,
    calls: [complete, abort],
    allowed: oneIsLate,
    after: async (store, [completed]) => {
      const found = await store.getMergeOperation(inMerge)
      expect(found).toMatchObject(
        completed === 'success'
          ? { status: 'completed', ...ends }
          : { status: 'aborted', resultCommitId: null },
      )
    },
  },
  'a merge is ready as it is aborted': {
    prepare: withMerge,
    calls: [store => store.updateMergeOperationStatus({ ...inMerge, status: 'ready' }), abort],
    allowed: [
      ['success', 'success'],
      ['FAILED_PRECONDITION', 'success'],
    ],
    after: async store => expect(await store.getMergeOperation(inMerge)).toMatchObject({ status: 'aborted' }),
  },
  'a conflict is listed as its merge is completed': {
    prepare: withConflict,
    calls: [store => store.addConflictToOperation({ ...inMerge, conflictId: clash.id }), complete],
    allowed: oneIsLate,
    after: async (store, [listed]) => {
      const found = await store.getMergeOperation(inMerge)
      expect(found?.conflicts).toEqual(listed === 'success' ? [clash.id] : [])
    },
  },
  'a conflict is decided as its merge is aborted': {
    prepare: withConflict,
    calls: [store => store.resolveMergeConflict({ ...inClash, resolution: decision }), abort],
    allowed: [
      ['success', 'success'],
      ['FAILED_PRECONDITION', 'success'],
    ],
    after: async (store, [decided]) => {
      const found = await store.getMergeConflict(inClash)
      expect(found?.resolution).toEqual(decided === 'success' ? decision : null)
    },
  },
  'a conflict comes into a catalog that goes': {
    prepare: withMerge,
    calls: [
      store => store.createMergeConflict({ ...inAcme, conflict: clash }),
      store => store.deleteCatalog({ ...inAcme, name: sales.name }),
    ],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND mergeOperation', 'success'],
    ],
    after: async store => expect(await store.getMergeConflict(inClash)).toBeNull(),
  },
  'a merge begins in a catalog that goes': {
    prepare: async store => {
      await withMerge(store)
      await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(1), name: 'other' } })
    },
    calls: [
      store => store.createMergeOperation({ operation: { ...merge, id: id(2), catalog: 'other' } }),
      store => store.deleteCatalog({ ...inAcme, name: 'other' }),
    ],
    allowed: [
      ['success', 'success'],
      ['NOT_FOUND catalog', 'success'],
    ],
    after: async store => expect(await store.getMergeOperation({ ...inAcme, operationId: id(2) })).toBeNull(),
  },
}

interface Shared {
  readonly clients: () => Promise<readonly [OpenStore, OpenStore]>
  readonly rounds: number
}

const databases: Readonly<Record<string, Shared>> = {
  // One writer at a time, whose every commit waits for the disk.
  SQLite: { clients: sqliteClients, rounds: 3 },
  PostgreSQL: { clients: () => postgresClients(server.url), rounds: 20 },
}

describe.for(Object.entries(databases))('on %s', ([, { clients, rounds }]) => {
  describe('two clients answer as if one had come first', () => {
    test.for(Object.entries(races))('when %s', async ([, race]) => {
      await run(race, await clients(), rounds)
    })
  })

  test('several clients list each conflict once', async () => {
    const [one, other] = await clients()
    await withMerge(one.store)
    const ids = Array.from({ length: 10 }, (_, i) => id(i))
    for (const id of ids) await one.store.createMergeConflict({ ...inAcme, conflict: { ...clash, id } })
    const outcomes = await outcomesOf(
      [one, other].flatMap(({ store }) =>
        ids.map(conflictId => () => store.addConflictToOperation({ ...inMerge, conflictId })),
      ),
    )
    expect(outcomes).toEqual(Array(20).fill('success'))
    const [found] = await other.store.listMergeOperations(inSales)
    expect(found?.conflicts.toSorted()).toEqual(ids)
  })

  test('a token longer than an index takes is as unique as others', async () => {
    const [{ store }] = await clients()
    await withTenants(store)
    const token = { ...pass, token: 'é'.repeat(100_000) }
    await store.storeToken({ token })
    expect(await store.validateToken({ token: token.token, now: pass.createdAt })).toEqual(token)
    const again = store.storeToken({ token: { ...token, id: id(1) } })
    await expect(again).rejects.toMatchObject({
      failure: 'ALREADY_EXISTS token',
      message: expect.not.stringContaining('é'),
    })
  })
})

describe('a removal on PostgreSQL', () => {
  test('takes along a permission that another client is granting', async () => {
    const [one, other] = await postgresClients(server.url)
    await withUser(one.store)
    await during(
      one.session,
      tx => handlers.permissions.createPermission(tx, { permission: writing }),
      () => other.store.deleteUser({ userId: ann.id }),
    )
    expect(await one.store.listPermissions(inAcme)).toEqual([])
  })

  test('takes along a token that another client is storing', async () => {
    const [one, other] = await postgresClients(server.url)
    await withUser(one.store)
    await during(
      one.session,
      tx => handlers.tokens.storeToken(tx, { token: pass }),
      () => other.store.deleteUser({ userId: ann.id }),
    )
    expect(await one.store.listActiveTokens({ ...inAcme, now: pass.createdAt })).toEqual([])
  })

  test('takes along a permission that another client is granting to a service user', async () => {
    const [one, other] = await postgresClients(server.url)
    await withServiceUser(one.store)
    await during(
      one.session,
      tx => handlers.permissions.createPermission(tx, { permission: { ...writing, userId: robot.id } }),
      () => other.store.deleteServiceUser({ ...inAcme, serviceUserId: robot.id }),
    )
    expect(await one.store.listPermissions(inAcme)).toEqual([])
  })

  test('counts the tokens that another client is storing or revoking', async () => {
    const [one, other] = await postgresClients(server.url)
    await withTenants(one.store)
    const { expiresAt } = pass
    const cleanUp = () => other.store.cleanupExpiredTokens({ now: expiresAt })
    const stored = await during(one.session, tx => handlers.tokens.storeToken(tx, { token: pass }), cleanUp)
    expect(stored).toEqual({ tokens: 1, revocations: 0 })
    const revocation = { tokenId: pass.id, expiresAt, reason: null }
    const revoked = await during(one.session, tx => handlers.tokens.revokeToken(tx, revocation), cleanUp)
    expect(revoked).toEqual({ tokens: 0, revocations: 1 })
  })
})

test('a decision waits for the end of its merge on PostgreSQL', async () => {
  const [one, other] = await postgresClients(server.url)
  await withConflict(one.store)
  const outcome = await during(
    one.session,
    async tx => tx.script(`update merge_operations set status = 'aborted'`),
    () => outcomesOf([() => other.store.resolveMergeConflict({ ...inClash, resolution: decision })]),
  )
  expect(outcome).toEqual(['FAILED_PRECONDITION'])
})

/** Two clients of one file, which is gone when the test ends. */
async function sqliteClients(): Promise<readonly [OpenStore, OpenStore]> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-parity-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const open = async () => {
    const opened = await openSqlite({ file: join(folder, 'store.db') })
    onTestFinished(() => opened.close?.())
    return opened
  }
  return await Promise.all([open(), open()])
}
