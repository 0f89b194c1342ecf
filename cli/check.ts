/** `catalog-parity check`: runs the stores side by side, prints the matrix and writes the report. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { defaultCheckOptions, type Regression } from '../conformance/check-options.ts'
import type { CheckEvent } from '../conformance/events.ts'
import type { Task } from '../conformance/host-protocol.ts'
import { checkIsolated } from '../conformance/isolated.ts'
import { readTraces, shippedTraces } from '../conformance/saved-trace.ts'
import { randomSeed } from '../conformance/seed.ts'
import { count, emptyTally } from '../conformance/tally.ts'
import { judgeRun, runVerdicts } from '../conformance/verdict.ts'
import type { Run } from '../reports/collect.ts'
import { commandLine } from '../reports/command-line.ts'
import { terminal } from '../reports/terminal.ts'
import { writeReport } from '../reports/write.ts'
import { type AreaKey, areaKeys } from '../src/trait/catalog-store.ts'
import { Progress } from './progress.ts'
import { obtainServers } from './servers.ts'
import { inWorkplace, type Workplace } from './workplace.ts'

export interface CheckFlags {
  readonly areas: readonly AreaKey[]
  readonly traces: number
  readonly calls: number
  readonly seed?: number
  /** Seconds. */
  readonly time?: number
  readonly out: string
  readonly postgresUrl?: string
}

/** Runs the check and resolves to the exit code. Rejects before anything ran if it cannot be carried out. */
export async function checkCommand(named: readonly string[], flags: CheckFlags): Promise<number> {
  const adapters = [...new Set(named)]
  await assertWritable(flags.out)
  const saved = await readRegressions(join(flags.out, 'findings'))
  const regressions = [...(await shippedTraces()), ...saved]
  const options: Task['options'] = {
    ...defaultCheckOptions,
    areas: flags.areas,
    traces: flags.traces,
    calls: flags.calls,
    seed: flags.seed ?? randomSeed(),
    regressions,
    ...(flags.time !== undefined && { timeMs: flags.time * 1000 }),
  }
  const startedAt = new Date()
  console.error(`catalog-parity: seed ${options.seed}, ${adapters.join(', ')}`)
  const runs = await inWorkplace(place => runAll(adapters, options, flags, place))

  const reproduce = reproduction(adapters, flags, options.seed)
  const session = { startedAt, finishedAt: new Date(), reproduce, options, runs, out: flags.out }
  const { report, traces, folder, problem } = await writeReport(session)
  const { isTTY = false, columns } = process.stdout
  const isColored = isTTY && !process.env.NO_COLOR
  console.log(terminal(report, { traces, folder, isColored, width: columns }))
  if (problem === null) return report.exitCode
  console.error(`catalog-parity: ${problem}`)
  return runVerdicts.incomplete
}

/** Checks the adapters, as many at a time as there are processors, each in a process of its own. */
async function runAll(
  adapters: readonly string[],
  options: Task['options'],
  flags: CheckFlags,
  place: Workplace,
): Promise<readonly Run[]> {
  const { servers, refusals, close } = await obtainServers(adapters, flags.postgresUrl)
  const progress = new Progress(process.stderr, flags.time === undefined ? flags.traces : null)

  const run = async (adapter: string): Promise<Run> => {
    const tally = emptyTally(options.areas)
    const begun = performance.now()
    const emit = (event: CheckEvent) => {
      count(tally, event)
      progress.told(adapter, event)
    }
    const refusal = refusals.get(adapter)
    if (refusal !== undefined) emit({ type: 'incomplete', reason: refusal })
    else await checkIsolated(adapter, options, { servers, ...place }, emit)
    progress.finished(adapter, judgeRun(tally))
    return { adapter, tally, elapsedMs: performance.now() - begun }
  }

  try {
    return await inParallel(adapters, availableParallelism(), run)
  } finally {
    await close()
  }
}

/** Maps with at most `width` at work; the results keep the order of the items. */
async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}

async function assertWritable(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new Error(`the report cannot be written to ${resolve(folder)} (${code}); choose another --out`)
  }
  await rm(probe)
}

/** Earlier findings run first; one that cannot run is not passed over in silence. */
function readRegressions(folder: string): Promise<readonly Regression[]> {
  return readTraces(folder).catch(({ message }: Error) => {
    throw new Error(`${message}; remove it or choose another --out, for saved findings run first`)
  })
}

/** The command line that makes the same choices again. */
function reproduction(adapters: readonly string[], flags: CheckFlags, seed: number): string {
  const { areas, traces, calls, time, postgresUrl } = flags
  return commandLine([
    'check',
    ...adapters,
    ...(areas.length < areaKeys.length ? ['--areas', areas.join(',')] : []),
    ...(time === undefined ? ['--traces', `${traces}`] : ['--time', `${time}`]),
    ...['--calls', `${calls}`],
    ...['--seed', `${seed}`],
    ...(postgresUrl === undefined ? [] : ['--postgres-url', withoutSecrets(postgresUrl)]),
  ])
}

/** Where the server is; who may enter is nobody else's concern. */
function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? {}
  return protocol === undefined ? 'URL' : `${protocol}//${host}${pathname}`
}
