/** A finding as a recipe to read: what is wrong, the calls that show it, and both answers. */
import { traceOf } from '../properties/trace.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import type { FindingRecord, RunRecord } from './record.ts'
import {
  actualLine,
  answerLine,
  callLine,
  expectedLine,
  provenance,
  serverLine,
  verdictLine,
  visible,
} from './wording.ts'

export function recipe(run: RunRecord, finding: FindingRecord, calls: readonly Call[]): string {
  const lines = [
    verdictLine(run.adapter, finding),
    visible(finding.fact),
    '',
    `contract ${CONTRACT_VERSION}, ${visible(serverLine(run))}`,
    provenance(finding),
    '',
    'From an empty store:',
    '',
    ...steps(run, finding, calls),
    '',
    `Again: ${finding.replay}`,
  ]
  return `${lines.join('\n')}\n`
}

/** Every answer but the last is the model's, or the finding would be another. */
function steps(run: RunRecord, finding: FindingRecord, calls: readonly Call[]): readonly string[] {
  const absent = Object.entries(run.operations).filter(([, { unsupported }]) => unsupported !== null)
  const { expected } = traceOf(calls, new Set(absent.map(([name]) => name as OperationName)))
  return calls.flatMap((call, i) => {
    const step = `${String(i + 1).padStart(3)}. ${callLine(call)}`
    if (i < calls.length - 1) return [step, `       both   ${answerLine(expected[i] ?? null, '')}`]
    return [step, `       model  ${expectedLine(finding)}`, `       store  ${actualLine(finding)}`]
  })
}
