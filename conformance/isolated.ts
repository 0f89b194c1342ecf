/** Checks an adapter in a process of its own, and goes on where a store kills it. */
import { traceOf } from '../properties/trace.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import type { Emit } from './events.ts'
import { makeFinding } from './finding.ts'
import type { Task } from './host.ts'
import { type Isolation, runHost } from './host-process.ts'
import { shrink } from './shrink.ts'

/** How often a check is resumed after its process died. */
const MAX_DEATHS = 10
/** As `check`, with the adapter given by name or file, and safe from anything that its store does. */
export async function checkIsolated(
  adapter: string,
  options: Task['options'],
  isolation: Isolation,
  emit: Emit,
): Promise<void> {
  const finished = new Set<string>()
  const silence: OperationName[] = []
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
    const killers = await findKillers(task, isolation, begun, end, emit)
    silence.push(...killers)
    if (killers.length === 0) emit({ type: 'incomplete', reason: `${end}, and not again when repeated` })
    for (const item of begun) finished.add(item)
  }
}

/** Runs each item again alone; the operation that it dies in is a finding, and is not called again. */
async function findKillers(
  task: Task,
  isolation: Isolation,
  items: ReadonlySet<string>,
  end: string,
  emit: Emit,
): Promise<readonly OperationName[]> {
  const killers = new Set<OperationName>()
  for (const item of items) {
    const calls: Call[] = []
    const again = await runHost({ ...task, skip: [], only: item }, isolation, told => {
      if (told.type === 'event' && told.event.type === 'begun') calls.length = 0
      if (told.type === 'calling') calls.push(told.call)
      if (told.type === 'event' && told.event.type !== 'incomplete') emit(told.event)
    })
    const last = calls.at(-1)
    if (again === null || last === undefined || killers.has(last.operation)) continue
    killers.add(last.operation)
    emit({ type: 'finding', finding: await shrinkDeath(task, isolation, item, calls, end) })
  }
  return [...killers]
}

async function shrinkDeath(
  task: Task,
  isolation: Isolation,
  source: string,
  failing: readonly Call[],
  end: string,
) {
  const operation = (failing.at(-1) as Call).operation
  const diesAt = async (calls: readonly Call[]) => {
    const made: Call[] = []
    const outcome = await runHost({ ...task, calls }, isolation, told => {
      if (told.type === 'calling') made.push(told.call)
    })
    return outcome !== null && made.at(-1)?.operation === operation ? made.length - 1 : null
  }
  const { calls, executions } = await shrink(failing, diesAt, new Set(), 2 * task.options.shrinkMs)
  return makeFinding({
    operation,
    seenBy: operation,
    difference: 'crash',
    fact: end,
    source,
    calls,
    expected: traceOf(calls).expected.at(-1) ?? null,
    actual: null,
    executions,
    reproduced: true,
  })
}
