/** Brings a database to the schema that this code knows: forward only, one client at a time. */
import { failedPrecondition } from '../../trait/errors.ts'
import { columnTypes } from './columns.ts'
import type { Migration } from './migration.ts'
import { core } from './migrations/001-core.ts'
import { serviceUsers } from './migrations/002-service-users.ts'
import { systemSettings } from './migrations/003-system-settings.ts'
import { auditLogs } from './migrations/004-audit-logs.ts'
import { merges } from './migrations/005-merges.ts'
import type { SqlSession } from './session.ts'
import { builders, type Dialect, statement } from './statement.ts'

/** Each version, in order, once it is released never changed. */
export const migrations: readonly Migration[] = [core, serviceUsers, systemSettings, auditLogs, merges]

/**
 * Applies what the database lacks of `known`, each migration whole or not at all; several clients may call it
 * at once. Rejects with `FAILED_PRECONDITION` if the database is newer than the code.
 */
export async function migrate(session: SqlSession, known = migrations): Promise<void> {
  const latest = known.at(-1)?.version ?? 0
  await session.transaction(async tx => {
    await tx.script(`${lock[tx.dialect]} ${versionTable}`)
    await versionUpTo(latest, tx)
  })
  for (const { version, name, up } of known) {
    await session.transaction(async tx => {
      await tx.script(lock[tx.dialect])
      if ((await versionUpTo(latest, tx)) >= version) return
      await tx.script(up(builders[tx.dialect].schema, columnTypes[tx.dialect]).toString())
      await tx.run(insertVersion, { version, name })
    })
  }
}

/** Held until the transaction ends. SQLite's transactions begin with a lock anyway. */
const lock: Readonly<Record<Dialect, string>> = {
  sqlite: '',
  postgres: `select pg_advisory_xact_lock(hashtext('catalog-parity'), hashtext(current_schema));`,
}

const versionTable = `
  create table if not exists schema_migrations (version integer not null primary key, name text not null)`

const selectVersion = statement([], db => db('schema_migrations').max('version', { as: 'version' }))

const insertVersion = statement(['version', 'name'], (db, row) => db('schema_migrations').insert(row))

/** The database's version. It is asked for at every step, for a newer client may have come in between. */
async function versionUpTo(latest: number, session: SqlSession): Promise<number> {
  const row = await session.one(selectVersion, {})
  const version = (row?.version as number | null) ?? 0
  if (version > latest) {
    throw failedPrecondition(
      `the database has schema version ${version}, this release knows ${latest}: upgrade it`,
    )
  }
  return version
}
