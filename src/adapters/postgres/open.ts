/** Opens a PostgreSQL store in a schema of a database. */
import pg from 'pg'
import type { OpenStore } from '../adapter.ts'
import { bindHandlers } from '../bind-handlers.ts'
import { handlers } from '../sql/handlers.ts'
import { migrate } from '../sql/migrate.ts'
import { emptyEverything } from '../sql/reset.ts'
import { PostgresSession } from './session.ts'
import { types } from './types.ts'

export interface PostgresOptions {
  readonly url: string
  /** The schema that holds the tables, made if it does not exist; `catalog_parity` unless given. */
  readonly schema?: string
  /** Where the server came from, as reports show it; `given URL` unless given. */
  readonly obtained?: string
}

/** An open store, and the session to do with its schema what no operation does. */
export interface OpenPostgres extends OpenStore {
  readonly session: PostgresSession
}

/**
 * Opens the store with all that it holds, migrated to this release. Several processes may open the same schema.
 * Rejects with `FAILED_PRECONDITION` if the schema is newer than this release.
 */
export async function openPostgres(options: PostgresOptions): Promise<OpenPostgres> {
  const { url, schema = 'catalog_parity', obtained = 'given URL' } = options
  const quoted = pg.escapeIdentifier(schema)
  const pool = new pg.Pool({
    connectionString: url,
    types,
    onConnect: async client => {
      await client.query(`${settings}; set search_path to ${quoted}`)
    },
  })
  // An idle connection that is lost is replaced when it is needed.
  pool.on('error', () => {})
  try {
    const session = new PostgresSession(pool)
    await session.script(`${schemaLock}; create schema if not exists ${quoted}`)
    await migrate(session)
    return {
      session,
      store: bindHandlers(handlers, session),
      server: { name: 'PostgreSQL', version: await versionOf(pool), obtained },
      reset: () => session.script(emptyEverything),
      close: () => pool.end(),
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** What a database may have set otherwise and the statements rely on. */
const settings = `
  set timezone to 'UTC';
  set datestyle to 'ISO';
  set default_transaction_isolation to 'read committed'`

/** `if not exists` alone is not enough: PostgreSQL 18 lets two clients at once both find the schema missing. */
const schemaLock = `select pg_advisory_xact_lock(hashtext('catalog-parity'))`

async function versionOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? 'unknown'
}
