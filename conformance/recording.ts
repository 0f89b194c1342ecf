/** A store that keeps a record of the calls made through it. */
import { type Call, type CatalogStore, operationNames } from '../src/trait/catalog-store.ts'

/** `onCall` is told of each call, and waited for, before the store is called. */
export function recording(store: CatalogStore, onCall?: (call: Call) => Promise<void>) {
  const calls: Call[] = []
  const recorded = operationNames.map(operation => [
    operation,
    async (args: unknown) => {
      const call = { operation, args: structuredClone(args) as Call['args'] }
      calls.push(call)
      await onCall?.(call)
      return store[operation](args as never)
    },
  ])
  return { store: Object.fromEntries(recorded) as CatalogStore, calls: calls as readonly Call[] }
}
