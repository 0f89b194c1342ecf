/**
 * Cuts a failing trace down: first on the model, which costs nothing, then by executions on the store.
 * Source of the chunked search: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
 * IEEE TSE 28(2), 2002.
 */
import { type Site, simplified, sitesOf, without } from '../properties/simplify.ts'
import { traceOf, type Unsupported } from '../properties/trace.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import { sameJson } from './compare.ts'

/** Runs calls from an empty store; the position of the failure looked for, or null if it does not show. */
export type Reproduce = (calls: readonly Call[]) => Promise<number | null>

export interface Shrunk {
  readonly calls: readonly Call[]
  /** How often calls were run on the store. */
  readonly executions: number
}

/**
 * Shrinks calls of which the last is the failing one. The result fails in the same way; unless the time ran
 * out, neither a single call nor a pair of calls can be dropped from it.
 */
export async function shrink(
  failing: readonly Call[],
  reproduce: Reproduce,
  unsupported: Unsupported,
  budgetMs: number,
): Promise<Shrunk> {
  const search = new Search(failing, reproduce, budgetMs)
  await search.adopt(skeleton(failing, unsupported))
  await search.dropChunks()
  await search.dropPairs()
  if (await search.simplify()) await search.dropChunks(1)
  return { calls: search.best, executions: search.executions }
}

/** The fewest calls that give the last one the same outcome on the model, dropped from the back. */
function skeleton(calls: readonly Call[], unsupported: Unsupported): readonly Call[] {
  const target = traceOf(calls, unsupported).expected.at(-1)
  let kept = calls
  for (let at = calls.length - 2; at >= 0; at--) {
    const fewer = without(kept, at, 1)
    if (sameJson(traceOf(fewer, unsupported).expected.at(-1), target)) kept = fewer
  }
  return kept
}

class Search {
  best: readonly Call[]
  executions = 0
  private readonly reproduce: Reproduce
  private readonly until: number
  private readonly tried = new Set<string>()

  constructor(failing: readonly Call[], reproduce: Reproduce, budgetMs: number) {
    this.best = failing
    this.reproduce = reproduce
    this.until = performance.now() + budgetMs
  }

  /** Takes the calls as the best so far if they fail in the same way. */
  async adopt(calls: readonly Call[]): Promise<boolean> {
    const key = JSON.stringify(calls)
    if (this.tried.has(key) || performance.now() > this.until) return false
    this.tried.add(key)
    this.executions++
    const at = await this.reproduce(calls)
    if (at === null) return false
    this.best = calls.slice(0, at + 1)
    return true
  }

  /** Drops runs of calls, halving their length down to single calls, until no single call can go. */
  async dropChunks(largest = Math.ceil(this.best.length / 2)): Promise<void> {
    for (let size = largest; size >= 1; size = Math.floor(size / 2)) {
      let dropped: boolean
      do {
        dropped = false
        for (let at = this.best.length - 1 - size; at > -size; at -= size) {
          const from = Math.max(at, 0)
          if (await this.adopt(without(this.best, from, Math.min(size, at + size)))) dropped = true
        }
      } while (dropped && size === 1)
    }
  }

  /** Drops two calls at a time, such as a creation and the removal that it needs. */
  async dropPairs(): Promise<void> {
    for (let first = this.best.length - 3; first >= 0; first--) {
      for (let second = this.best.length - 2; second > first; second--) {
        if (await this.adopt(without(without(this.best, second, 1), first, 1))) {
          await this.dropChunks(1)
          first = this.best.length - 2
          break
        }
      }
    }
  }

  /** Makes the arguments simpler, all at once if that still fails, else by halves; true if any was. */
  async simplify(): Promise<boolean> {
    const before = this.best
    await this.simplifyAll(sitesOf(this.best))
    return this.best !== before
  }

  private async simplifyAll(sites: readonly Site[]): Promise<void> {
    if (sites.length === 0) return
    const calls = this.best
    const simpler = simplified(calls, sites)
    if (sameJson(simpler, calls) || (await this.adopt(simpler))) return
    if (sites.length === 1) return
    const half = Math.ceil(sites.length / 2)
    await this.simplifyAll(sites.slice(0, half))
    await this.simplifyAll(sites.slice(half))
  }
}
