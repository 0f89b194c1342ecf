/** The fold of a check's events: everything that is known of a run, however far it got. */
import type { Server } from '../src/adapters/adapter.ts'
import type { Capabilities } from '../src/trait/capabilities.ts'
import {
  type AreaKey,
  type DeclaredOperation,
  type OperationName,
  operationsOf,
} from '../src/trait/catalog-store.ts'
import type { CheckEvent, ClaimVerdict, ItemResult } from './events.ts'
import type { Finding } from './finding.ts'

export interface Claim {
  /** `case createTenant › …` or `law …` */
  readonly id: string
  readonly verdict: ClaimVerdict
}

export interface OperationTally {
  readonly declared: DeclaredOperation
  /** Calls of the campaign that ran, whatever the answer. */
  calls: number
  /** Calls of the campaign that were answered as the model says, by outcome label. */
  readonly outcomes: Map<string, number>
  /** Cases of the operation, and laws with it most at stake. */
  readonly claims: Claim[]
  /** Why the store does not offer it; null if it does. */
  unsupported: string | null
}

export interface Tally {
  server: Server | null
  capabilities: Capabilities | null
  readonly operations: Map<OperationName, OperationTally>
  traces: number
  regressions: number
  readonly findings: Finding[]
  /** Why not all ran that was asked for. */
  readonly incomplete: string[]
}

export function emptyTally(areas: readonly AreaKey[]): Tally {
  const operations = operationsOf(areas).map(declared => {
    const tally: OperationTally = { declared, calls: 0, outcomes: new Map(), claims: [], unsupported: null }
    return [declared.name, tally] as const
  })
  return {
    server: null,
    capabilities: null,
    operations: new Map(operations),
    traces: 0,
    regressions: 0,
    findings: [],
    incomplete: [],
  }
}

/** Takes one event into the tally. */
export function count(tally: Tally, event: CheckEvent): void {
  switch (event.type) {
    case 'opened':
      tally.server = event.server
      tally.capabilities = event.capabilities
      break
    case 'unsupported': {
      const operation = tally.operations.get(event.operation)
      if (operation) operation.unsupported = event.reason
      break
    }
    case 'ended':
      countResult(tally, event.item, event.result)
      break
    case 'finding':
      if (!tally.findings.some(({ id }) => id === event.finding.id)) tally.findings.push(event.finding)
      break
    case 'incomplete':
      tally.incomplete.push(event.reason)
      break
    case 'begun':
      break
  }
}

function countResult(tally: Tally, id: string, result: ItemResult): void {
  if (result.is === 'case')
    tally.operations.get(result.operation)?.claims.push({ id, verdict: result.verdict })
  if (result.is === 'law') {
    const [atStake] = result.operations
    if (atStake) tally.operations.get(atStake)?.claims.push({ id, verdict: result.verdict })
  }
  if (result.is === 'regression') tally.regressions++
  if (result.is === 'trace') {
    tally.traces++
    for (const [name, operation] of tally.operations) {
      operation.calls += result.ran[name] ?? 0
      for (const [label, times] of Object.entries(result.matched[name] ?? {})) {
        operation.outcomes.set(label, (operation.outcomes.get(label) ?? 0) + times)
      }
    }
  }
}
