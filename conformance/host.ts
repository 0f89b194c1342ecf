/** The child process in which a store is checked, so that nothing that the store does can end the run. */
import { setImmediate } from 'node:timers/promises'
import { traceOf } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import { findAdapter } from './adapter-file.ts'
import { check } from './check.ts'
import type { CheckOptions } from './check-options.ts'
import { type CheckEvent, incomplete } from './events.ts'
import { ALIVE_EVERY_MS, type Task, type Told } from './host-protocol.ts'
import { interpreter } from './interpreter.ts'
import { Lane } from './lane.ts'
import { ask, refusal } from './survey.ts'

const stopping = new AbortController()

process.on('disconnect', () => process.exit(1))
process.on('SIGINT', () => {}) // The parent decides; a terminal sends it to both.
process.on('message', (message: Task | 'stop') => {
  if (message === 'stop') stopping.abort()
  else void perform(message)
})

/** Resolves once the parent has it or can have it, even if this process dies at once. */
function tell(told: Told): Promise<void> {
  return new Promise(resolve => process.send?.(told, () => resolve()))
}

/** What the call before has still to throw ends the process while that is the last one told of. */
async function announce(call: Call): Promise<void> {
  await setImmediate()
  await tell({ type: 'calling', call })
}

async function perform(task: Task): Promise<void> {
  await tell({ type: 'alive' })
  const alive = setInterval(() => tell({ type: 'alive' }), ALIVE_EVERY_MS)
  const emit = (event: CheckEvent) => void tell({ type: 'event', event })
  try {
    const adapter = await inTime(task, findAdapter(task.adapter, task.servers))
    if (task.calls) await probe(adapter, task, task.calls)
    else await check(adapter, optionsOf(task), emit)
  } catch (error) {
    emit(incomplete(error))
  }
  clearInterval(alive)
  await tell({ type: 'done' })
  process.exit(0)
}

/** A module may wait for something at its top level, and wait for ever. */
function inTime({ adapter, options }: Task, found: Promise<Adapter>): Promise<Adapter> {
  const { promise, reject } = Promise.withResolvers<never>()
  const { openTimeoutMs } = options
  const late = new Error(`${adapter} does not load: it did not finish within ${openTimeoutMs} ms`)
  const timer = setTimeout(() => reject(late), openTimeoutMs)
  return Promise.race([found, promise]).finally(() => clearTimeout(timer))
}

function optionsOf({ options, skip, silence, only }: Task): CheckOptions {
  return {
    ...options,
    skip: new Set(skip),
    silence,
    signal: stopping.signal,
    ...(only !== undefined && { only: new Set([only]), onCall: announce }),
  }
}

async function probe(adapter: Adapter, { options }: Task, calls: readonly Call[]): Promise<void> {
  const lane = await Lane.open(adapter, options)
  const run = interpreter(await lane.fresh(), traceOf(calls))
  const refused = new Set<OperationName>()
  for (const [index, call] of calls.entries()) {
    await announce(call)
    const answer = await run(index)
    await tell({ type: 'answered', answer })
    if (refusal(answer) !== null) refused.add(call.operation)
  }
  // What is refused from empty, too, is not offered at all.
  for (const operation of refused) {
    const reason = refusal(await ask(await lane.fresh(), operation))
    if (reason !== null) await tell({ type: 'event', event: { type: 'unsupported', operation, reason } })
  }
  await lane.close()
}
