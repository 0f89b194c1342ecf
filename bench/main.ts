/**
 * `npm run bench`: what the kit costs over the bare store, and how fast the stores are. Ratios are of runs that
 * took turns in one process, so they hold on a busy machine; times do not.
 */
import { parseArgs } from 'node:util'
import { canaries } from '../conformance/canaries/index.ts'
import { check, defaultCheckOptions } from '../conformance/check.ts'
import type { Finding } from '../conformance/finding.ts'
import { Lane } from '../conformance/lane.ts'
import { runTrace } from '../conformance/run-trace.ts'
import { traceAt } from '../properties/arbitrary.ts'
import type { Trace } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { postgres } from '../src/adapters/postgres/adapter.ts'
import { obtainPostgres } from '../src/adapters/postgres/obtain.ts'
import { sqlite, sqliteFile } from '../src/adapters/sqlite/adapter.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import { areaKeys, type Call, operationNames, operations } from '../src/trait/catalog-store.ts'
import { median, quantile } from './statistics.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const ROUNDS = Number(values.rounds)
const TRACES_PER_ROUND = 20
const SEED = 1

const campaign = {
  operations: operationNames.map(name => operations[name]),
  calls: defaultCheckOptions.calls,
}

const server = await obtainPostgres()
try {
  console.log(`\nThe kit over the bare store: ${ROUNDS} rounds of ${TRACES_PER_ROUND} traces, medians\n`)
  const rows: Record<string, Record<string, string>> = {}
  for (const adapter of [memory, sqlite, sqliteFile, postgres(server)]) {
    rows[adapter.name] = await compare(adapter)
  }
  console.table(rows)

  console.log(
    '\nShrinking: executions on the store, over all canaries, findings of campaigns of five seeds\n',
  )
  console.table({ canaries: await shrinking() })
} finally {
  await server.close()
}

/** Bare and checked runs of the same traces, by turns. */
async function compare(adapter: Adapter): Promise<Record<string, string>> {
  const bare: number[] = []
  const checked: number[] = []
  const resets: number[] = []
  const lane = await Lane.open(adapter, defaultCheckOptions)
  const opened = await adapter.open()
  let calls = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const positions = Array.from({ length: TRACES_PER_ROUND }, (_, i) => round * TRACES_PER_ROUND + i)
    const traces = positions.map(position => traceAt(campaign, SEED, position))
    const legal = traces.map(({ calls }) => calls.filter(call => argumentProblem(call) === null))
    const checkedMs = await timed(async () => {
      for (const position of positions) await runTrace(await lane.fresh(), traceAt(campaign, SEED, position))
    })
    const resetsMs: number[] = []
    const bareMs = await timed(async () => {
      for (const trace of legal) {
        resetsMs.push(await timed(async () => opened.reset?.()))
        for (const call of trace) await bareCall(opened.store, call)
      }
    })
    if (round === 0) continue // Not yet compiled by the engine.
    const made = traces.reduce((sum, trace: Trace) => sum + trace.calls.length, 0)
    calls += made
    bare.push(bareMs / made)
    checked.push(checkedMs / made)
    resets.push(...resetsMs)
  }
  await opened.close?.()
  await lane.close()
  const ratios = checked.map((ms, i) => ms / (bare[i] as number))
  return {
    calls: calls.toLocaleString('en'),
    'bare µs/call': (median(bare) * 1000).toFixed(1),
    'checked µs/call': (median(checked) * 1000).toFixed(1),
    'checked/bare': median(ratios).toFixed(2),
    'checked calls/s': Math.round(1000 / median(checked)).toLocaleString('en'),
    'reset ms (median)': median(resets).toFixed(3),
    'reset ms (p95)': quantile(resets, 0.95).toFixed(3),
  }
}

async function bareCall(
  store: Record<string, unknown> | object,
  { operation, args }: Call,
): Promise<unknown> {
  const method = Reflect.get(store, operation) as (args: unknown) => Promise<unknown>
  return method(args).catch(() => null)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Only campaigns: cases would find the canaries first, with traces that need little shrinking. */
async function shrinking(): Promise<Record<string, string>> {
  const findings: Finding[] = []
  const only = new Set(Array.from({ length: defaultCheckOptions.traces }, (_, i) => `trace ${i}`))
  for (const { adapter } of canaries) {
    for (const seed of [1, 2, 3, 4, 5]) {
      const options = { ...defaultCheckOptions, areas: areaKeys, seed, regressions: [], only }
      await check(adapter, options, event => {
        if (event.type === 'finding') findings.push(event.finding)
      })
    }
  }
  const executions = findings.map(finding => finding.executions)
  return {
    findings: String(findings.length),
    median: String(median(executions)),
    p95: String(quantile(executions, 0.95)),
    'calls (median)': String(median(findings.map(({ calls }) => calls.length))),
  }
}
