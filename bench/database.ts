/** Databases with every way to them: the session that handlers work on, and the bare driver under it. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { bindHandlers } from '../src/adapters/bind-handlers.ts'
import { openPostgres, settings } from '../src/adapters/postgres/open.ts'
import { types } from '../src/adapters/postgres/types.ts'
import { handlers } from '../src/adapters/sql/handlers.ts'
import { migrate } from '../src/adapters/sql/migrate.ts'
import type { SqlSession } from '../src/adapters/sql/session.ts'
import { SqliteConnection } from '../src/adapters/sqlite/connection.ts'
import { SqliteSession } from '../src/adapters/sqlite/session.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import type { Run } from './recorder.ts'

/** A database of its own, migrated and empty. */
export interface Database {
  readonly session: SqlSession
  readonly store: CatalogStore
  /** The run as a program without an adapter would write it: prepared, its values at hand. */
  readonly byHand: (run: Run) => () => unknown
  readonly close: () => Promise<void>
}

/** SQLite with the settings that the adapter gives it. */
export async function sqliteDatabase(file = ':memory:'): Promise<Database> {
  const database = new Sqlite(file)
  database.pragma('foreign_keys = on')
  database.function('gen_random_uuid', () => randomUUID())
  if (file !== ':memory:') {
    database.pragma('journal_mode = wal')
    database.pragma('synchronous = full')
  }
  const session = new SqliteSession(new SqliteConnection(database))
  await migrate(session)
  const prepared = new Map<string, Sqlite.Statement>()
  const prepare = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, known)
    return known
  }
  return {
    session,
    store: bindHandlers(handlers, session),
    byHand({ how, statement, params }) {
      const { text, values } = statement.in('sqlite')
      const given = values(params)
      const query = prepare(text)
      if (how === 'all') return () => query.all(...given)
      return how === 'one' ? () => query.get(...given) : () => query.run(...given)
    },
    close: async () => {
      database.close()
    },
  }
}

/** SQLite on a file in a folder that goes with it. */
export async function sqliteFileDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-parity-bench-'))
  const database = await sqliteDatabase(join(folder, 'store.db'))
  return {
    ...database,
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A schema of a PostgreSQL, and one client for what is done by hand. */
export async function postgresDatabase(url: string): Promise<Database> {
  const schema = `bench_${randomBytes(6).toString('hex')}`
  const { session, store, close } = await openPostgres({ url, schema })
  const client = new pg.Client({ connectionString: url, types })
  await client.connect()
  await client.query(`${settings}; set search_path to ${schema}`)
  return {
    session,
    store,
    byHand({ statement, params }) {
      const { name, text, values } = statement.in('postgres')
      const query = { name, text, values: values(params) }
      return () => client.query(query)
    },
    close: async () => {
      await client.query(`drop schema ${schema} cascade`)
      await client.end()
      await close?.()
    },
  }
}
