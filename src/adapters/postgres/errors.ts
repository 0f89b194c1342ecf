/** Reads the errors of pg; no other module does. */
import pg from 'pg'
import { StoreError } from '../../trait/errors.ts'
import type { UniqueViolation } from '../sql/unique-violation.ts'

/** The unique index that refused a row; its columns stand in the detail, in whatever language that is. */
export function uniqueViolation(error: unknown): UniqueViolation | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return undefined
  const [, column] = /(\w+)\)=\(/.exec(error.detail ?? '') ?? []
  return error.table === undefined || column === undefined ? undefined : { table: error.table, column }
}

/** A deadlock or a serialization failure: rolled back for another transaction's sake, to be tried again. */
export function isConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001')
}

/**
 * `UNAVAILABLE` where the server cannot be reached or serves nobody; any other error of the driver is
 * returned as it is. What the server itself did not say is about the way to it.
 */
export function unavailable(error: unknown): unknown {
  const { message } = error as Error
  const said = error instanceof pg.DatabaseError
  // Connection exceptions, insufficient resources, operator intervention.
  if (said && !/^(08|53|57)/.test(error.code ?? '')) return error
  return new StoreError({ code: 'UNAVAILABLE', fact: message, cause: error })
}
