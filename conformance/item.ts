/** A piece of a check's work. */
import type { ItemResult } from './events.ts'
import type { Lane } from './lane.ts'

/** It has a name, by which it can be skipped; `run` gives what it came to. */
export interface Item {
  readonly id: string
  readonly run: (lane: Lane) => Promise<ItemResult>
}
