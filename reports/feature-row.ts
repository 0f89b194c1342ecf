/** How one feature stands on one store: a cell of the matrix, and what stands in the way of a better one. */
import { type AreaKey, areaKeys, areas } from '../src/trait/catalog-store.ts'
import { features } from '../src/trait/features.ts'
import type { FeatureRecord, OperationRecord, RunRecord } from './record.ts'

type Judged = Pick<RunRecord, 'incomplete' | 'traces' | 'operations'>
type Named = readonly [string, OperationRecord]

/** The rows that these areas amount to, in the audit's order. */
export function featureRows(run: Judged, checked: readonly AreaKey[]): FeatureRecord[] {
  return features.flatMap(feature => {
    const own = areaKeys.filter(key => areas[key].feature === feature)
    const covered = own.filter(key => checked.includes(key))
    if (covered.length === 0) return []
    const row = covered.length === own.length ? feature : `${feature} (only ${names(covered)})`
    return [featureRow(row, run, covered)]
  })
}

function names(keys: readonly AreaKey[]): string {
  return keys.map(key => areas[key].name).join(', ')
}

function featureRow(row: string, run: Judged, covered: readonly AreaKey[]): FeatureRecord {
  const operations = Object.entries(run.operations).filter(([, { area }]) =>
    covered.some(key => key === area),
  )
  const affected = having(operations, ['diverges', 'misdeclared', 'unsupported'])
  const absent = having(operations, ['unsupported'])
  const symbol = symbolOf({
    isAbsent: operations.length > 0 && absent.length === operations.length,
    isAffected: affected.length > 0,
    isOpen: operations.length === 0 || openQuestions(run, operations).length > 0,
    isCampaign: run.traces > 0,
  })
  const note = symbol.startsWith('✅') ? null : noteOf(run, operations)
  return { row, symbol, operations: operations.length, affected: affected.length, note }
}

interface Standing {
  /** No operation is offered. */
  readonly isAbsent: boolean
  /** An operation behaves otherwise than the contract says, or is not offered. */
  readonly isAffected: boolean
  /** Something that was asked for is not known. */
  readonly isOpen: boolean
  /** Every floor of a campaign was met, beside the cases. */
  readonly isCampaign: boolean
}

/** What is known to be wrong shows before what is not known; green is what remains when nothing is either. */
function symbolOf({ isAbsent, isAffected, isOpen, isCampaign }: Standing): FeatureRecord['symbol'] {
  if (isAbsent) return '❌'
  if (isAffected) return '⚠️'
  if (isOpen) return '–'
  return isCampaign ? '✅ ✓' : '✅'
}

/**
 * What is not known. A run that was cut short leaves every conforming operation open, for what was not reached
 * may have been its counterexample; cases that could not run do so where no campaign has run instead.
 */
function openQuestions(run: Judged, operations: readonly Named[]): readonly string[] {
  const inconclusive = having(operations, ['inconclusive']).map(
    ([name, { reasons }]) => `${name} (${briefly(reasons)})`,
  )
  const blocked = run.traces > 0 ? [] : operations.filter(([, { cases }]) => cases.blocked > 0)
  return [
    ...run.incomplete,
    ...(run.incomplete.length > 0 ? [] : listed('inconclusive', inconclusive)),
    ...listed('cases blocked by what is unsupported', having(blocked, ['conforms']).map(nameOf)),
  ]
}

function noteOf(run: Judged, operations: readonly Named[]): string {
  const unsupported = having(operations, ['unsupported'])
  const reasons = new Set(unsupported.map(([, operation]) => operation.unsupported))
  const [reason] = reasons.size === 1 ? reasons : []
  const lines = [
    ...listed('diverging', having(operations, ['diverges']).map(nameOf)),
    ...listed('misdeclared', having(operations, ['misdeclared']).map(nameOf)),
    ...listed(reason ? `unsupported (${reason})` : 'unsupported', unsupported.map(nameOf)),
    ...openQuestions(run, operations),
  ]
  return lines.length > 0 ? lines.join('; ') : 'nothing ran'
}

function having(operations: readonly Named[], verdicts: readonly OperationRecord['verdict'][]) {
  return operations.filter(([, { verdict }]) => verdicts.includes(verdict))
}

function nameOf([name]: Named): string {
  return name
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title}: ${briefly(items, 4)}`]
}

function briefly(items: readonly string[], shown = 1): string {
  const more = items.length > shown ? ` and ${items.length - shown} more` : ''
  return `${items.slice(0, shown).join(', ')}${more}`
}
