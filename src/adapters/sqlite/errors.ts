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

/** `UNAVAILABLE` where the file is locked, damaged or closed; any other error is returned as it is. */
export function unavailable(error: unknown): unknown {
  const lost = isBusy(error) || isClosed(error) || /^SQLITE_(IOERR|FULL|READONLY|CORRUPT)/.test(codeOf(error))
  return lost ? new StoreError({ code: 'UNAVAILABLE', fact: (error as Error).message, cause: error }) : error
}

function isClosed(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'The database connection is not open'
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}
