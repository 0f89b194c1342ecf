/** Makes the record of a session: what was asked for, and what the tally of each store says. */
import { join } from 'node:path'
import type { Finding } from '../conformance/finding.ts'
import type { Tally } from '../conformance/tally.ts'
import { exitCode, judgeOperation, judgeRun, type RunVerdict, runVerdicts } from '../conformance/verdict.ts'
import { declaredOutcomes } from '../properties/trace.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import { type AreaKey, type Call, type DeclaredOperation, operationsOf } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import { commandLine } from './command-line.ts'
import { featureRows } from './feature-row.ts'
import { kitVersion } from './kit-version.ts'
import type { FindingRecord, OperationRecord, Report, RunRecord } from './record.ts'

/** The checks of one command. */
export interface Session {
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The command line that does it all again. */
  readonly reproduce: string
  readonly options: {
    readonly seed: number
    readonly areas: readonly AreaKey[]
    readonly traces: number
    readonly calls: number
    readonly timeMs?: number | undefined
  }
  readonly runs: readonly Run[]
  /** The folder of the report. */
  readonly out: string
}

export interface Run {
  /** As the command line names it: `sqlite`, or an adapter's file. */
  readonly adapter: string
  readonly tally: Tally
  readonly elapsedMs?: number | undefined
}

export function makeReport(session: Session): Report {
  const { seed, areas, traces, calls, timeMs } = session.options
  const runs = session.runs.map(run => recordOf(run, areas, session.out))
  const code = exitCode(runs.map(({ verdict }) => verdict))
  return {
    format: 'catalog-parity/report',
    version: 1,
    contractVersion: CONTRACT_VERSION,
    kitVersion,
    seed,
    startedAt: session.startedAt.toISOString(),
    finishedAt: session.finishedAt.toISOString(),
    reproduce: withoutPasswords(session.reproduce),
    options: { areas: [...areas], traces, calls, ...(timeMs !== undefined && { timeMs }) },
    verdict: verdictOf(code),
    exitCode: code,
    runs,
  }
}

/** The calls of every finding, by the file that the record names for them. */
export type Traces = ReadonlyMap<string, readonly Call[]>

export function tracesOf(runs: readonly Run[]): Traces {
  return new Map(
    runs.flatMap(({ adapter, tally }) =>
      tally.findings.map(finding => [traceFile(adapter, finding), replayable(finding)] as const),
    ),
  )
}

/** The calls that reach the store; the shell refuses the others, and a file may not be able to hold them. */
function replayable({ calls }: Finding): readonly Call[] {
  return calls.filter(call => argumentProblem(call) === null)
}

/** The adapter is part of the name, because two stores can share a bug down to its calls. */
function traceFile(adapter: string, { id }: Finding): string {
  const prefix = adapter.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  return `findings/${prefix}-${id}.json`
}

function recordOf({ adapter, tally, elapsedMs }: Run, areas: readonly AreaKey[], out: string): RunRecord {
  const operations = Object.fromEntries(
    operationsOf(areas).map(declared => [declared.name, operationRecord(tally, declared)]),
  )
  const { server, capabilities, incomplete, traces, regressions } = tally
  return {
    adapter,
    verdict: judgeRun(tally),
    server,
    capabilities,
    incomplete: [...incomplete],
    traces,
    regressions,
    elapsedMs: elapsedMs ?? null,
    operations,
    features: featureRows({ incomplete: [...incomplete], traces, operations }, areas),
    findings: tally.findings.map(finding => findingRecord(adapter, finding, out)),
  }
}

function operationRecord(tally: Tally, declared: DeclaredOperation): OperationRecord {
  const operation = tally.operations.get(declared.name)
  const { verdict, reasons } = judgeOperation(tally, declared.name)
  const casesThat = (end: string) => operation?.claims.filter(claim => claim.verdict === end).length ?? 0
  return {
    area: declared.area,
    verdict,
    reasons: [...reasons],
    calls: operation?.calls ?? 0,
    outcomes: Object.fromEntries(operation?.outcomes ?? []),
    declared: [...declaredOutcomes(declared)],
    cases: { passed: casesThat('passed'), failed: casesThat('failed'), blocked: casesThat('blocked') },
    unsupported: operation?.unsupported?.replace(`${declared.name}: `, '') ?? null,
  }
}

function findingRecord(adapter: string, finding: Finding, out: string): FindingRecord {
  const { calls: _, ...told } = finding
  const trace = traceFile(adapter, finding)
  return {
    ...told,
    trace,
    calls: replayable(finding).length,
    replay: commandLine(['replay', join(out, trace), adapter]),
  }
}

function verdictOf(code: number): RunVerdict {
  const verdicts = Object.keys(runVerdicts) as RunVerdict[]
  return verdicts.find(verdict => runVerdicts[verdict] === code) ?? 'incomplete'
}

/** A URL on the command line may hold a password, and a report is read by many. */
function withoutPasswords(command: string): string {
  return command.replace(/(:\/\/[^\s:/@]*):[^\s/]*@/g, '$1:***@')
}
