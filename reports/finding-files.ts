/** The files that a finding leaves behind: its trace, a test that replays it, and a recipe to read. */
import { join } from 'node:path'
import type { SavedTrace } from '../conformance/saved-trace.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import { recipe } from './recipe.ts'
import type { FindingRecord, RunRecord } from './record.ts'
import { replayTest } from './replay-test.ts'
import { verdictLine, visible } from './wording.ts'

export interface ReportFile {
  /** Relative to the report's folder. */
  readonly path: string
  readonly text: string
}

/** The files of a report in `out`. A claim has no test, for its calls are all answered as the model says. */
export function findingFiles(
  run: RunRecord,
  finding: FindingRecord,
  calls: readonly Call[],
  out: string,
): readonly ReportFile[] {
  const saved: SavedTrace = {
    format: 'catalog-parity/trace',
    contractVersion: CONTRACT_VERSION,
    summary: visible(`${verdictLine(run.adapter, finding)}: ${finding.fact}`),
    adapter: run.adapter,
    calls: [...calls],
  }
  const test = finding.trace.replace(/\.json$/, '.test.ts')
  return [
    { path: finding.trace, text: `${JSON.stringify(saved, null, 2)}\n` },
    { path: finding.trace.replace(/\.json$/, '.txt'), text: recipe(run, finding, calls) },
    ...(finding.difference === 'claim'
      ? []
      : [{ path: test, text: replayTest(run, finding, calls, join(out, test)) }]),
  ]
}
