/** A trace: calls not yet run, each with the outcome that the model gives it. */
import { type Outcome, step } from '../src/adapters/memory/model.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'

export interface Trace {
  readonly calls: readonly Call[]
  /** One outcome per call; every subsequence of a trace is a trace. */
  readonly expected: readonly Outcome[]
}

/** Operations that the store declares unsupported: each call answers `UNIMPLEMENTED` and changes nothing. */
export type Unsupported = ReadonlySet<OperationName>

const UNIMPLEMENTED: Outcome = { failure: 'UNIMPLEMENTED' }
/** Malformed arguments are refused before it matters whether the operation is offered. */
const INVALID: Outcome = { failure: 'INVALID_ARGUMENT' }

/** What a store must answer to a call, and the state that it must then be in. */
export function predict(state: State, call: Call, unsupported: Unsupported): readonly [State, Outcome] {
  if (!unsupported.has(call.operation)) return step(state, call)
  return [state, argumentProblem(call) === null ? UNIMPLEMENTED : INVALID]
}

/** The trace of some calls from the empty store. */
export function traceOf(calls: readonly Call[], unsupported: Unsupported = new Set()): Trace {
  let state = emptyState
  const expected = calls.map(call => {
    const [next, outcome] = predict(state, call, unsupported)
    state = next
    return outcome
  })
  return { calls, expected }
}

/** How coverage counts an outcome: `ok` or the failure. */
export function outcomeLabel(outcome: Outcome): string {
  return 'failure' in outcome ? outcome.failure : 'ok'
}

/** The outcomes that an operation declares, success first. */
export function declaredOutcomes({ fails }: { readonly fails: readonly string[] }): readonly string[] {
  return ['ok', ...fails]
}
