/** Makes a finding of a divergence: confirms it, shrinks it, and names the operation at fault. */
import type { Unsupported } from '../properties/trace.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import { culprit } from './culprit.ts'
import { type Execute, type Finding, factOf, makeFinding } from './finding.ts'
import { type Divergence, signature } from './run-trace.ts'
import { shrink } from './shrink.ts'

export interface Investigation {
  /** The calls that showed the divergence. */
  readonly calls: readonly Call[]
  readonly source: string
  readonly execute: Execute
  readonly unsupported: Unsupported
  readonly shrinkMs: number
}

/** The finding that a divergence amounts to, with the smallest trace found in the given time. */
export async function investigate(divergence: Divergence, given: Investigation): Promise<Finding> {
  const { source, execute, unsupported, shrinkMs } = given
  const failing = given.calls.slice(0, divergence.index + 1)
  let shown = divergence
  const reproduce = async (calls: readonly Call[]) => {
    const again = (await execute(calls)).find(other => signature(other) === signature(divergence))
    if (again !== undefined) shown = again
    return again?.index ?? null
  }

  const reproduced = (await reproduce(failing)) !== null
  const { calls, executions } = reproduced
    ? await shrink(failing, reproduce, unsupported, shrinkMs)
    : { calls: failing, executions: 0 }
  const { expected, actual, difference, call } = shown
  return makeFinding({
    operation: reproduced ? await culprit(calls, execute, unsupported) : call.operation,
    seenBy: call.operation,
    difference,
    fact: factOf(expected, actual),
    source,
    calls,
    expected,
    actual,
    executions,
    reproduced,
  })
}
