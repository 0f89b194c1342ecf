/** A finding: what a store answers wrongly, with the shortest trace known to show it. */
import { createHash } from 'node:crypto'
import type { Outcome } from '../src/adapters/memory/model.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import { type Difference, firstDifference, type Observed } from './compare.ts'
import type { Divergence } from './run-trace.ts'

export interface Finding {
  /** Operation and a digest of the trace; the name of the finding's files. */
  readonly id: string
  /** The operation held to be at fault. */
  readonly operation: OperationName
  /** The operation whose answer showed it. */
  readonly seenBy: OperationName
  /** `claim`: a case or law fails although every answer is as the model says. */
  readonly difference: Difference | 'claim'
  /** One line: what was expected and what was answered. */
  readonly fact: string
  /** What found it: `trace 17`, a case's id, a law's name, a regression. */
  readonly source: string
  /** The last call is the one that shows it. */
  readonly calls: readonly Call[]
  readonly expected: Outcome | null
  readonly actual: Observed | null
  /** Executions on the store that shrinking took. */
  readonly executions: number
  /** Whether running the calls again, from empty, shows it again. */
  readonly reproduced: boolean
}

export function makeFinding(fields: Omit<Finding, 'id'>): Finding {
  const digest = createHash('sha256').update(JSON.stringify(fields.calls)).digest('hex').slice(0, 8)
  return { id: `${fields.operation}-${digest}`, ...fields }
}

/** Runs calls from an empty store and reports every divergence. */
export type Execute = (calls: readonly Call[]) => Promise<readonly Divergence[]>

/** One line on how the answer to the last call differs. */
export function factOf(expected: Outcome, actual: Observed): string {
  if ('failure' in actual) {
    const wanted = 'failure' in expected ? expected.failure : 'success'
    return `expected ${wanted}, got ${actual.failure} (${actual.fact})`
  }
  if ('failure' in expected) return `expected ${expected.failure}, got ${JSON.stringify(actual.value)}`
  return firstDifference(expected.value, actual.value)
}

/** The calls of a trace as numbered lines: `2. createTenant {"tenant":…}`. */
export function numbered(calls: readonly Call[]): readonly string[] {
  return calls.map(({ operation, args }, i) => `${i + 1}. ${operation} ${JSON.stringify(args)}`)
}
