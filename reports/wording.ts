/** How findings, calls and answers read in a line of text. */
import type { Call } from '../src/trait/catalog-store.ts'
import type { Answer, FindingRecord, Report, RunRecord } from './record.ts'

const FAULTS: Readonly<Record<FindingRecord['difference'], string>> = {
  value: 'answers a wrong value',
  failure: 'ends with the wrong outcome',
  hang: 'does not answer',
  crash: 'kills the process',
  claim: 'fails its claim',
}

/** `createAsset leaves a wrong state on sqlite` */
export function verdictLine(adapter: string, { operation, seenBy, difference }: FindingRecord): string {
  const fault = operation === seenBy ? FAULTS[difference] : 'leaves a wrong state'
  return visible(`${operation} ${fault} on ${adapter}`)
}

/** How the finding came about, and how sure it is. */
export function provenance({ source, operation, seenBy, executions, reproduced }: FindingRecord): string {
  const shown = seenBy === operation ? '' : `, seen by ${seenBy}`
  const times = `${grouped(executions)} ${executions === 1 ? 'execution' : 'executions'}`
  const sure = reproduced ? `shrunk in ${times}` : 'not shown again when the calls were repeated'
  return visible(`found by ${source}${shown}; ${sure}`)
}

/** `createTenant {"tenant":{…}}`, with long strings shortened. */
export function callLine({ operation, args }: Call): string {
  return `${operation} ${json(args)}`
}

/** The answer in one line; `none` is what null stands for. */
export function answerLine(answer: Answer | null, none: string): string {
  if (answer === null) return none
  if ('value' in answer) return `ok ${json(answer.value)}`
  return visible(answer.fact ? `${answer.failure} (${shortened(answer.fact)})` : answer.failure)
}

/** What the last call of a finding must answer. */
export function expectedLine({ expected, source }: FindingRecord): string {
  return answerLine(expected, visible(`what ${source} claims`))
}

/** What the store answered to it. */
export function actualLine({ actual, difference, fact }: FindingRecord): string {
  const none = difference === 'crash' ? `no answer: ${fact}` : `it does not hold: ${fact}`
  return answerLine(actual, visible(none))
}

/** `PostgreSQL 18.4, embedded` */
export function serverLine({ server, capabilities }: RunRecord): string {
  if (capabilities === null) return 'not opened'
  return server === null ? 'not named by the adapter' : `${server.name} ${server.version}, ${server.obtained}`
}

/** `partial (exit code 2)` */
export function outcomeLine({ verdict, exitCode }: Report): string {
  return `${verdict} (exit code ${exitCode})`
}

/** `108 operations, 540 cases, 12,345 calls, 120 traces, 9.1 s` */
export function totalsLine({ operations, traces, elapsedMs }: RunRecord): string {
  const all = Object.values(operations)
  const sum = (of: (operation: (typeof all)[number]) => number) => all.reduce((n, each) => n + of(each), 0)
  const parts = [
    counted(all.length, 'operation'),
    counted(
      sum(({ cases }) => cases.passed + cases.failed),
      'case',
    ),
    counted(
      sum(({ calls }) => calls),
      'call',
    ),
    counted(traces, 'trace'),
  ]
  if (elapsedMs !== null) parts.push(`${(elapsedMs / 1000).toFixed(1)} s`)
  return parts.join(', ')
}

function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`
}

function grouped(n: number): string {
  return n.toLocaleString('en-US')
}

/** Text on one line in which nothing is hidden: no control, format or unpaired character is left as it is. */
export function visible(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}

function json(value: unknown): string {
  return visible(JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? shortened(inner) : inner)))
}

const LONGEST = 60

/** The beginning of a long text, and how many code points it has. */
function shortened(text: string): string {
  const points = [...text]
  return points.length <= LONGEST ? text : `${points.slice(0, LONGEST - 20).join('')}… (${points.length})`
}
