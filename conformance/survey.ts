/** The survey: which operations a store does not offer, found by asking. */
import { simplestArguments } from '../properties/simplify.ts'
import { type CatalogStore, type OperationName, operations } from '../src/trait/catalog-store.ts'
import { type Observed, observe } from './compare.ts'

/** The answer of an empty store to the simplest call of an operation. */
export function ask(store: CatalogStore, operation: OperationName): Promise<Observed> {
  return observe(store, { operation, args: simplestArguments(operations[operation].args) })
}

/** The reason that a store gives for not offering an operation; null if it does. */
export function refusal(answer: Observed): string | null {
  return 'failure' in answer && answer.failure === 'UNIMPLEMENTED' ? answer.fact : null
}

/** Those of some operations that the store does not offer. */
export async function notOffered(
  store: CatalogStore,
  names: Iterable<OperationName>,
): Promise<ReadonlySet<OperationName>> {
  const absent = new Set<OperationName>()
  for (const name of new Set(names)) if (refusal(await ask(store, name)) !== null) absent.add(name)
  return absent
}
