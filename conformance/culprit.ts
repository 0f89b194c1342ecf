/** Decides which operation of a minimal trace is at fault. */
import { closingAudit } from '../properties/audit.ts'
import { predict, type Unsupported } from '../properties/trace.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { type Call, type OperationName, operationNames, operations } from '../src/trait/catalog-store.ts'
import type { Execute } from './finding.ts'

/**
 * The operation at fault for a divergence that a minimal trace ends in. A mutation answers for itself. A wrong
 * answer of a query is the query's own fault if the state, read through the other queries of its area, is as it
 * should be; else it is the fault of the mutation after which the query went wrong.
 */
export async function culprit(
  calls: readonly Call[],
  execute: Execute,
  unsupported: Unsupported,
): Promise<OperationName> {
  const last = calls.at(-1) as Call
  const { kind, area, name } = operations[last.operation]
  const isMutation = (call: Call) => operations[call.operation].kind === 'mutation'
  if (kind === 'mutation' || !calls.some(isMutation)) return name

  const before = calls.slice(0, -1)
  const siblings = operationNames
    .map(operation => operations[operation])
    .filter(other => other.area === area && other.kind === 'query' && other.name !== name)
  const audit = closingAudit(finalState(before, unsupported), siblings)
  const wrong = await execute([...before, ...audit])
  const isOtherwiseWell = audit.length > 0 && wrong.every(({ index }) => index < before.length)
  if (isOtherwiseWell) return name

  for (let at = before.length - 1; at >= 0; at--) {
    const mutation = before[at] as Call
    if (!isMutation(mutation)) continue
    const prefix = before.slice(0, at)
    const stillWrong = await execute([...prefix, last])
    if (stillWrong.every(({ index }) => index < prefix.length)) return mutation.operation
  }
  return name
}

function finalState(calls: readonly Call[], unsupported: Unsupported) {
  return calls.reduce((state, call) => predict(state, call, unsupported)[0], emptyState)
}
