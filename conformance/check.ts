/** Checks one adapter: survey, regressions, cases, laws, campaign. Tells what happens by events. */
import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { traceAt } from '../properties/arbitrary.ts'
import type { Law } from '../properties/law.ts'
import { laws } from '../properties/laws/index.ts'
import { type Trace, traceOf } from '../properties/trace.ts'
import { type Adapter, unsupported } from '../src/adapters/adapter.ts'
import {
  type AreaKey,
  type Call,
  type CatalogStore,
  type DeclaredOperation,
  type OperationName,
  operationsOf,
} from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'
import { type NamedCase, runCase } from './case.ts'
import { cases } from './cases/index.ts'
import { type ClaimVerdict, type Emit, type ItemResult, incomplete } from './events.ts'
import { type Finding, makeFinding } from './finding.ts'
import { type Investigation, investigate } from './investigate.ts'
import { Lane, type LaneOptions } from './lane.ts'
import { recording } from './recording.ts'
import { type Coverage, type Divergence, runTrace, signature } from './run-trace.ts'
import { ask, notOffered, refusal } from './survey.ts'

/** A counterexample kept from an earlier run. */
export interface Regression {
  readonly name: string
  readonly calls: readonly Call[]
}

export interface CheckOptions extends LaneOptions {
  readonly areas: readonly AreaKey[]
  readonly seed: number
  /** Traces in the campaign; 0 runs the cases and laws only. */
  readonly traces: number
  /** Calls in a trace, before its closing audit. */
  readonly calls: number
  /** If given, the campaign runs for this long, however many traces that makes. */
  readonly timeMs?: number
  /** Random values that each law is tried on. */
  readonly lawRuns: number
  /** The time that shrinking one finding may take. */
  readonly shrinkMs: number
  readonly regressions: readonly Regression[]
  /** Items not to run, by id: done before, or known to kill the process. */
  readonly skip?: ReadonlySet<string>
  /** Items to run; all unless given. */
  readonly only?: ReadonlySet<string>
  /** Operations not to call, because a call kills the process. */
  readonly silence?: readonly OperationName[]
  /** Once aborted, no further item is begun. */
  readonly signal?: AbortSignal
  /** Told of each call, and waited for, before the store is called. */
  readonly onCall?: (call: Call) => Promise<void>
}

export const defaultCheckOptions: Omit<CheckOptions, 'areas' | 'seed' | 'regressions'> = {
  traces: 120,
  calls: 150,
  lawRuns: 15,
  shrinkMs: 8000,
  callTimeoutMs: 5000,
  openTimeoutMs: 30_000,
}

/** Resolves when everything is told; never rejects for what the store does. */
export async function check(adapter: Adapter, options: CheckOptions, emit: Emit): Promise<void> {
  const lanes: Lane[] = []
  try {
    for (let i = 0; i < (adapter.lanes ?? 1); i++) lanes.push(await Lane.open(adapter, options))
    const [first] = lanes as [Lane]
    emit({ type: 'opened', server: first.server ?? null, capabilities: adapter.capabilities })
    await new Check(adapter, options, emit).run(lanes)
  } catch (error) {
    emit(incomplete(error))
  } finally {
    await Promise.all(lanes.map(lane => lane.close()))
  }
}

/** A piece of work with a name; `run` gives what it came to. */
interface Item {
  readonly id: string
  readonly run: (lane: Lane) => Promise<ItemResult>
}

class Check {
  private readonly adapter: Adapter
  private readonly options: CheckOptions
  private readonly emit: Emit
  private readonly operations: readonly DeclaredOperation[]
  /** Operations that the store does not offer, and those that are silenced. */
  private readonly unsupported = new Set<OperationName>()
  /** Operations not called again, because each call would wait for its time limit, or kill the process. */
  private readonly silenced = new Set<OperationName>()
  /** Signatures under investigation or done with. */
  private readonly seen = new Set<string>()
  private readonly reported = new Set<string>()

  constructor(adapter: Adapter, options: CheckOptions, emit: Emit) {
    this.adapter = adapter
    this.options = options
    this.emit = emit
    this.operations = operationsOf(options.areas)
    options.silence?.forEach(operation => {
      this.silence(operation)
    })
  }

  async run(lanes: readonly Lane[]): Promise<void> {
    await this.work(lanes.slice(0, 1), this.surveys())
    await this.work(lanes, this.regressions())
    await this.work(lanes, this.cases())
    await this.work(lanes, this.laws())
    await this.work(lanes, this.campaign())
  }

