/** Decides which operation of a minimal trace is at fault. */
import { closingAudit } from '../properties/audit.ts'
import { without } from '../properties/simplify.ts'
import { predict, traceOf, type Unsupported } from '../properties/trace.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { type Call, type OperationName, operationNames, operations } from '../src/trait/catalog-store.ts'
import { difference, type Observed } from './compare.ts'
import type { Execute } from './finding.ts'

/**
 * The operation at fault for a divergence that a minimal trace ends in.
 *
 * A mutation answers for itself, unless what it met was wrong already by the fault of an earlier one. A query that
 * answers as if an earlier change or removal had not been made is wrong by the fault of that one. Otherwise its wrong
 * answer is its own fault if the other queries of its area answer as they should; else it is the fault of the mutation
 * after which it went wrong.
 */
export async function culprit(
  calls: readonly Call[],
  execute: Execute,
  unsupported: Unsupported,
): Promise<OperationName> {
  const last = calls.at(-1) as Call
  if (!calls.slice(0, -1).some(isMutation)) return last.operation
  const blame = { calls, last, execute, unsupported }
  return isMutation(last) ? blameForMutation(blame) : blameForQuery(blame)
}

interface Blame {
  readonly calls: readonly Call[]
  readonly last: Call
  readonly execute: Execute
  readonly unsupported: Unsupported
}

async function blameForMutation({ calls, last, execute, unsupported }: Blame): Promise<OperationName> {
  const before = calls.slice(0, -1)
  const audit = auditOf(before, last, unsupported)
  const wrong = (await execute([...before, ...audit])).find(({ index }) => index >= before.length)
  if (wrong === undefined) return last.operation
  const earlier = await culprit([...before, wrong.call], execute, unsupported)
  return operations[earlier].kind === 'mutation' ? earlier : last.operation
}

async function blameForQuery({ calls, last, execute, unsupported }: Blame): Promise<OperationName> {
  const before = calls.slice(0, -1)
  const siblings = auditOf(before, last, unsupported).filter(({ operation }) => operation !== last.operation)
  const wrong = await execute([...calls, ...siblings])
  const answer = wrong.find(({ index }) => index === before.length)?.actual
  const undone = answer && before.findLast((call, at) => isAsIfUndone(call, at))
  if (undone) return undone.operation
  const isOtherwiseWell = siblings.length > 0 && wrong.every(({ index }) => index < calls.length)
  if (isOtherwiseWell) return last.operation

  for (const [at, call] of [...before.entries()].reverse()) {
    if (!isMutation(call)) continue
    const prefix = before.slice(0, at)
    const stillWrong = await execute([...prefix, last])
    if (stillWrong.every(({ index }) => index < prefix.length)) return call.operation
  }
  return last.operation

  /** What was never created is missed by many a wrong query, so that creations prove nothing. */
  function isAsIfUndone(call: Call, at: number): boolean {
    if (!isMutation(call) || call.operation.startsWith('create')) return false
    const expected = traceOf(without(calls, at, 1), unsupported).expected.at(-1) as Outcome
    return difference(expected, answer as Observed) === null
  }
}

/** Every way to ask the queries of a call's area for what there is after the calls before it. */
function auditOf(before: readonly Call[], { operation }: Call, unsupported: Unsupported): readonly Call[] {
  const { area } = operations[operation]
  const state = before.reduce((state, call) => predict(state, call, unsupported)[0], emptyState)
  return closingAudit(
    state,
    operationNames.map(name => operations[name]).filter(other => other.area === area),
  )
}

function isMutation({ operation }: Call): boolean {
  return operations[operation].kind === 'mutation'
}
