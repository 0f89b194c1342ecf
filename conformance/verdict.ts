/** Verdicts: what a check's events say of each operation, and of the run. */

import { declaredOutcomes } from '../properties/trace.ts'
import type { OperationName } from '../src/trait/catalog-store.ts'
import type { Finding } from './finding.ts'
import type { OperationTally, Tally } from './tally.ts'

/** Of an operation, mildest first; a set of verdicts folds to its last. */
export const operationVerdicts = [
  'conforms',
  'unsupported',
  'inconclusive',
  'misdeclared',
  'diverges',
] as const
export type OperationVerdict = (typeof operationVerdicts)[number]

/** Of a run, each with the exit code of the command. */
export const runVerdicts = { conformant: 0, failed: 1, partial: 2, incomplete: 3 } as const
export type RunVerdict = keyof typeof runVerdicts

/**
 * The verdict on one operation, and why it is not better. A case or law that fails counts through the finding that it
 * led to, which names the operation at fault; often that is another one.
 */
export interface Judgement {
  readonly verdict: OperationVerdict
  readonly reasons: readonly string[]
}

export function judgeOperation(tally: Tally, name: OperationName): Judgement {
  const operation = tally.operations.get(name)
  if (operation === undefined) return { verdict: 'inconclusive', reasons: ['nothing ran'] }
  const found = tally.findings.filter(finding => finding.operation === name)
  const grounds: (readonly [OperationVerdict, string])[] = [
    ...found.map(finding => [verdictOf(finding), finding.fact] as const),
    ...(operation.unsupported === null
      ? floorGrounds(tally, operation)
      : [['unsupported', operation.unsupported] as const]),
  ]
  const verdict = worst(grounds.map(([verdict]) => verdict))
  return { verdict, reasons: grounds.filter(ground => ground[0] === verdict).map(([, reason]) => reason) }
}

function verdictOf({ difference, expected, actual }: Finding): OperationVerdict {
  const answers = [expected, actual].map(answer => (answer && 'failure' in answer ? answer.failure : null))
  return difference === 'failure' && answers.includes('UNIMPLEMENTED') ? 'misdeclared' : 'diverges'
}

/** The floors: at least one case, and in a campaign each declared outcome at least once. */
function floorGrounds(tally: Tally, operation: OperationTally): (readonly [OperationVerdict, string])[] {
  const missing: (readonly [OperationVerdict, string])[] = []
  if (!operation.claims.some(({ verdict }) => verdict === 'passed'))
    missing.push(['inconclusive', 'no case ran'])
  if (tally.traces === 0) return missing
  for (const label of declaredOutcomes(operation.declared)) {
    if (!operation.outcomes.get(label)) missing.push(['inconclusive', `outcome "${label}" not seen`])
  }
  return missing
}

export function worst(verdicts: readonly OperationVerdict[]): OperationVerdict {
  return operationVerdicts.findLast(verdict => verdicts.includes(verdict)) ?? 'conforms'
}

/** The verdict on a run; a run in which nothing was called is incomplete whatever else it says. */
export function judgeRun(tally: Tally): RunVerdict {
  const verdicts = [...tally.operations.keys()].map(name => judgeOperation(tally, name).verdict)
  if (
    tally.findings.length > 0 ||
    verdicts.some(verdict => verdict === 'diverges' || verdict === 'misdeclared')
  ) {
    return 'failed'
  }
  if (tally.incomplete.length > 0 || verdicts.length === 0 || verdicts.includes('inconclusive'))
    return 'incomplete'
  return verdicts.includes('unsupported') ? 'partial' : 'conformant'
}

/** The exit code for several runs: what failed before what is incomplete before what is partial. */
export function exitCode(verdicts: readonly RunVerdict[]): number {
  const gravest = (['failed', 'incomplete', 'partial'] as const).find(verdict => verdicts.includes(verdict))
  return verdicts.length === 0 ? runVerdicts.incomplete : runVerdicts[gravest ?? 'conformant']
}
