/** Checks an adapter in a process of its own, and goes on where a store kills it. */
import { traceOf } from '../properties/trace.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import type { Emit } from './events.ts'
import { type Finding, makeFinding } from './finding.ts'
import { type Isolation, runHost } from './host-process.ts'
import type { Task } from './host-protocol.ts'
import { shrink } from './shrink.ts'

/** How often a check is resumed after its process died. */
const MAX_DEATHS = 10
/** While a death is shrunk, a call that blocks the process is given up sooner. */
const IMPATIENT_MS = 1000

/** As `check`, with the adapter given by name or file, and safe from anything that its store does. */
export async function checkIsolated(
  adapter: string,
  options: Task['options'],
  isolation: Isolation,
  tell: Emit,
): Promise<void> {
  const finished = new Set<string>()
  const silence: OperationName[] = []
  const emit = onePerFault(tell)
  for (let deaths = 0; ; deaths++) {
    const task: Task = { adapter, servers: isolation.servers, options, skip: [...finished], silence }
    const begun = new Set<string>()
    const end = await runHost(task, isolation, told => {
      if (told.type !== 'event') return
      if (told.event.type === 'begun') begun.add(told.event.item)
      if (told.event.type === 'ended') {
        begun.delete(told.event.item)
        // What the store does not offer has to be asked again by the next host.
        if (told.event.result.is !== 'survey') finished.add(told.event.item)
      }
      emit(told.event)
    })
    if (isolation.signal.aborted) return emit({ type: 'incomplete', reason: 'interrupted' })
    if (end === null) return
    if (begun.size === 0 || deaths === MAX_DEATHS) return emit({ type: 'incomplete', reason: end })
    const deadly = await findDeadly(task, isolation, begun, emit)
    silence.push(...deadly)
    if (deadly.length === 0 && !isolation.signal.aborted) {
      emit({ type: 'incomplete', reason: `${end}, and not again when repeated` })
    }
    for (const item of begun) finished.add(item)
  }
}

/** Every host reports afresh; a fault that an earlier one has reported is not told again. */
function onePerFault(tell: Emit): Emit {
  const reported = new Set<string>()
  return event => {
    if (event.type === 'finding') {
      const fault = `${event.finding.operation} ${event.finding.difference}`
      if (reported.has(fault)) return
      reported.add(fault)
    }
    tell(event)
  }
}

/** Runs each item again alone; the operation that the process dies in is a finding, and is not called again. */
async function findDeadly(
  task: Task,
  isolation: Isolation,
  items: ReadonlySet<string>,
  emit: Emit,
): Promise<readonly OperationName[]> {
  const deadly = new Set<OperationName>()
  for (const item of items) {
    const calls: Call[] = []
    const absent = new Set(task.silence)
    const end = await runHost({ ...task, skip: [], only: item }, isolation, told => {
      if (told.type === 'calling' && !task.silence.includes(told.call.operation)) calls.push(told.call)
      if (told.type !== 'event') return
      if (told.event.type === 'begun') calls.length = 0
      if (told.event.type === 'unsupported') absent.add(told.event.operation)
      if (told.event.type !== 'incomplete') emit(told.event)
    })
    const last = calls.at(-1)
    if (isolation.signal.aborted) break
    if (end === null || last === undefined || deadly.has(last.operation)) continue
    deadly.add(last.operation)
    emit({ type: 'finding', finding: await shrinkDeath(task, isolation, { item, calls, end, absent }) })
  }
  return [...deadly]
}

interface Death {
  /** What was running. */
  readonly item: string
  /** The last one was not answered. */
  readonly calls: readonly Call[]
  /** How the process ended. */
  readonly end: string
  /** Operations that the store does not offer. */
  readonly absent: ReadonlySet<OperationName>
}

async function shrinkDeath(task: Task, isolation: Isolation, death: Death): Promise<Finding> {
  const { operation } = death.calls.at(-1) as Call
  const callTimeoutMs = Math.min(IMPATIENT_MS, task.options.callTimeoutMs)
  const options = { ...task.options, callTimeoutMs }
  const diesAt = async (calls: readonly Call[]) => {
    const made: Call[] = []
    const end = await runHost({ ...task, options, calls }, isolation, told => {
      if (told.type === 'calling') made.push(told.call)
    })
    // It may have answered before it died.
    return end !== null && made.at(-1)?.operation === operation ? made.length - 1 : null
  }
  const { calls, executions } = await shrink(death.calls, diesAt, death.absent, 2 * task.options.shrinkMs)
  return makeFinding({
    operation,
    seenBy: operation,
    difference: 'crash',
    fact: death.end,
    source: death.item,
    calls,
    expected: traceOf(calls, death.absent).expected.at(-1) ?? null,
    actual: null,
    executions,
    reproduced: true,
  })
}
