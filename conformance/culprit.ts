/** Decides which operation of a minimal trace is at fault. */
import { closingAudit } from '../properties/audit.ts'
import { without } from '../properties/simplify.ts'
import { predict, traceOf, type Unsupported } from '../properties/trace.ts'
import { isCreator } from '../properties/weights.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { type Call, type OperationName, operationNames, operations } from '../src/trait/catalog-store.ts'
import { difference, type Observed, sameJson } from './compare.ts'
import type { Execute } from './finding.ts'
import type { Divergence } from './run-trace.ts'

/**
 * The operation at fault for a divergence that a minimal trace ends in.
 *
 * A mutation that is to be refused, and without which nothing goes wrong, is at fault. Any other answers for itself,
 * unless what it met was wrong already by the fault of an earlier one, or it answers as if an earlier one had not been
 * made of which no query tells. A query that answers as if an earlier change or removal had not been made is wrong by
 * the fault of that one. Otherwise its wrong answer is its own fault if the other queries of the areas concerned
 * answer as they should; else it is the fault of the mutation after which the first of them went wrong.
 */
export async function culprit(
  calls: readonly Call[],
  execute: Execute,
  unsupported: Unsupported,
): Promise<OperationName> {
  const before = calls.slice(0, -1)
  const last = calls.at(-1) as Call
  if (!before.some(isMutation)) return last.operation
  const blame = { calls, before, last, execute, unsupported }
  const refused = await refusedInVain(blame)
  if (refused) return refused.operation
  return isMutation(last) ? blameForMutation(blame) : blameForQuery(blame)
}

interface Blame {
  readonly calls: readonly Call[]
  readonly before: readonly Call[]
  readonly last: Call
  readonly execute: Execute
  readonly unsupported: Unsupported
}

/** The mutation that is to be refused, and without which nothing goes wrong. */
async function refusedInVain({ calls, before, execute, unsupported }: Blame): Promise<Call | null> {
  const { expected } = traceOf(calls, unsupported)
  for (const [at, call] of before.entries()) {
    const isRefused = isMutation(call) && 'failure' in (expected[at] as Outcome)
    if (isRefused && (await execute(without(calls, at, 1))).length === 0) return call
  }
  return null
}

async function blameForMutation(blame: Blame): Promise<OperationName> {
  const { calls, before, last, execute, unsupported } = blame
  const already = await wrongAfter(before, blame)
  if (already) {
    const earlier = await culprit([...before, already], execute, unsupported)
    return operations[earlier].kind === 'mutation' ? earlier : last.operation
  }
  const answer = answerTo(calls, await execute(calls))
  const undone = before.findLast(
    (call, at) => isMutation(call) && isAsIfUndone(blame, at, answer) && !isTold(blame, at),
  )
  return (undone ?? last).operation
}

async function blameForQuery(blame: Blame): Promise<OperationName> {
  const { calls, before, last, execute, unsupported } = blame
  const siblings = auditOf(calls, unsupported).filter(({ operation }) => operation !== last.operation)
  const wrong = await execute([...calls, ...siblings])
  const answer = answerTo(calls, wrong)
  const undone = before.findLast(
    (call, at) =>
      isChange(call) && isAsIfUndone(blame, at, answer) && !(isNothing(answer) && isTold(blame, at)),
  )
  if (undone) {
    const prefix = before.slice(0, before.indexOf(undone))
    const already = await wrongAfter(prefix, blame)
    return already ? culprit([...prefix, already], execute, unsupported) : undone.operation
  }
  const { area } = operations[last.operation]
  const isOneOfSeveral = siblings.some(({ operation }) => operations[operation].area === area)
  const isOtherwiseWell = wrong.every(({ index }) => index < calls.length)
  if (isOneOfSeveral && isOtherwiseWell) return last.operation

  for (const [at, call] of [...before.entries()].reverse()) {
    if (isMutation(call) && !(await wrongAfter(before.slice(0, at), blame))) return call.operation
  }
  return last.operation
}

/** A query of the areas concerned that is answered wrongly after some of the calls. */
async function wrongAfter(some: readonly Call[], { last, execute, unsupported }: Blame) {
  const asked = isMutation(last) ? [] : [last]
  const wrong = await execute([...some, ...asked, ...auditOf([...some, last], unsupported)])
  return wrong.find(({ index }) => index >= some.length)?.call
}

function answerTo(calls: readonly Call[], wrong: readonly Divergence[]): Observed | undefined {
  return wrong.find(({ index }) => index === calls.length - 1)?.actual
}

/** What was never created is missed by many a wrong query, so that creations prove nothing. */
function isChange(call: Call): boolean {
  return isMutation(call) && !isCreator(operations[call.operation])
}

/** Whether an answer to the last call is what it would be without the call at a position. */
function isAsIfUndone({ calls, unsupported }: Blame, at: number, answer: Observed | undefined): boolean {
  const expected = traceOf(without(calls, at, 1), unsupported).expected.at(-1) as Outcome
  return answer !== undefined && difference(expected, answer) === null
}

/** Whether a query tells what the call at a position has done, before another call is made. */
function isTold({ before, last, unsupported }: Blame, at: number): boolean {
  const done = before.slice(0, at + 1)
  const audit = auditOf([...done, last], unsupported)
  const answersAfter = (some: readonly Call[]) =>
    traceOf([...some, ...audit], unsupported).expected.slice(some.length)
  return !sameJson(answersAfter(done), answersAfter(done.slice(0, -1)))
}

/** Nothing is what a query finds that looks in the wrong place, whatever was done before. */
function isNothing(answer: Observed | undefined): boolean {
  return (
    answer !== undefined &&
    'value' in answer &&
    ['null', '[]', '0', 'false'].includes(JSON.stringify(answer.value))
  )
}

/** Every way to ask the queries of the areas of some calls for what there is before the last of them. */
function auditOf(calls: readonly Call[], unsupported: Unsupported): readonly Call[] {
  const areas = new Set(calls.map(({ operation }) => operations[operation].area))
  const state = calls.slice(0, -1).reduce((state, call) => predict(state, call, unsupported)[0], emptyState)
  return closingAudit(
    state,
    operationNames.map(name => operations[name]).filter(({ area }) => areas.has(area)),
  )
}

function isMutation({ operation }: Call): boolean {
  return operations[operation].kind === 'mutation'
}
