/** Runs the cases and laws; where one fails, looks for the answer that is at fault. */
import * as fc from 'fast-check'
import type { Law } from '../properties/law.ts'
import { laws } from '../properties/laws/index.ts'
import { traceOf } from '../properties/trace.ts'
import { type Call, type CatalogStore, type OperationName, operations } from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'
import { type NamedCase, runCase } from './case.ts'
import { cases } from './cases/index.ts'
import type { ClaimVerdict, ItemResult } from './events.ts'
import { makeFinding } from './finding.ts'
import type { Inquiry } from './inquiry.ts'
import type { Item } from './item.ts'
import type { Lane } from './lane.ts'
import { inModelsIds, recording } from './recording.ts'
import { notOffered } from './survey.ts'

export class Claims {
  private readonly inquiry: Inquiry

  constructor(inquiry: Inquiry) {
    this.inquiry = inquiry
  }

  *cases(): Generator<Item> {
    for (const example of cases.filter(({ area }) => this.inquiry.options.areas.includes(area))) {
      yield { id: `case ${example.id}`, run: lane => this.runCase(lane, example) }
    }
  }

  private async runCase(lane: Lane, example: NamedCase): Promise<ItemResult> {
    const { operation } = example
    const verdict = await this.claim(lane, `case ${example.id}`, operation, store => runCase(store, example))
    return { is: 'case', operation, verdict }
  }

  *laws(): Generator<Item> {
    for (const law of laws.filter(({ area }) => this.inquiry.options.areas.includes(area))) {
      yield { id: `law ${law.name}`, run: lane => this.runLaw(lane, law) }
    }
  }

  private async runLaw(lane: Lane, { name, operations, arbitrary, holds }: Law): Promise<ItemResult> {
    const property = fc.asyncProperty(arbitrary, async value =>
      holds(await this.inquiry.storeOf(lane), value),
    )
    const { seed, lawRuns: numRuns } = this.inquiry.options
    const details = await fc.check(property, { seed, numRuns })
    if (!details.failed) return { is: 'law', operations, verdict: 'passed' }
    const value = details.counterexample?.[0]
    const id = `law ${name}`
    const verdict = await this.claim(lane, id, operations[0], store => holds(store, value))
    if (verdict !== 'passed') return { is: 'law', operations, verdict }
    this.reportClaim(id, operations[0], [], details.errorInstance)
    return { is: 'law', operations, verdict: 'failed' }
  }

  /** Runs a claim with its calls on record, so that its failure can be replayed against the model. */
  private async claim(
    lane: Lane,
    source: string,
    operation: OperationName,
    holds: (store: CatalogStore) => Promise<void>,
  ): Promise<ClaimVerdict> {
    const { store, calls: recorded } = recording(await this.inquiry.storeOf(lane))
    try {
      await holds(store)
      return 'passed'
    } catch (error) {
      if (error instanceof StoreError && error.code === 'UNIMPLEMENTED') return 'blocked'
      if (error instanceof StoreError && error.code === 'UNAVAILABLE') await lane.reopen()
      const calls = inModelsIds(recorded, this.inquiry.unsupported)
      await this.surveyBeyond(lane, calls)
      const divergences = await this.inquiry.execute(lane, traceOf(calls, this.inquiry.unsupported))
      if (divergences.length > 0) await this.inquiry.look(lane, source, calls, divergences)
      else this.reportClaim(source, operation, calls, error)
      return 'failed'
    }
  }

  /** A claim may look at areas that are not checked, and so have not been surveyed. */
  private async surveyBeyond(lane: Lane, calls: readonly Call[]): Promise<void> {
    const names = calls.map(({ operation }) => operation)
    const beyond = names.filter(name => !this.inquiry.options.areas.includes(operations[name].area))
    if (beyond.length === 0) return
    for (const name of await notOffered(await this.inquiry.storeOf(lane), beyond))
      this.inquiry.unsupported.add(name)
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
    this.inquiry.report(claim)
  }
}
