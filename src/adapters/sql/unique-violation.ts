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
  return alreadyExists(entityOf(table), keyOf(column, params), cause)
}

/** A token's string is a secret, so that its id tells which one it is. */
function keyOf(column: string, params: Params<string>): unknown {
  if (column === 'path_hash') return readPath(params.path)
  return column === 'token_hash' ? params.id : params[column]
}
