/** Runs clients side by side on one store and checks that their answers have a legal order. */
import { linearize, type TimedCall } from '../properties/linearizability.ts'
import { predict } from '../properties/trace.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import type { Call, CatalogStore } from '../src/trait/catalog-store.ts'
import { difference, type Observed, observe } from './compare.ts'
import { replaced, UUID } from './renaming.ts'

export interface Overlap {
  /** Calls made one after another, before any client starts. */
  readonly prefix: readonly Call[]
  /** The calls of each client, in its order. */
  readonly clients: readonly (readonly Call[])[]
  /** Calls made one after another when all clients are done; they show what is left. */
  readonly suffix: readonly Call[]
}

export type History = readonly TimedCall<Observed>[]

/** Runs the calls on an empty store and resolves to the history of all but the prefix. */
export async function runOverlapping(store: CatalogStore, overlap: Overlap): Promise<History> {
  const { prefix, clients, suffix } = overlap
  for (const call of prefix) await observe(store, call)
  const histories = await Promise.all(clients.map(calls => runClient(store, calls)))
  return [...histories.flat(), ...(await runClient(store, suffix))]
}

async function runClient(store: CatalogStore, calls: readonly Call[]): Promise<History> {
  const history: TimedCall<Observed>[] = []
  for (const call of calls) {
    const invokedAt = performance.now()
    const answer = await observe(store, call)
    history.push({ call, answer, invokedAt, returnedAt: performance.now() })
  }
  return history
}

/**
 * Whether the history, after its prefix, equals some order of its calls on the model. Ids that the store made are
 * held to be there, not to be any one id; calls are not to mention such ids.
 */
export function isLinearizable(prefix: readonly Call[], history: History): boolean {
  const start = prefix.reduce((state, call) => predict(state, call, new Set())[0], emptyState)
  const chosen = new Set<string>()
  for (const { args } of [...prefix, ...history.map(({ call }) => call)]) {
    replaced(args, text => {
      chosen.add(text)
      return text
    })
  }
  const masked = <Answer>(answer: Answer) =>
    replaced(answer, text => (UUID.test(text) && !chosen.has(text) ? 'made' : text)) as Answer
  const agrees = (expected: Outcome, answer: Observed) =>
    difference(masked(expected), masked(answer)) === null
  return linearize(start, history, agrees) !== null
}
