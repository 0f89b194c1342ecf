/** A store that keeps a record of the calls made through it. */
import { predict, type Unsupported } from '../properties/trace.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { type Call, type CatalogStore, operationNames, operations } from '../src/trait/catalog-store.ts'
import { Renaming } from './renaming.ts'

/** A call that was made; `value` is there if it was answered with one. */
export interface Recorded {
  readonly call: Call
  value?: unknown
}

/** `onCall` is told of each call, and waited for, before the store is called. */
export function recording(store: CatalogStore, onCall?: (call: Call) => Promise<void>) {
  const calls: Recorded[] = []
  const recorded = operationNames.map(operation => [
    operation,
    async (args: unknown) => {
      const call = { operation, args: structuredClone(args) as Call['args'] }
      const record: Recorded = { call }
      calls.push(record)
      await onCall?.(call)
      const value = await store[operation](args as never)
      record.value = structuredClone(value)
      return value
    },
  ])
  return { store: Object.fromEntries(recorded) as CatalogStore, calls: calls as readonly Recorded[] }
}

/** Recorded calls as a trace words them: in the ids that the model makes, not in those of the store. */
export function inModelsIds(recorded: readonly Recorded[], unsupported: Unsupported): readonly Call[] {
  const plain = recorded.map(({ call }) => call)
  if (!plain.some(({ operation }) => operations[operation].makesIds)) return plain
  const renaming = new Renaming()
  let state = emptyState
  return recorded.map(record => {
    const call = { ...record.call, args: renaming.toModels(record.call.args) }
    const [next, outcome] = predict(state, call, unsupported)
    state = next
    renaming.hear(call.args)
    if ('value' in record) renaming.read(outcome, { value: record.value })
    return call
  })
}
