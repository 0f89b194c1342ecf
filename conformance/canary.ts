/** A canary: a deliberately wrong store. A kit that finds one conformant is broken itself. */
import { type Adapter, defineAdapter } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import type { Call, CatalogStore, OperationName } from '../src/trait/catalog-store.ts'
import { type Failure, StoreError } from '../src/trait/errors.ts'

interface Planted {
  /** The bug in kebab-case, its area's entity first. */
  readonly name: string
  /** The operation that a report has to name. */
  readonly breaks: OperationName
  /** The kind of bug in real stores that it stands for, in one sentence. */
  readonly because: string
  /** The shortest known trace that shows it; the last call shows it. */
  readonly witness: readonly Call[]
}

export interface Canary extends Planted {
  /** The reference store with this one thing broken. */
  readonly adapter: Adapter
}

/**
 * Declares a canary. `wrap` gives the methods that are broken, over a correct store; it is called once for each store
 * that is opened, so what a wrapper remembers is made inside it.
 */
export function canary({
  wrap,
  ...planted
}: Planted & { readonly wrap: (store: CatalogStore) => Partial<CatalogStore> }): Canary {
  const adapter = defineAdapter({
    name: `canary-${planted.name}`,
    capabilities: memory.capabilities,
    // There is no reset: what a wrapper remembers goes away with its store only.
    async open() {
      const { store } = await memory.open()
      return { store: { ...store, ...wrap(store) } }
    },
  })
  return { ...planted, adapter }
}

/** A call of a witness, held to the operation's declaration. */
export function call<O extends OperationName>(operation: O, args: Parameters<CatalogStore[O]>[0]): Call {
  return { operation, args }
}

/** The failure that the correct store answered with, for a canary to change. */
export function failureOf(error: unknown): Failure | null {
  return error instanceof StoreError ? error.failure : null
}
