/** A case: a hand-written example of one operation, run on every store and never looking at the model. */
import assert from 'node:assert/strict'
import { digest } from '../properties/digest.ts'
import type { AreaKey, CatalogStore, OperationName, StoreHandlers } from '../src/trait/catalog-store.ts'
import { type Failure, StoreError } from '../src/trait/errors.ts'

export interface CaseTools {
  /** An empty store behind the shell. */
  readonly store: CatalogStore
  /** Asserts that the call is refused with this failure and that nothing observable has changed. */
  readonly refuses: (call: () => Promise<unknown>, failure: Failure) => Promise<void>
}

/** Rejects if the store answers otherwise than the contract says. */
export type Case = (tools: CaseTools) => Promise<void>

/** The cases of an area by operation, then by claim; an operation without an entry does not compile. */
export type CasesOf<A extends AreaKey> = {
  readonly [Operation in keyof StoreHandlers<never>[A]]: Readonly<Record<string, Case>>
}

/** A case with its place in the contract. */
export interface NamedCase {
  /** `createTenant › refuses an id already taken` */
  readonly id: string
  readonly operation: OperationName
  readonly area: AreaKey
  readonly run: Case
}

/**
 * Runs a case on an empty store behind the shell. Rejects with an `AssertionError` if the store answers otherwise
 * than the contract says, and with the `StoreError` of a call that the case did not expect to fail.
 */
export async function runCase(store: CatalogStore, { run }: Pick<NamedCase, 'run'>): Promise<void> {
  await run({ store, refuses: (call, failure) => assertRefused(store, call, failure) })
}

/** Whether the store left the question open: it does not offer the operation, or it could not be reached. */
export function isNoAnswer({ code }: StoreError): boolean {
  return code === 'UNIMPLEMENTED' || code === 'UNAVAILABLE'
}

async function assertRefused(store: CatalogStore, call: () => Promise<unknown>, failure: Failure) {
  const before = await digest(store)
  const error = await errorOf(call, failure)
  assert.deepEqual(await digest(store), before, `a call refused with ${error.failure} changed the store`)
  if (isNoAnswer(error)) throw error
  assert.equal(error.failure, failure)
}

async function errorOf(call: () => Promise<unknown>, failure: Failure): Promise<StoreError> {
  let result: unknown
  try {
    result = await call()
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  return assert.fail(`${JSON.stringify(result)} was answered instead of ${failure}`)
}
