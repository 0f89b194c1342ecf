/** What a check knows of its store, and how it looks into an answer that is wrong. */
import { type Trace, traceOf } from '../properties/trace.ts'
import { type Adapter, unsupported } from '../src/adapters/adapter.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import type { Call, CatalogStore, OperationName } from '../src/trait/catalog-store.ts'
import { invalidArgument } from '../src/trait/errors.ts'
import type { CheckOptions } from './check-options.ts'
import type { Emit } from './events.ts'
import type { Finding } from './finding.ts'
import { type Investigation, investigate } from './investigate.ts'
import { Lane } from './lane.ts'
import { recording } from './recording.ts'
import { type Coverage, type Divergence, runTrace, signature } from './run-trace.ts'

export class Inquiry {
  /** Operations that the store does not offer, and those that are silenced. */
  readonly unsupported = new Set<OperationName>()
  /** Operations not called again, because each call would wait for its time limit, or kill the process. */
  readonly silenced = new Set<OperationName>()
  readonly options: CheckOptions
  private readonly adapter: Adapter
  private readonly emit: Emit
  /** Signatures under investigation or done with. */
  private readonly seen = new Set<string>()
  private readonly reported = new Set<string>()

  constructor(adapter: Adapter, options: CheckOptions, emit: Emit) {
    this.adapter = adapter
    this.options = options
    this.emit = emit
    options.silence?.forEach(operation => {
      this.silence(operation)
    })
  }

  /** Runs a trace on the lane's store, emptied. */
  async execute(lane: Lane, trace: Trace, coverage?: Coverage): Promise<readonly Divergence[]> {
    return this.observeHang(lane, await runTrace(await this.storeOf(lane), trace, coverage))
  }

  /** After a call without an answer the store may be stuck, so the lane gets another. */
  private async observeHang(lane: Lane, divergences: readonly Divergence[]): Promise<readonly Divergence[]> {
    if (divergences.at(-1)?.difference === 'hang') await lane.reopen()
    return divergences
  }

  /** Investigates the first divergence of a kind not seen before; the others may be its consequences. */
  async look(
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

  /** Reports a finding, unless there is one of the same operation and kind. */
  report(finding: Finding): void {
    const key = `${finding.operation} ${finding.difference}`
    if (this.reported.has(key)) return
    this.reported.add(key)
    this.emit({ type: 'finding', finding })
  }

  /** The lane's store, emptied, without the operations that are not to be called. */
  async storeOf(lane: Lane): Promise<CatalogStore> {
    const store = await lane.fresh()
    const refused = [...this.silenced].map(name => [name, refusing(name)] as const)
    const allowed = refused.length > 0 ? { ...store, ...Object.fromEntries(refused) } : store
    const { onCall } = this.options
    return onCall ? recording(allowed, onCall).store : allowed
  }

  silence(operation: OperationName): void {
    this.silenced.add(operation)
    this.unsupported.add(operation)
  }
}

/** Answers as the shell does for an operation that is not offered. */
function refusing(operation: OperationName) {
  const refuse = unsupported('it is not called again')
  return async (args: Call['args']) => {
    const problem = argumentProblem({ operation, args })
    if (problem !== null) throw invalidArgument(problem)
    return refuse()
  }
}
