/** Runs the calls of a saved trace again and says where the answers differ from the model's. */
import { traceOf } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import { defaultCheckOptions } from './check-options.ts'
import { type Difference, difference, type Observed } from './compare.ts'
import { type Isolation, runHost } from './host-process.ts'
import { Lane } from './lane.ts'
import { type Divergence, runTrace } from './run-trace.ts'
import { notOffered } from './survey.ts'

/** Runs calls on an empty store of the adapter; resolves to the divergences, none if it conforms. */
export async function replay(adapter: Adapter, calls: readonly Call[]): Promise<readonly Divergence[]> {
  const lane = await Lane.open(adapter, defaultCheckOptions)
  try {
    const absent = await notOffered(await lane.fresh(), operationsIn(calls))
    return await runTrace(await lane.fresh(), traceOf(calls, absent))
  } finally {
    await lane.close()
  }
}

/** A call of a replay with what the model says and what the store answered; no answer if the process died. */
export interface Replayed {
  readonly call: Call
  readonly expected: Outcome
  readonly actual: Observed | null
  readonly difference: Difference | null
}

/** As `replay`, in a process of its own. Rejects if the store cannot be opened. */
export async function replayIsolated(
  adapter: string,
  calls: readonly Call[],
  isolation: Isolation,
): Promise<readonly Replayed[]> {
  const answers: Observed[] = []
  const problems: string[] = []
  const absent = new Set<OperationName>()
  let made = 0
  const options = { ...defaultCheckOptions, areas: [], seed: 0, regressions: [] }
  const task = { adapter, servers: isolation.servers, options, skip: [], silence: [], calls }
  const end = await runHost(task, isolation, told => {
    if (told.type === 'calling') made++
    if (told.type === 'answered') answers.push(told.answer)
    if (told.type === 'event' && told.event.type === 'unsupported') absent.add(told.event.operation)
    if (told.type === 'event' && told.event.type === 'incomplete') problems.push(told.event.reason)
  })
  if (made === 0) throw new Error(problems[0] ?? end ?? 'no call was made')

  // The answer to a call in which the process died may have come before its death.
  const answered = end === null ? made : made - 1
  const { expected } = traceOf(calls, absent)
  return calls.slice(0, made).map((call, i) => {
    const actual = (i < answered && answers[i]) || null
    const outcome = expected[i] as Outcome
    return { call, expected: outcome, actual, difference: actual ? difference(outcome, actual) : 'crash' }
  })
}

function operationsIn(calls: readonly Call[]): readonly OperationName[] {
  return calls.map(({ operation }) => operation)
}
