/** A case: a hand-written example of one operation, run on every store and never looking at the model. */
import type { CatalogStore, StoreHandlers } from '../src/trait/catalog-store.ts'
import type { Failure } from '../src/trait/errors.ts'

export interface CaseTools {
  /** An empty store behind the shell. */
  readonly store: CatalogStore
  /** Asserts that the call is refused with this failure and that nothing observable has changed. */
  readonly refuses: (call: () => Promise<unknown>, failure: Failure) => Promise<void>
}

/** Rejects if the store answers otherwise than the contract says. */
export type Case = (tools: CaseTools) => Promise<void>

/** The cases of an area by operation, then by claim; an operation without an entry does not compile. */
export type CasesOf<A extends keyof StoreHandlers<never>> = {
  readonly [Operation in keyof StoreHandlers<never>[A]]: Readonly<Record<string, Case>>
}