  /** Lets each lane take the next item until there is none. */
  private async work(lanes: readonly Lane[], items: Iterator<Item>): Promise<void> {
    const { skip, only, signal } = this.options
    await Promise.all(
      lanes.map(async lane => {
        for (let next = items.next(); !next.done; next = items.next()) {
          if (signal?.aborted) return
          const { id, run } = next.value
          if (skip?.has(id) || (only && !only.has(id) && !id.startsWith('survey'))) continue
          this.emit({ type: 'begun', item: id })
          const result = await run(lane)
          // What the store still has to throw ends the process while this is known to be its item.
          await setImmediate()
          this.emit({ type: 'ended', item: id, result })
        }
      }),
    )
  }

  /** Asks each operation once; what answers `UNIMPLEMENTED` is then expected to do so always. */
  private *surveys(): Generator<Item> {
    for (const { name } of this.operations.filter(({ name }) => !this.silenced.has(name))) {
      yield {
        id: `survey ${name}`,
        run: async lane => {
          const answer = await ask(await this.storeOf(lane), name)
          const reason = refusal(answer)
          if (reason !== null) {
            this.unsupported.add(name)
            this.emit({ type: 'unsupported', operation: name, reason })
          }
          if ('failure' in answer && answer.timedOut) await lane.reopen()
          return { is: 'survey' }
        },
      }
    }
  }

  /** Those that stay within the areas to check. */
  private *regressions(): Generator<Item> {
    const known = new Set(this.operations.map(({ name }) => name))
    for (const { name, calls } of this.options.regressions) {
      if (calls.some(({ operation }) => !known.has(operation))) continue
      const id = `regression ${name}`
      yield {
        id,
        run: async lane => {
          const divergences = await this.execute(lane, traceOf(calls, this.unsupported))
          await this.look(lane, id, calls, divergences)
          return { is: 'regression', verdict: divergences.length === 0 ? 'passed' : 'failed' }
        },
      }
    }
  }

  private *cases(): Generator<Item> {
    for (const example of cases.filter(({ area }) => this.options.areas.includes(area))) {
      yield { id: `case ${example.id}`, run: lane => this.runCase(lane, example) }
    }
  }

  private async runCase(lane: Lane, example: NamedCase): Promise<ItemResult> {
    const { operation } = example
    const verdict = await this.claim(lane, `case ${example.id}`, operation, store => runCase(store, example))
    return { is: 'case', operation, verdict }
  }

  private *laws(): Generator<Item> {
    for (const law of laws.filter(({ area }) => this.options.areas.includes(area))) {
      yield { id: `law ${law.name}`, run: lane => this.runLaw(lane, law) }
    }
  }

  private async runLaw(lane: Lane, { name, operations, arbitrary, holds }: Law): Promise<ItemResult> {
    const property = fc.asyncProperty(arbitrary, async value => holds(await this.storeOf(lane), value))
    const { seed, lawRuns: numRuns } = this.options
    const details = await fc.check(property, { seed, numRuns })
    if (!details.failed) return { is: 'law', operations, verdict: 'passed' }
    const value = details.counterexample?.[0]
    const verdict = await this.claim(lane, `law ${name}`, operations[0], store => holds(store, value))
    return { is: 'law', operations, verdict: verdict === 'passed' ? 'failed' : verdict }
  }

  /** Runs a claim with its calls on record, so that its failure can be replayed against the model. */
  private async claim(
    lane: Lane,
    source: string,
    operation: OperationName,
    holds: (store: CatalogStore) => Promise<void>,
  ): Promise<ClaimVerdict> {
    const { store, calls } = recording(await this.storeOf(lane))
    try {
      await holds(store)
      return 'passed'
    } catch (error) {
      if (error instanceof StoreError && error.code === 'UNIMPLEMENTED') return 'blocked'
      if (error instanceof StoreError && error.code === 'UNAVAILABLE') await lane.reopen()
      await this.surveyBeyond(lane, calls)
      const divergences = await this.execute(lane, traceOf(calls, this.unsupported))
      if (divergences.length > 0) await this.look(lane, source, calls, divergences)
      else this.reportClaim(source, operation, calls, error)
      return 'failed'
    }
  }

