/**
 * Cuts a failing trace down by executions on the store, each of which the model makes worth its while. The model
 * gives the outcome of every call in every part of the trace, so any part can be tried, and most need not be.
 */
import { merged, type Site, simplified, sitesOf } from '../properties/simplify.ts'
import { predict, traceOf, type Unsupported } from '../properties/trace.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { type Call, operations } from '../src/trait/catalog-store.ts'
import { sameJson } from './compare.ts'
import { slice } from './slice.ts'

/** Runs calls from an empty store; the position of the failure looked for, or null if it does not show. */
export type Reproduce = (calls: readonly Call[]) => Promise<number | null>

export interface Shrunk {
  readonly calls: readonly Call[]
  /** How often calls were run on the store. */
  readonly executions: number
}

/**
 * Shrinks calls of which the last is the failing one. The result fails in the same way; unless the time ran
 * out, neither a call nor, where they are few, a pair of calls can be dropped from it, and no argument can be simpler.
 */
export async function shrink(
  failing: readonly Call[],
  reproduce: Reproduce,
  unsupported: Unsupported,
  budgetMs: number,
): Promise<Shrunk> {
  const search = new Search(failing, reproduce, unsupported, budgetMs)
  await search.slice(await search.cutWhereItBegins())
  if (search.best.length > FEW) await search.dropMany()
  await search.merge()
  await search.simplify()
  for (let before: readonly Call[] = []; before !== search.best; ) {
    before = search.best
    await search.dropCalls()
    await search.merge()
    await search.simplifyEach()
  }
  return { calls: search.best, executions: search.executions }
}

/** So many calls are dropped one by one; of more, many together first. */
const FEW = 6
/** In more calls than so many, the pairs are too many to be tried. */
export const MANY = 24

class Search {
  best: readonly Call[]
  executions = 0
  private readonly reproduce: Reproduce
  private readonly unsupported: Unsupported
  private readonly until: number
  private readonly tried = new Set<string>()

  constructor(failing: readonly Call[], reproduce: Reproduce, unsupported: Unsupported, budgetMs: number) {
    this.best = failing
    this.reproduce = reproduce
    this.unsupported = unsupported
    this.until = performance.now() + budgetMs
  }

  /** Takes the calls as the best so far if they fail in the same way. */
  private async adopt(calls: readonly Call[]): Promise<boolean> {
    if (sameJson(calls, this.best)) return true
    const at = await this.execute(calls)
    if (at === null) return false
    this.best = calls.slice(0, at + 1)
    return true
  }

  private async execute(calls: readonly Call[]): Promise<number | null> {
    const key = JSON.stringify(calls)
    if (this.tried.has(key) || performance.now() > this.until) return null
    this.tried.add(key)
    this.executions++
    return this.reproduce(calls)
  }

  /**
   * A query that fails can be asked all along the trace, so that one execution shows where it begins to fail. Gives
   * the call after which it does, if that can be told.
   */
  async cutWhereItBegins(): Promise<Call | null> {
    const last = this.best.at(-1) as Call
    if (isMutation(last)) return null
    const own = new Set(this.best)
    const asked = [
      { ...last },
      ...this.best.flatMap(call => (isMutation(call) ? [call, { ...last }] : [call])),
    ]
    const at = await this.execute(asked)
    if (at === null) return null
    const cut = asked.slice(0, at + 1).filter((call, i) => i === at || own.has(call))
    return (await this.adopt(cut)) ? (this.best.at(-2) ?? null) : null
  }

  /**
   * Takes the fewest calls that give those that matter the same outcomes. The last one and its cause matter; where
   * they do not fail alone, the others that matter are found one by one.
   */
  async slice(cause: Call | null): Promise<void> {
    const keys = new Set(this.best.filter((call, at) => call === cause || at === this.best.length - 1))
    for (;;) {
      const fewest = slice(this.best, call => keys.has(call), cause, this.unsupported)
      if (await this.adopt(fewest)) return
      const needed = await this.latestNeeded(keys, cause)
      if (keys.has(needed)) return
      keys.add(needed)
    }
  }

  /**
   * The latest call such that those before it can be replaced by what the outcomes of the rest need, and that it
   * cannot be replaced so itself: the store has gone wrong there, which the model cannot see. Found by halving.
   */
  private async latestNeeded(keys: ReadonlySet<Call>, cause: Call | null): Promise<Call> {
    const { best } = this
    let needed = 0
    for (let replaced = best.length - 1; replaced - needed > 1; ) {
      const at = (needed + replaced) >> 1
      const since = new Set(best.slice(at))
      const rest = slice(best, call => since.has(call) || keys.has(call), cause, this.unsupported)
      if (await this.adopt(rest)) needed = at
      else replaced = at
    }
    return best[needed] as Call
  }

