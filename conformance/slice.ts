/**
 * Cuts a trace down on the model alone, to the calls that some of its outcomes need.
 * Source: dynamic slicing (Agrawal and Horgan, "Dynamic Program Slicing", PLDI 1990), with the model for the program.
 */
import { predict, traceOf, type Unsupported } from '../properties/trace.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import { sameJson } from './compare.ts'

/**
 * The calls to be kept and, of the others, those that the outcomes of these need. If a `cause` is given, then also
 * what the last call, a query, would answer before it stays as it is, so that the cause goes on having its effect.
 */
export function slice(
  calls: readonly Call[],
  isKept: (call: Call) => boolean,
  cause: Call | null,
  unsupported: Unsupported,
): readonly Call[] {
  const question = { ...(calls.at(-1) as Call) }
  const all = calls.flatMap(call => (call === cause ? [question, call] : [call]))
  const watched = all.map(call => call === question || isKept(call))
  const outcomes = traceOf(all, unsupported).expected
  const states = statesOf(all, unsupported)

  const isEnough = (rest: readonly number[], from: State) => {
    let state = from
    return rest.every(at => {
      const [next, outcome] = predict(state, all[at] as Call, unsupported)
      state = next
      return !watched[at] || sameJson(outcome, outcomes[at])
    })
  }

  let kept: readonly number[] = []
  for (let at = all.length - 1; at >= 0; at--) {
    if (watched[at] || !isEnough(kept, states[at] as State)) kept = [at, ...kept]
  }
  return kept.map(at => all[at] as Call).filter(call => call !== question)
}

/** The model's state before each call, and after the last. */
function statesOf(calls: readonly Call[], unsupported: Unsupported): readonly State[] {
  const states = [emptyState]
  for (const call of calls) states.push(predict(states.at(-1) as State, call, unsupported)[0])
  return states
}
