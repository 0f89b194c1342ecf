/** What a unique index refused, as the contract names it. */
import { alreadyExists, type StoreError } from '../../trait/errors.ts'
import { readPath } from './codec.ts'
import { entityOf } from './place.ts'
import type { Params } from './statement.ts'

export interface UniqueViolation {
  readonly table: string
  /** The last column of the index: the one that the caller chose. */
  readonly column: string
}

/** `ALREADY_EXISTS` of the entity, with the key that the refused statement's parameters give it. */
export function taken(
  { table, column }: UniqueViolation,
  params: Params<string>,
  cause: unknown,
): StoreError {
  const key = column === 'path_hash' ? readPath(params.path) : params[column]
  return alreadyExists(entityOf(table), key, cause)
}
