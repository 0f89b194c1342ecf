/** What a check is asked to do. */
import type { AreaKey, Call, OperationName } from '../src/trait/catalog-store.ts'
import type { LaneOptions } from './lane.ts'

/** A counterexample kept from an earlier run. */
export interface Regression {
  readonly name: string
  readonly calls: readonly Call[]
}

export interface CheckOptions extends LaneOptions {
  readonly areas: readonly AreaKey[]
  readonly seed: number
  /** Traces in the campaign; 0 runs the cases and laws only. */
  readonly traces: number
  /** Calls in a trace, before its closing audit. */
  readonly calls: number
  /** If given, the campaign runs for this long, however many traces that makes. */
  readonly timeMs?: number
  /** Random values that each law is tried on. */
  readonly lawRuns: number
  /** The time that shrinking one finding may take. */
  readonly shrinkMs: number
  readonly regressions: readonly Regression[]
  /** Items not to run, by id: done before, or known to kill the process. */
  readonly skip?: ReadonlySet<string>
  /** Items to run; all unless given. */
  readonly only?: ReadonlySet<string>
  /** Operations not to call, because a call kills the process. */
  readonly silence?: readonly OperationName[]
  /** Once aborted, no further item is begun. */
  readonly signal?: AbortSignal
  /** Told of each call, and waited for, before the store is called. */
  readonly onCall?: (call: Call) => Promise<void>
}

export const defaultCheckOptions: Omit<CheckOptions, 'areas' | 'seed' | 'regressions'> = {
  traces: 120,
  calls: 150,
  lawRuns: 15,
  shrinkMs: 8000,
  callTimeoutMs: 5000,
  openTimeoutMs: 30_000,
}
