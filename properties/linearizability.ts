/**
 * Decides whether overlapping calls had an effect in some order that respects real time.
 * Source: Wing and Gong, "Testing and Verifying Concurrent Objects", JPDC 17, 1993, with the memoisation of Lowe,
 * "Testing for linearizability", CCPE 29(4), 2017.
 */
import type { State } from '../src/adapters/memory/state.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import { predict } from './trace.ts'

/** A call that overlapped others; times are of one clock, in any unit. */
export interface TimedCall<Answer> {
  readonly call: Call
  readonly answer: Answer
  readonly invokedAt: number
  readonly returnedAt: number
}

/** Whether an answer is the one that the model gives; what counts as equal is the caller's. */
export type Agrees<Answer> = (expected: ReturnType<typeof predict>[1], answer: Answer) => boolean

/**
 * An order of the history's calls in which the model, starting from a state, gives each the answer that it got;
 * null if there is none. At most 30 calls; the time grows with how many of them overlap.
 */
export function linearize<Answer>(
  start: State,
  history: readonly TimedCall<Answer>[],
  agrees: Agrees<Answer>,
): readonly TimedCall<Answer>[] | null {
  const deadEnds = new Set<string>()
  const all = 2 ** history.length - 1

  const search = (state: State, placed: number): readonly TimedCall<Answer>[] | null => {
    if (placed === all) return []
    const key = `${placed} ${fingerprint(state)}`
    if (deadEnds.has(key)) return null
    const open = history.flatMap((timed, i) => (placed & (1 << i) ? [] : [{ timed, bit: 1 << i }]))
    const firstReturn = Math.min(...open.map(({ timed }) => timed.returnedAt))
    for (const { timed, bit } of open) {
      // A call that began after another returned cannot come before it.
      if (timed.invokedAt > firstReturn) continue
      const [next, expected] = predict(state, timed.call, NOTHING_ABSENT)
      if (!agrees(expected, timed.answer)) continue
      const rest = search(next, placed | bit)
      if (rest !== null) return [timed, ...rest]
    }
    deadEnds.add(key)
    return null
  }
  return search(start, 0)
}

const NOTHING_ABSENT: ReadonlySet<never> = new Set()

/** Equal for equal states; maps are written in the order of their keys. */
function fingerprint(state: State): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1))
    return value instanceof Set ? [...value].sort() : value
  })
}
