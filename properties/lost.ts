/** Ids of what a trace has removed, to look whether something of it was left behind. */
import type { State } from '../src/adapters/memory/state.ts'
import { type Entity, entities } from '../src/trait/errors.ts'
import { reachable } from './reach.ts'

/** By entity, the latest last. */
export type Lost = Map<Entity, readonly unknown[]>

/** Takes note of the ids that were there before a call and are not afterwards. */
export function noteLost(lost: Lost, before: State, after: State): void {
  for (const entity of entities) {
    const left = new Set(reachable(after, {}, entity, 'Id'))
    const gone = reachable(before, {}, entity, 'Id').filter(id => !left.has(id))
    if (gone.length > 0) lost.set(entity, [...(lost.get(entity) ?? []), ...gone])
  }
}
