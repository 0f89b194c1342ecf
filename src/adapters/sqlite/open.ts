/** Opens a SQLite store in memory or on a file. */
import { randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import type { OpenStore } from '../adapter.ts'
import { bindHandlers } from '../bind-handlers.ts'
import { handlers } from '../sql/handlers.ts'
import { migrate } from '../sql/migrate.ts'
import { emptyEverything } from '../sql/reset.ts'
import { SqliteConnection } from './connection.ts'
import { patiently, SqliteSession } from './session.ts'

export interface SqliteOptions {
  /** The file, made if it does not exist; without it, the store is in memory. */
  readonly file?: string
}

/**
 * Opens the store with all that it holds, migrated to this release. Several processes may open the same file.
 * Rejects with `FAILED_PRECONDITION` if the file is newer than this release.
 */
export async function openSqlite({ file }: SqliteOptions = {}): Promise<OpenStore> {
  const database = new Sqlite(file ?? ':memory:', { timeout: 0 })
  try {
    await patiently(() => configure(database, file !== undefined))
    const session = new SqliteSession(new SqliteConnection(database))
    await migrate(session)
    return {
      store: bindHandlers(handlers, session),
      server: { name: 'SQLite', version: versionOf(database), obtained: 'in process' },
      reset: () => session.script(emptyEverything),
      close: async () => {
        database.close()
      },
    }
  } catch (error) {
    database.close()
    throw error
  }
}

function configure(database: Sqlite.Database, onFile: boolean): void {
  database.pragma('foreign_keys = on')
  // As PostgreSQL calls it: a statement that copies rows makes an id for each.
  database.function('gen_random_uuid', () => randomUUID())
  if (!onFile) return
  database.pragma('journal_mode = wal')
  // better-sqlite3 13 is built with `normal` for WAL files, which may forget commits when the power fails.
  database.pragma('synchronous = full')
}

function versionOf(database: Sqlite.Database): string {
  return database.prepare('select sqlite_version()').pluck().get() as string
}
