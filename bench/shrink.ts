/** How much running it takes to make a finding small. */
import { canaries } from '../conformance/canaries/index.ts'
import { check } from '../conformance/check.ts'
import { defaultCheckOptions } from '../conformance/check-options.ts'
import type { Finding } from '../conformance/finding.ts'
import { areaKeys } from '../src/trait/catalog-store.ts'
import { median, quantile } from './statistics.ts'

const TRACES = 60

/** Only campaigns: cases would find the canaries first, with traces that need little shrinking. */
export async function shrinking(seeds: number): Promise<void> {
  const findings: Finding[] = []
  const only = new Set(Array.from({ length: TRACES }, (_, i) => `trace ${i}`))
  for (const { adapter } of canaries) {
    for (let seed = 1; seed <= seeds; seed++) {
      const options = { ...defaultCheckOptions, areas: areaKeys, seed, regressions: [], only }
      await check(adapter, options, event => {
        if (event.type === 'finding') findings.push(event.finding)
      })
    }
  }
  const executions = findings.map(finding => finding.executions)
  console.log(
    `\nShrinking: executions on the store, over ${canaries.length} canaries, findings of ${TRACES} traces, seeds 1 to ${seeds}\n`,
  )
  console.table({
    canaries: {
      findings: String(findings.length),
      median: String(median(executions)),
      p95: String(quantile(executions, 0.95)),
      'calls (median)': String(median(findings.map(({ calls }) => calls.length))),
    },
  })
}
