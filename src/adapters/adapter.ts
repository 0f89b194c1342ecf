/** What an adapter offers the kit: a name, what it promises, and a way to open an empty store. */
import type { Capabilities } from '../trait/capabilities.ts'
import {
  type AreaKey,
  type areas,
  type CatalogStore,
  type OperationName,
  operationsOf,
} from '../trait/catalog-store.ts'
import { StoreError } from '../trait/errors.ts'

/** The software behind a store, as the report names it. */
export interface Server {
  readonly name: string
  readonly version: string
  /** Where it came from: `in process`, `embedded`, `given URL`, … */
  readonly obtained: string
}

/** An open store: the operations, and the ends of its life. */
export interface OpenStore {
  readonly store: CatalogStore
  readonly server?: Server
  /** Empties the store; without it, the kit closes the store and opens another. */
  readonly reset?: () => Promise<void>
  readonly close?: () => Promise<void>
}

export interface Adapter {
  /** As reports and the command line show it: `sqlite-file`. */
  readonly name: string
  readonly capabilities: Capabilities
  /** How many stores the kit opens side by side; 1 unless given. Worth it where calls wait for a server. */
  readonly lanes?: number
  /** Opens an empty store that shares nothing with any other open store. */
  readonly open: () => Promise<OpenStore>
}

/** Declares an adapter; the default export of an adapter file. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter
}

/**
 * Stands in for an operation that the store does not offer: it answers `UNIMPLEMENTED` to every call,
 * and the report shows the reason. An operation left out is a compile error; this is its honest absence.
 */
export function unsupported(reason: string): () => Promise<never> {
  return async () => {
    throw new StoreError({ code: 'UNIMPLEMENTED', fact: reason })
  }
}

/** The names of the operations of some areas. */
type OperationsOf<A extends AreaKey> = { [K in A]: keyof (typeof areas)[K]['operations'] }[A] & OperationName

/** Whole areas that the store does not offer, each operation `unsupported` for the same reason. */
export function unsupportedAreas<A extends AreaKey>(
  reason: string,
  keys: readonly A[],
): Pick<CatalogStore, OperationsOf<A>> {
  const refuse = unsupported(reason)
  const names = operationsOf(keys).map(({ name }) => [name, refuse])
  return Object.fromEntries(names) as Pick<CatalogStore, OperationsOf<A>>
}
