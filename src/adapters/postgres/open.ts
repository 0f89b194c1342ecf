/** Opens a PostgreSQL store in a schema of a database. */
import pg from 'pg'
import { failedPrecondition } from '../../trait/errors.ts'
import type { OpenStore } from '../adapter.ts'
import { bindHandlers } from '../bind-handlers.ts'
import { handlers } from '../sql/handlers.ts'
import { migrate } from '../sql/migrate.ts'
import { emptyEverything } from '../sql/reset.ts'
import { statement } from '../sql/statement.ts'
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
 * Opens the store with all that it holds, migrated to this release. Several processes may open the same
 * schema. Rejects with `FAILED_PRECONDITION` if the schema is newer than this release.
 */
export async function openPostgres(options: PostgresOptions): Promise<OpenPostgres> {
  const { url, schema = 'catalog_parity', obtained = 'given URL' } = options
  const pool = new pg.Pool({
    connectionString: url,
    types,
    onConnect: async client => {
      client.on('error', leaveToTheCall)
      await client.query(`${settings}; set search_path to ${pg.escapeIdentifier(schema)}`)
    },
  })
  pool.on('error', leaveToTheCall)
  try {
    const session = new PostgresSession(pool)
    const version = await versionOf(session)
    await createSchema(session, schema)
    await migrate(session)
    return {
      session,
      store: bindHandlers(handlers, session),
      server: { name: 'PostgreSQL', version, obtained },
      reset: () => session.script(emptyEverything),
      close: () => pool.end(),
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/**
 * What a database may have set otherwise and the statements rely on. Every list has an index in its order, but
 * PostgreSQL 18 expects few rows even of a tenant that has very many, and would rather read and sort them all for
 * each page. Versions before 18 then compile what cannot do without a sort, as if that were very expensive.
 */
export const settings = `
  set timezone to 'UTC';
  set datestyle to 'ISO';
  set default_transaction_isolation to 'read committed';
  set enable_sort to off;
  set jit to off`

/** A lost connection is told to whoever calls on it next; without a listener it would end the process. */
function leaveToTheCall(): void {}

const selectServer = statement([], db =>
  db.select(
    db.raw(`current_setting('server_version') as version, current_setting('server_encoding') as encoding`),
  ),
)

/** The server's version. Rejects with `FAILED_PRECONDITION` if the database cannot hold every text. */
async function versionOf(session: PostgresSession): Promise<string> {
  const row = await session.one(selectServer, {})
  if (row?.encoding !== 'UTF8') {
    throw failedPrecondition(`the database has the encoding ${row?.encoding}: create one with UTF8`)
  }
  return String(row.version)
}

const selectSchema = statement(['schema'], (db, { schema }) =>
  db('pg_namespace').where({ nspname: schema }).select('oid'),
)

/**
 * Makes the schema if it is missing. Not by `if not exists`, with which PostgreSQL 18 lets two clients at
 * once both find it missing, and which it refuses to a user without the right, even if the schema is there.
 */
async function createSchema(session: PostgresSession, schema: string): Promise<void> {
  await session.transaction(async tx => {
    await tx.script(`select pg_advisory_xact_lock(hashtext('catalog-parity'))`)
    const found = await tx.one(selectSchema, { schema })
    if (found === undefined) await tx.script(`create schema ${pg.escapeIdentifier(schema)}`)
  })
}
