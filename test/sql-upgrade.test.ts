/** The schema's history: a filled database of every earlier version keeps what it holds, and answers with it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  acme,
  ann,
  atOrders,
  commit,
  dev,
  id,
  inAcme,
  inMirror,
  inRaw,
  inSales,
  lake,
  login,
  merge,
  mirror,
  nobody,
  notes,
  orders,
  pass,
  raw,
  reader,
  reading,
  release,
  request,
  robot,
  sales,
  settings,
  synced,
  writing,
} from '../conformance/cases/fixtures.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'
import { PostgresSession } from '../src/adapters/postgres/session.ts'
import { migrate, migrations } from '../src/adapters/sql/migrate.ts'
import { auditedActions } from '../src/adapters/sql/migrations/audited-actions.ts'
import type { Row, SqlSession } from '../src/adapters/sql/session.ts'
import { statement } from '../src/adapters/sql/statement.ts'
import { SqliteConnection } from '../src/adapters/sqlite/connection.ts'
import { openSqlite } from '../src/adapters/sqlite/open.ts'
import { SqliteSession } from '../src/adapters/sqlite/session.ts'
import { resultProblem } from '../src/adapters/validate.ts'
import { AUDIT_ACTIONS, DEFAULT_AUDIT_LIMIT, RESOURCE_TYPES } from '../src/trait/areas/audit-logs.ts'
import { DEFAULT_SYSTEM_SETTINGS } from '../src/trait/areas/system-settings.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { bareEntry, oldEntry, rowsAt, type Tables } from './fixtures/old-rows.ts'
import { during, freshName, postgresClient } from './sql-races.ts'

const server = await startEmbeddedPostgres()
afterAll(server.close)

/** An empty database, to which an older release and then today's can be put. */
interface Database {
  /** Without migrating it. */
  readonly session: SqlSession
  /** A client of today, closed when the test ends. */
  readonly open: () => Promise<CatalogStore>
}

const databases: Readonly<Record<string, () => Promise<Database>>> = {
  SQLite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'catalog-parity-test-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'store.db')
    const database = new Sqlite(file, { timeout: 0 })
    onTestFinished(() => void database.close())
    return {
      session: new SqliteSession(new SqliteConnection(database)),
      open: async () => {
        const { store, close } = await openSqlite({ file })
        onTestFinished(() => close?.())
        return store
      },
    }
  },
  PostgreSQL: async () => {
    const schema = freshName()
    const pool = new pg.Pool({
      connectionString: server.url,
      options: `-c search_path=${schema} -c TimeZone=UTC`,
    })
    pool.on('error', () => {})
    onTestFinished(() => pool.end())
    const session = new PostgresSession(pool)
    await session.script(`create schema ${schema}`)
    return {
      session,
      open: async () => (await postgresClient(server.url, schema)).store,
    }
  },
}

const latest = migrations.length
const earlier = migrations.slice(0, -1).map(({ version }) => version)

describe.for(Object.entries(databases))('on %s', ([, fresh]) => {
  describe.for(earlier)('a filled database of version %i', version => {
    test('has rows in all its tables', async () => {
      const { session } = await filled(fresh, version)
      const tables = await tablesOf(session)
      expect(Object.keys(rowsAt(version)).toSorted()).toEqual(
        tables.filter(table => table !== 'schema_migrations').toSorted(),
      )
    })

    test('keeps every row', async () => {
      const { session, open } = await filled(fresh, version)
      const before = await contentOf(session, rowsAt(version))
      await open()
      const after = await contentOf(session, rowsAt(version))
      for (const [table, rows] of Object.entries(before)) {
        if (table === 'audit_logs' && version < 4) expect(after[table]).toHaveLength(rows.length)
        else expect(after[table], table).toEqual(rows)
      }
    })

    test('answers with all that it holds', async () => {
      const { open } = await filled(fresh, version)
      await answersOf(await open(), version)
    })

    test('takes what is new', async () => {
      const { open } = await filled(fresh, version)
      const store = await open()
      await store.logAuditEvent({ ...inAcme, entry: { ...login, id: id(1) } })
      expect(await store.getAuditEvent({ ...inAcme, eventId: id(1) })).toEqual({ ...login, id: id(1) })
      await store.createMergeOperation({ operation: merge })
      expect(await store.getMergeOperation({ ...inAcme, operationId: merge.id })).toEqual(merge)
    })

    test('gets the tables that a fresh database has', async () => {
      const { session, open } = await filled(fresh, version)
      await open()
      const other = await fresh()
      await other.open()
      expect(await columnsOf(session)).toEqual(await columnsOf(other.session))
    })

    test('is upgraded once by clients that come at once, and again without harm', async () => {
      const { session, open } = await filled(fresh, version)
      for (const store of await Promise.all([open(), open(), open()])) await answersOf(store, version)
      const before = await contentOf(session, rowsAt(version))
      await open()
      expect(await contentOf(session, rowsAt(version))).toEqual(before)
    })

    test('is refused to its own release once it is upgraded', async () => {
      const { session, open } = await filled(fresh, version)
      await open()
      await expect(migrate(session, migrations.slice(0, version))).rejects.toMatchObject({
        failure: 'FAILED_PRECONDITION',
      })
      await answersOf(await open(), version)
    })
  })

  test('a filled database of the latest version stays as it is', async () => {
    const { session, open } = await filled(fresh, latest)
    const before = await contentOf(session, rowsAt(latest))
    await answersOf(await open(), latest)
    expect(await contentOf(session, rowsAt(latest))).toEqual(before)
  })

  test('an old event of every action is read as one of today', async () => {
    const database = await fresh()
    await migrate(database.session, migrations.slice(0, 1))
    const [oldest] = rowsAt(1).audit_logs ?? []
    await database.session.transaction(tx =>
      insert(tx, {
        audit_logs: AUDIT_ACTIONS.map((action, i) => ({ ...oldest, id: id(i), action })),
      }),
    )
    const store = await database.open()
    const events = await store.listAuditEvents(inAcme)
    expect(resultProblem('listAuditEvents', events)).toBeNull()
    expect(events.map(({ action }) => action)).toEqual(AUDIT_ACTIONS.slice(0, DEFAULT_AUDIT_LIMIT))
    expect(await store.countAuditEvents({ ...inAcme, filter: { resourceType: 'table' } })).toBe(6)
    expect(await store.countAuditEvents({ ...inAcme, filter: { result: 'failure' } })).toBe(4)
  })
})

