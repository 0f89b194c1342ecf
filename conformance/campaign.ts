/** The campaign: random traces, until there are enough of them or the time is over. */
import { traceAt } from '../properties/arbitrary.ts'
import { declaredOutcomes, type Trace } from '../properties/trace.ts'
import { type DeclaredOperation, operationsOf } from '../src/trait/catalog-store.ts'
import type { ItemResult } from './events.ts'
import type { Inquiry } from './inquiry.ts'
import type { Item } from './item.ts'
import type { Lane } from './lane.ts'
import { type Coverage, cover } from './run-trace.ts'

/** Share of traces that a campaign may add, to see outcomes that it has not seen. */
const FURTHER = 0.25

export class Campaign {
  private readonly inquiry: Inquiry
  private readonly operations: readonly DeclaredOperation[]
  /** What has been seen so far. */
  private readonly coverage: Coverage = new Map()

  constructor(inquiry: Inquiry) {
    this.inquiry = inquiry
    this.operations = operationsOf(inquiry.options.areas)
  }

  *items(): Generator<Item> {
    const { calls, seed, timeMs, traces: count } = this.inquiry.options
    const generator = { operations: this.operations, calls, unsupported: this.inquiry.unsupported }
    const until = timeMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeMs
    const last = timeMs === undefined ? count : Number.POSITIVE_INFINITY
    const item = (position: number): Item => {
      const id = `trace ${position}`
      return { id, run: lane => this.run(lane, id, traceAt(generator, seed, position)) }
    }
    for (let position = 0; position < last && performance.now() < until; position++) yield item(position)
    if (timeMs === undefined && count > 0)
      for (const position of this.furtherPositions(count)) yield item(position)
  }

  /** Positions of a few more traces, each with an operation in its spotlight that has an outcome not yet seen. */
  private *furtherPositions(count: number): Generator<number> {
    const size = this.operations.length
    let left = Math.ceil(FURTHER * count)
    for (let round = Math.ceil(count / size); left > 0 && this.lacking().length > 0; round++) {
      for (const index of this.lacking()) if (left-- > 0) yield round * size + index
    }
  }

  /** The operations, by index, of which a declared outcome was not seen. */
  private lacking(): readonly number[] {
    return this.operations.flatMap((operation, index) => {
      if (this.inquiry.unsupported.has(operation.name)) return []
      const seen = this.coverage.get(operation.name)
      return declaredOutcomes(operation).every(label => seen?.has(label)) ? [] : [index]
    })
  }

  private async run(lane: Lane, id: string, trace: Trace): Promise<ItemResult> {
    const coverage: Coverage = new Map()
    const divergences = await this.inquiry.execute(lane, trace, coverage)
    await this.inquiry.look(lane, id, trace.calls, divergences)
    const ran: Record<string, number> = {}
    const matched: Record<string, Record<string, number>> = {}
    for (const [operation, counts] of coverage) {
      for (const [label, times] of counts) cover(this.coverage, operation, label, times)
      matched[operation] = Object.fromEntries(counts)
      ran[operation] = [...counts.values()].reduce((sum, n) => sum + n, 0)
    }
    for (const operation of this.inquiry.silenced) delete ran[operation]
    for (const { call } of divergences) ran[call.operation] = (ran[call.operation] ?? 0) + 1
    return { is: 'trace', ran, matched }
  }
}