  /** A claim may look at areas that are not checked, and so have not been surveyed. */
  private async surveyBeyond(lane: Lane, calls: readonly Call[]): Promise<void> {
    const names = calls.map(({ operation }) => operation)
    const beyond = names.filter(name => !this.operations.some(known => known.name === name))
    if (beyond.length === 0) return
    for (const name of await notOffered(await this.storeOf(lane), beyond)) this.unsupported.add(name)
  }

  private reportClaim(
    source: string,
    operation: OperationName,
    calls: readonly Call[],
    error: unknown,
  ): void {
    const [fact = ''] = String(error instanceof Error ? error.message : error).split('\n')
    const claim = makeFinding({
      operation,
      seenBy: operation,
      difference: 'claim',
      fact,
      source,
      calls,
      expected: null,
      actual: null,
      executions: 1,
      reproduced: false,
    })
    this.report(claim)
  }

  private *campaign(): Generator<Item> {
    const { calls, seed, timeMs, traces: count } = this.options
    const generator = { operations: this.operations, calls, unsupported: this.unsupported }
    const until = timeMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeMs
    const last = timeMs === undefined ? count : Number.POSITIVE_INFINITY
    for (let position = 0; position < last && performance.now() < until; position++) {
      const id = `trace ${position}`
      yield { id, run: lane => this.runTrace(lane, id, traceAt(generator, seed, position)) }
    }
  }

  private async runTrace(lane: Lane, id: string, trace: Trace): Promise<ItemResult> {
    const coverage: Coverage = new Map()
    const divergences = await this.execute(lane, trace, coverage)
    await this.look(lane, id, trace.calls, divergences)
    const ran: Record<string, number> = {}
    const matched: Record<string, Record<string, number>> = {}
    for (const [operation, counts] of coverage) {
      matched[operation] = Object.fromEntries(counts)
      ran[operation] = [...counts.values()].reduce((sum, n) => sum + n, 0)
    }
    for (const operation of this.silenced) delete ran[operation]
    for (const { call } of divergences) ran[call.operation] = (ran[call.operation] ?? 0) + 1
    return { is: 'trace', ran, matched }
  }

  private async execute(lane: Lane, trace: Trace, coverage?: Coverage): Promise<readonly Divergence[]> {
    return this.observeHang(lane, await runTrace(await this.storeOf(lane), trace, coverage))
  }

  /** After a call without an answer the store may be stuck, so the lane gets another. */
  private async observeHang(lane: Lane, divergences: readonly Divergence[]): Promise<readonly Divergence[]> {
    if (divergences.at(-1)?.difference === 'hang') await lane.reopen()
    return divergences
  }

  /** Investigates the first divergence of a kind not seen before; the others may be its consequences. */
  private async look(
    lane: Lane,
    source: string,
    calls: readonly Call[],
    divergences: readonly Divergence[],
  ): Promise<void> {
    const fresh = divergences.find(
      divergence => !this.seen.has(signature(divergence)) && !this.silenced.has(divergence.call.operation),
    )
    if (fresh === undefined) return
    this.seen.add(signature(fresh))
    const { shrinkMs } = this.options
    const absent = new Set(this.unsupported)
    if (fresh.difference === 'hang') this.silence(fresh.call.operation)
    const ground = fresh.difference === 'hang' ? await this.impatientLane() : lane
    try {
      const execute: Investigation['execute'] = async some =>
        this.observeHang(ground, await runTrace(await ground.fresh(), traceOf(some, absent)))
      this.report(await investigate(fresh, { calls, source, execute, unsupported: absent, shrinkMs }))
    } finally {
      if (ground !== lane) await ground.close()
    }
  }

  /** A lane of its own for a store that hangs, so that each try of the shrinker hangs for less long. */
  private impatientLane(): Promise<Lane> {
    return Lane.open(this.adapter, {
      ...this.options,
      callTimeoutMs: Math.min(400, this.options.callTimeoutMs),
    })
  }

  private report(finding: Finding): void {
    const key = `${finding.operation} ${finding.difference}`
    if (this.reported.has(key)) return
    this.reported.add(key)
    this.emit({ type: 'finding', finding })
  }

  private async storeOf(lane: Lane): Promise<CatalogStore> {
    const store = await lane.fresh()
    const refused = [...this.silenced].map(name => [name, unsupported('it is not called again')] as const)
    const allowed = refused.length > 0 ? { ...store, ...Object.fromEntries(refused) } : store
    const { onCall } = this.options
    return onCall ? recording(allowed, onCall).store : allowed
  }

  private silence(operation: OperationName): void {
    this.silenced.add(operation)
    this.unsupported.add(operation)
  }
}
