/** Reads the errors of better-sqlite3; no other module does. */
import Sqlite from 'better-sqlite3'
import { StoreError } from '../../trait/errors.ts'
import type { UniqueViolation } from '../sql/unique-violation.ts'

/** The unique index that refused a row. SQLite 3.54 names it only in the text, by its columns. */
export function uniqueViolation(error: unknown): UniqueViolation | undefined {
  if (!/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(codeOf(error))) return undefined
  const [, table, column] = /(\w+)\.(\w+)$/.exec((error as Error).message) ?? []
  return table === undefined || column === undefined ? undefined : { table, column }
}

/** Another connection has the file locked; the same call may succeed a little later. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
}

/** `UNAVAILABLE` where the file cannot be used; any other error is returned as it is. */
export function unavailable(error: unknown): unknown {
  if (isBusy(error)) return new StoreError({ ...lost, fact: 'the database file stays locked', cause: error })
  if (/^SQLITE_(IOERR|CANTOPEN|FULL|READONLY|NOTADB|CORRUPT)/.test(codeOf(error))) {
    return new StoreError({ ...lost, fact: (error as Error).message, cause: error })
  }
  return error
}

const lost = { code: 'UNAVAILABLE' } as const

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}