  /**
   * Drops many calls at a time. Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
   * Input", IEEE TSE 28(2), 2002, without its increase of granularity.
   */
  async dropMany(): Promise<void> {
    await this.bisect(this.best.slice(0, -1), some => this.without(call => some.includes(call)))
  }

  /** Drops single calls, then, if they are few, pairs, until none can go. */
  async dropCalls(): Promise<void> {
    let at = this.best.length - 1
    for (let kept = 0; kept < this.best.length - 1; at--) {
      if (at <= 0) at = this.best.length - 1
      const dropped = this.best[at - 1]
      kept = (await this.adopt(this.without(call => call === dropped))) ? 0 : kept + 1
    }
    if (this.best.length > MANY) return
    for (const [i, first] of this.best.slice(0, -1).entries()) {
      const idle = this.idleWithout(call => call === first)
      for (const second of this.best.slice(i + 1, -1)) {
        if (idle.has(second)) continue
        if (await this.adopt(this.without(call => call === first || call === second))) return this.dropCalls()
      }
    }
  }

  /** The best calls without some, and without those that can then do nothing; the last one stays. */
  private without(isDropped: (call: Call) => boolean): readonly Call[] {
    const idle = this.idleWithout(isDropped)
    const last = this.best.length - 1
    return this.best.filter((call, at) => at === last || !(isDropped(call) || idle.has(call)))
  }

  /**
   * Calls that succeed on the model, and are refused if others are dropped, so that they change nothing. A pair of
   * a call and one that is idle without it needs no try of its own: dropping the first alone has the same effect.
   */
  private idleWithout(isDropped: (call: Call) => boolean): ReadonlySet<Call> {
    const { expected } = traceOf(this.best, this.unsupported)
    const idle = new Set<Call>()
    let state = emptyState
    for (const [at, call] of this.best.slice(0, -1).entries()) {
      if (isDropped(call)) continue
      const [next, outcome] = predict(state, call, this.unsupported)
      if (isRefused(outcome) && !isRefused(expected[at])) idle.add(call)
      state = next
    }
    return idle
  }

  /** Makes two identities one where that saves a call. */
  async merge(): Promise<void> {
    const { expected } = traceOf(this.best, this.unsupported)
    for (const calls of merged(this.best)) {
      const outcomes = traceOf(calls, this.unsupported).expected
      const isSaved = (at: number) => isRefused(outcomes[at]) && !isRefused(expected[at])
      const fewer =
        calls.length < this.best.length
          ? calls
          : calls.filter((_, at) => at === calls.length - 1 || !isSaved(at))
      if (fewer.length < this.best.length && (await this.adopt(fewer))) return this.merge()
    }
  }

  /** Makes the arguments simpler: all at once while that still fails, then group by group, each by halves. */
  async simplify(): Promise<void> {
    const sites = sitesOf(this.best)
    const change = (some: readonly Site[]) => simplified(this.best, some)
    if (sameJson(change(sites), this.best)) return
    if (await this.adopt(change(sites))) return this.simplify()
    const setUp = this.best.length - 2
    const groups = Map.groupBy(sites, site =>
      'rename' in site ? (site.kind === 'Path' ? 'paths' : 'names') : site.call < setUp ? 'set-up' : 'end',
    )
    for (const group of groups.values()) await this.bisect(group, change)
  }

  /** As `simplify`, where most of what is left is known to matter. */
  async simplifyEach(): Promise<void> {
    for (const site of sitesOf(this.best)) await this.adopt(simplified(this.best, [site]))
  }

  /** Makes a change to all items at once if what comes of it still fails, else by halves. */
  private async bisect<T>(
    items: readonly T[],
    change: (some: readonly T[]) => readonly Call[],
  ): Promise<void> {
    if ((await this.adopt(change(items))) || items.length === 1) return
    const half = Math.ceil(items.length / 2)
    await this.bisect(items.slice(half), change)
    await this.bisect(items.slice(0, half), change)
  }
}

function isMutation({ operation }: Call): boolean {
  return operations[operation].kind === 'mutation'
}

function isRefused(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'failure' in outcome
}
