/** Cuts a failing trace down on the model alone, to the calls that may matter to its last one. */
import { closingAudit } from '../properties/audit.ts'
import { identitiesOf, identityKey } from '../properties/identities.ts'
import { predict, traceOf, type Unsupported } from '../properties/trace.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import { type Call, operations, operationsOf } from '../src/trait/catalog-store.ts'
import { sameJson } from './compare.ts'

/**
 * Ever larger parts of a trace, to be tried in turn. Each keeps the calls that are known to matter, with their
 * outcomes; what the last one, a query, answers before the call after which it fails, if that is known; and then what
 * is there of the same subject in the end, or has ever been done to it.
 */
export function* slices(
  calls: readonly Call[],
  cause: Call | null,
  unsupported: Unsupported,
): Generator<readonly Call[]> {
  const last = calls.at(-1) as Call
  const keys = cause === null ? [last] : [cause, last]
  const before = cause === null ? [] : [{ at: calls.indexOf(cause), call: last }]
  const slice = (isKept: (call: Call) => boolean, asked: readonly Question[] = []) =>
    sliceWith(calls, call => keys.includes(call) || isKept(call), unsupported, [...before, ...asked])

  yield slice(() => false)
  const subject = new Set(keys.flatMap(identitiesOf).map(identityKey))
  const areas = keys.map(({ operation }) => operations[operation].area)
  const end = calls.length - 1
  const audit = closingAudit(statesOf(calls, unsupported)[end] as State, operationsOf(areas))
  const questions = audit.filter(call => isAbout(call, subject)).map(call => ({ at: end, call }))
  yield slice(() => false, questions)
  yield slice(call => isAbout(call, subject))
}

/** A query that is put before the call at a position, to keep what it answers. */
interface Question {
  readonly at: number
  readonly call: Call
}

/** Whether every entity that the call names is named by the subject too. */
function isAbout(call: Call, subject: ReadonlySet<string>): boolean {
  const identities = identitiesOf(call)
  const known = new Set(
    identities.filter(identity => subject.has(identityKey(identity))).map(({ entity }) => entity),
  )
  return identities.every(({ entity }) => known.has(entity))
}

/** The calls to be kept and, of the others, what the outcomes of these and of the questions need. */
export function sliceWith(
  calls: readonly Call[],
  isKept: (call: Call) => boolean,
  unsupported: Unsupported,
  questions: readonly Question[] = [],
): readonly Call[] {
  const all = calls.flatMap((call, i) => [
    ...questions.filter(({ at }) => at === i).map(question => ({ call: question.call, isQuestion: true })),
    { call, isQuestion: false },
  ])
  const flat = all.map(({ call }) => call)
  const watched = all.map(({ call, isQuestion }) => isQuestion || isKept(call))
  const outcomes = traceOf(flat, unsupported).expected
  const states = statesOf(flat, unsupported)

  const isEnough = (rest: readonly number[], from: State) => {
    let state = from
    return rest.every(at => {
      const [next, outcome] = predict(state, flat[at] as Call, unsupported)
      state = next
      return !watched[at] || sameJson(outcome, outcomes[at])
    })
  }

  let kept: readonly number[] = []
  for (let at = all.length - 1; at >= 0; at--) {
    if (watched[at] || !isEnough(kept, states[at] as State)) kept = [at, ...kept]
  }
  return kept.filter(at => !all[at]?.isQuestion).map(at => flat[at] as Call)
}

/** The model's state before each call, and after the last. */
function statesOf(calls: readonly Call[], unsupported: Unsupported): readonly State[] {
  const states = [emptyState]
  for (const call of calls) states.push(predict(states.at(-1) as State, call, unsupported)[0])
  return states
}
