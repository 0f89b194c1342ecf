/** Makes the calls of a trace in the store's ids, and words its answers in the model's. */
import type { Trace } from '../properties/trace.ts'
import { type Outcome, step } from '../src/adapters/memory/model.ts'
import { assetById } from '../src/adapters/memory/place.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import { type Call, type CatalogStore, operations } from '../src/trait/catalog-store.ts'
import { type Observed, observe } from './compare.ts'
import { Renaming } from './renaming.ts'

/** Makes the call at a position of the trace; the calls are to be made in order. */
export type Ask = (index: number) => Promise<Observed>

/** The way to make the calls of a trace; the plain one if no call makes ids. */
export function interpreter(store: CatalogStore, trace: Trace): Ask {
  const makesIds = trace.calls.some(({ operation }) => operations[operation].makesIds)
  if (!makesIds) return index => observe(store, trace.calls[index] as Call)
  const interpreter = new Interpreter(store, trace)
  return index => interpreter.ask(index)
}

class Interpreter {
  private readonly store: CatalogStore
  private readonly trace: Trace
  private readonly renaming = new Renaming()
  private state = emptyState
  /** How many calls have led to the state. */
  private stepped = 0

  constructor(store: CatalogStore, trace: Trace) {
    this.store = store
    this.trace = trace
  }

  async ask(index: number): Promise<Observed> {
    const call = this.trace.calls[index] as Call
    const expected = this.trace.expected[index] as Outcome
    this.renaming.hear(call.args)
    for (const id of this.renaming.unknownIn(call.args)) await this.learn(id, index)
    const answer = await observe(this.store, { ...call, args: this.renaming.toStores(call.args) })
    return this.renaming.read(expected, answer)
  }

  /** Finds out what the store calls an id that no answer has shown yet, by looking where the model has it. */
  private async learn(id: string, index: number): Promise<void> {
    const state = this.stateBefore(index)
    for (const owner of state.tenants.values()) {
      const found = assetById(owner, id)
      if (found === undefined) continue
      const { within, placed } = found
      const { asset, branch, namespace } = placed
      const at = { tenantId: owner.tenant.id, catalog: within.catalog.name, branch, namespace }
      const answer = await observe(this.store, { operation: 'getAsset', args: { ...at, name: asset.name } })
      this.renaming.read({ value: asset }, answer)
      return
    }
    // What the model has not made it never will once a write mentions it, so the store takes it as it is.
    const { operation } = this.trace.calls[index] as Call
    if (operations[operation].kind === 'mutation') this.renaming.bind(id, id)
  }

  private stateBefore(index: number): State {
    for (; this.stepped < index; this.stepped++) {
      const { calls, expected } = this.trace
      const isRefused = 'failure' in (expected[this.stepped] as Outcome)
      if (!isRefused) this.state = step(this.state, calls[this.stepped] as Call)[0]
    }
    return this.state
  }
}
