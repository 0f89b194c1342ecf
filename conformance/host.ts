/** The child process in which a store is checked, so that nothing that the store does can end the run. */
import type { Adapter } from '../src/adapters/adapter.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import { findAdapter, type Servers } from './adapter-file.ts'
import { type CheckOptions, check } from './check.ts'
import { type Observed, observe } from './compare.ts'
import type { CheckEvent } from './events.ts'
import { Lane } from './lane.ts'

/** What the parent asks of the host, once. */
export interface Task {
  readonly adapter: string
  readonly servers: Servers
  readonly options: Omit<CheckOptions, 'skip' | 'only' | 'onCall' | 'signal'>
  readonly skip: readonly string[]
  readonly silence: readonly OperationName[]
  /** Run this item only, telling of every call before it is made. */
  readonly only?: string
  /** Run these calls only, telling of each before it is made, and of its answer. */
  readonly calls?: readonly Call[]
}

/** What the host tells the parent. */
export type Told =
  | { readonly type: 'event'; readonly event: CheckEvent }
  | { readonly type: 'calling'; readonly call: Call }
  | { readonly type: 'answered'; readonly answer: Observed }
  /** Sent now and then; a host that is silent for long is stuck in a synchronous loop. */
  | { readonly type: 'alive' }
  | { readonly type: 'done' }

export const ALIVE_EVERY_MS = 250

const tell = (told: Told) => process.send?.(told)
const stopping = new AbortController()

process.on('disconnect', () => process.exit(1))
process.on('SIGINT', () => {}) // The parent decides; a terminal sends it to both.
process.on('message', (message: Task | 'stop') => {
  if (message === 'stop') stopping.abort()
  else void perform(message)
})

async function perform(task: Task): Promise<void> {
  const alive = setInterval(() => tell({ type: 'alive' }), ALIVE_EVERY_MS)
  const emit = (event: CheckEvent) => tell({ type: 'event', event })
  try {
    const adapter = await findAdapter(task.adapter, task.servers)
    if (task.calls) await probe(adapter, task, task.calls)
    else await check(adapter, optionsOf(task), emit)
  } catch (error) {
    emit({ type: 'incomplete', reason: error instanceof Error ? error.message : String(error) })
  }
  clearInterval(alive)
  process.send?.({ type: 'done' } satisfies Told, () => process.exit(0))
}

function optionsOf({ options, skip, silence, only }: Task): CheckOptions {
  return {
    ...options,
    skip: new Set(skip),
    silence,
    signal: stopping.signal,
    ...(only !== undefined && { only: new Set([only]), onCall: call => tell({ type: 'calling', call }) }),
  }
}

async function probe(adapter: Adapter, { options }: Task, calls: readonly Call[]): Promise<void> {
  const lane = await Lane.open(adapter, options)
  const store = await lane.fresh()
  for (const call of calls) {
    tell({ type: 'calling', call })
    tell({ type: 'answered', answer: await observe(store, call) })
  }
  await lane.close()
}
