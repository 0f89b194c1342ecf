/** A law: a statement about every store, checked on random values and without the model. */
import type * as fc from 'fast-check'
import type { AreaKey, CatalogStore, OperationName } from '../src/trait/catalog-store.ts'

export interface Law {
  /** The claim, as a sentence. */
  readonly name: string
  readonly area: AreaKey
  /** The operations that it speaks of, the one most at stake first. */
  readonly operations: readonly [OperationName, ...OperationName[]]
  /** What the law is tried on. */
  readonly arbitrary: fc.Arbitrary<unknown>
  /** Rejects if the law does not hold on this empty store for this value. */
  readonly holds: (store: CatalogStore, value: unknown) => Promise<void>
}

interface TypedLaw<T> extends Omit<Law, 'arbitrary' | 'holds'> {
  readonly arbitrary: fc.Arbitrary<T>
  readonly holds: (store: CatalogStore, value: T) => Promise<void>
}

/** Declares a law over values of one type. */
export function law<T>(declared: TypedLaw<T>): Law {
  return { ...declared, holds: (store, value) => declared.holds(store, value as T) }
}
