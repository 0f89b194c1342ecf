/** Runs a trace on a store and says where its answers differ from the model's. */

import { outcomeLabel, type Trace } from '../properties/trace.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { type Call, type CatalogStore, type OperationName, operations } from '../src/trait/catalog-store.ts'
import { type Difference, difference, type Observed } from './compare.ts'
import { interpreter } from './interpreter.ts'

/** A call whose answer is not the model's. */
export interface Divergence {
  /** Position in the trace. */
  readonly index: number
  readonly call: Call
  readonly expected: Outcome
  /** In the model's ids, where the store has made others. */
  readonly actual: Observed
  readonly difference: Difference
}

/** Outcomes that were answered as the model says: operation × outcome label → calls. */
export type Coverage = Map<OperationName, Map<string, number>>

/**
 * Runs the calls in order. A query that answers wrongly leaves the state as it was, so the run goes on;
 * after a mutation that does, or a call without an answer, nothing is comparable and the run ends.
 */
export async function runTrace(
  store: CatalogStore,
  trace: Trace,
  coverage: Coverage = new Map(),
): Promise<readonly Divergence[]> {
  const { calls, expected } = trace
  const ask = interpreter(store, trace)
  const divergences: Divergence[] = []
  for (const [index, call] of calls.entries()) {
    const outcome = expected[index] as Outcome
    const actual = await ask(index)
    const differs = difference(outcome, actual)
    if (differs === null) {
      cover(coverage, call.operation, outcomeLabel(outcome))
    } else {
      divergences.push({ index, call, expected: outcome, actual, difference: differs })
      if (differs === 'hang' || operations[call.operation].kind === 'mutation') break
    }
  }
  return divergences
}

export function cover(coverage: Coverage, operation: OperationName, label: string, times = 1): void {
  const counts = coverage.get(operation) ?? new Map<string, number>()
  counts.set(label, (counts.get(label) ?? 0) + times)
  coverage.set(operation, counts)
}

/** Two divergences of one signature are taken for one bug until they are shrunk. */
export function signature({ call, difference, actual }: Divergence): string {
  return `${call.operation} ${difference} ${'failure' in actual ? actual.failure : ''}`
}