test('an event that an older client is about to log is not lost', async () => {
  const database = databases.PostgreSQL
  if (database === undefined) throw new TypeError('there is no PostgreSQL')
  const { session, open } = await filled(database, 3)
  const [old] = rowsAt(3).audit_logs ?? []
  const store = await during(session, tx => insert(tx, { audit_logs: [{ ...old, id: id(1) }] }), open)
  expect(await store.getAuditEvent({ ...inAcme, eventId: id(1) })).toEqual({ ...oldEntry, id: id(1) })
})

test('the actions of old events are those of the contract', () => {
  expect(Object.values<readonly string[]>(auditedActions).flat().toSorted()).toEqual(AUDIT_ACTIONS.toSorted())
  expect(Object.keys(auditedActions)).toEqual([...RESOURCE_TYPES])
})

/** Asks for all that a database of a version was filled with. */
async function answersOf(store: CatalogStore, version: number): Promise<void> {
  expect(await store.listTenants({})).toEqual([acme])
  expect(await store.listWarehouses(inAcme)).toEqual([lake])
  expect(await store.listCatalogs(inAcme)).toEqual([mirror, sales])
  expect(await store.getFederatedCatalogStats(inMirror)).toEqual(synced)
  expect(await store.getBranch({ ...inSales, name: 'dev' })).toEqual(dev)
  expect(await store.listNamespaces(inSales)).toEqual([raw])
  expect(await store.getAsset(atOrders)).toEqual(orders)
  expect(await store.searchAssets({ ...inAcme, query: 'SINCE' })).toEqual([
    { asset: orders, metadata: notes, catalog: 'sales', branch: 'main', namespace: inRaw.namespace },
  ])
  expect(await store.getBusinessMetadata({ ...inAcme, assetId: orders.id })).toEqual(notes)
  expect(await store.listAccessRequests(inAcme)).toEqual([request])
  expect(await store.listTags(inSales)).toEqual([release])
  expect(await store.getCommit({ ...inAcme, commitId: commit.id })).toEqual(commit)
  expect(await store.getUserByUsername({ username: 'ann' })).toEqual(ann)
  expect(await store.listRoles(inAcme)).toEqual([reader])
  expect(await store.getUserRoles({ userId: ann.id })).toEqual([reading])
  expect(await store.listPermissions(inAcme)).toEqual([writing])
  expect(await store.listUserPermissions({ userId: ann.id })).toHaveLength(3)
  expect(await store.validateToken({ token: 'token of ann', now: pass.createdAt })).toEqual(pass)
  expect(await store.isTokenRevoked({ tokenId: nobody })).toBe(true)
  expect(await store.listServiceUsers(inAcme)).toEqual(version < 2 ? [] : [robot])
  expect(await store.getSystemSettings(inAcme)).toEqual(version < 3 ? DEFAULT_SYSTEM_SETTINGS : settings)
  expect(await store.listAuditEvents(inAcme)).toEqual(version < 4 ? [oldEntry] : [login])
  expect(await store.listAuditEvents({ tenantId: nobody })).toEqual(version < 4 ? [bareEntry] : [])
  expect(await store.listMergeOperations(inSales)).toHaveLength(version < 5 ? 0 : 1)
}

/** A database of a version with rows in every table. */
async function filled(fresh: () => Promise<Database>, version: number): Promise<Database> {
  const database = await fresh()
  await migrate(database.session, migrations.slice(0, version))
  await database.session.transaction(tx => insert(tx, rowsAt(version)))
  return database
}

async function insert(session: SqlSession, tables: Tables): Promise<void> {
  for (const [table, rows] of Object.entries(tables)) {
    for (const row of rows) {
      await session.run(
        statement(Object.keys(row), (db, params) => db(table).insert(params)),
        row,
      )
    }
  }
}

/** The rows of the tables. */
async function contentOf(session: SqlSession, tables: Tables): Promise<Record<string, readonly Row[]>> {
  const content: Record<string, readonly Row[]> = {}
  for (const table of Object.keys(tables)) {
    content[table] = await session.all(
      statement([], db => db(table).select()),
      {},
    )
  }
  return content
}

async function tablesOf(session: SqlSession): Promise<string[]> {
  return [...new Set((await columnsOf(session)).map(({ name }) => name as string))]
}

/** Every column of every table. */
async function columnsOf(session: SqlSession): Promise<readonly Row[]> {
  return await session.all(columns[session.dialect], {})
}

const columns = {
  sqlite: statement([], db =>
    db.raw(`
      select t.name, c.name as column, c.type, c."notnull" from sqlite_schema t join pragma_table_info(t.name) c
      where t.type = 'table' and t.name not like 'sqlite%' order by t.name, c.name`),
  ),
  postgres: statement([], db =>
    db.raw(`
      select table_name as name, column_name as column, data_type, is_nullable, collation_name
      from information_schema.columns where table_schema = current_schema order by table_name, column_name`),
  ),
}
