/** What the kit costs over the bare store: the same traces, bare and checked, by turns. */
import { defaultCheckOptions } from '../conformance/check-options.ts'
import { Lane } from '../conformance/lane.ts'
import { runTrace } from '../conformance/run-trace.ts'
import { traceAt } from '../properties/arbitrary.ts'
import type { Trace } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import { type Call, operationNames, operations } from '../src/trait/catalog-store.ts'
import { median, quantile } from './statistics.ts'
import { timed } from './timed.ts'

const TRACES_PER_ROUND = 20
const SEED = 1

const campaign = {
  operations: operationNames.map(name => operations[name]),
  calls: defaultCheckOptions.calls,
}

export async function kitOverhead(adapters: readonly Adapter[], rounds: number): Promise<void> {
  console.log(`\nThe kit over the bare store: ${rounds} rounds of ${TRACES_PER_ROUND} traces, medians\n`)
  const rows: Record<string, Record<string, string>> = {}
  for (const adapter of adapters) rows[adapter.name] = await compare(adapter, rounds)
  console.table(rows)
}

async function compare(adapter: Adapter, rounds: number): Promise<Record<string, string>> {
  const bare: number[] = []
  const checked: number[] = []
  const resets: number[] = []
  const lane = await Lane.open(adapter, defaultCheckOptions)
  const opened = await adapter.open()
  let calls = 0
  for (let round = 0; round <= rounds; round++) {
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

async function bareCall(store: object, { operation, args }: Call): Promise<unknown> {
  const method = Reflect.get(store, operation) as (args: unknown) => Promise<unknown>
  return method(args).catch(() => null)
}
