/** What a host and its parent say to each other. */
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import type { Servers } from './adapter-file.ts'
import type { CheckOptions } from './check-options.ts'
import type { Observed } from './compare.ts'
import type { CheckEvent } from './events.ts'

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
