/** What a check reports while it runs; a fold of its events is the result, also of an interrupted check. */
import type { Server } from '../src/adapters/adapter.ts'
import type { Capabilities } from '../src/trait/capabilities.ts'
import type { OperationName } from '../src/trait/catalog-store.ts'
import type { Finding } from './finding.ts'

/** Plain JSON, so that it crosses process boundaries. */
export type CheckEvent =
  | { readonly type: 'opened'; readonly server: Server | null; readonly capabilities: Capabilities }
  /** An operation that the store says it does not offer. */
  | { readonly type: 'unsupported'; readonly operation: OperationName; readonly reason: string }
  /** A piece of work begins; if the process dies, it died in one of those begun and not ended. */
  | { readonly type: 'begun'; readonly item: string }
  | { readonly type: 'ended'; readonly item: string; readonly result: ItemResult }
  | { readonly type: 'finding'; readonly finding: Finding }
  /** The check could not do all that it was asked to. */
  | { readonly type: 'incomplete'; readonly reason: string }

export type ItemResult =
  | { readonly is: 'survey' }
  | { readonly is: 'case'; readonly operation: OperationName; readonly verdict: ClaimVerdict }
  | { readonly is: 'law'; readonly operations: readonly OperationName[]; readonly verdict: ClaimVerdict }
  | { readonly is: 'regression'; readonly verdict: 'passed' | 'failed' }
  /** Calls that were answered as the model says, and all calls that ran. */
  | {
      readonly is: 'trace'
      readonly ran: Readonly<Record<string, number>>
      readonly matched: Readonly<Record<string, Readonly<Record<string, number>>>>
    }

/** `blocked`: it needs an operation that the store does not offer. */
export type ClaimVerdict = 'passed' | 'failed' | 'blocked'

export type Emit = (event: CheckEvent) => void

/** What an error that ended the check amounts to, on one line. */
export function incomplete(error: unknown): CheckEvent {
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'incomplete', reason: reason.trim().replace(/\s*\n\s*/g, ' ') }
}
