/** The record: everything that a report tells, as one JSON value of a published form. */
import Type, { type Static, type TProperties, type TSchema } from 'typebox'
import { operationVerdicts } from '../conformance/verdict.ts'
import { nullable } from '../src/trait/value.ts'

/** The cells of the matrix, best first. */
export const symbols = ['✅ ✓', '✅', '⚠️', '❌', '–'] as const

const runVerdict = Type.Enum(['conformant', 'failed', 'partial', 'incomplete'])

const Server = record('The software behind the store.', {
  name: line(),
  version: line(),
  obtained: line('Where it came from: `in process`, `embedded`, `given URL`.'),
})

const OperationRecord = record('One operation on one store.', {
  area: line(),
  verdict: Type.Enum(operationVerdicts),
  reasons: list(line(), 'Why the verdict is not better.'),
  calls: count('Calls of the campaign that ran, whatever the answer.'),
  outcomes: map(
    count(),
    'Calls of the campaign that were answered as the model says, by outcome: `ok` or the failure.',
  ),
  declared: list(line(), 'The outcomes that the contract declares, success first.'),
  cases: record('Its cases, and laws with it most at stake.', {
    passed: count(),
    failed: count(),
    blocked: count('Those that need an operation which the store does not offer.'),
  }),
  unsupported: nullable(line('The reason that the store gives for not offering it.')),
})
export type OperationRecord = Static<typeof OperationRecord>

const FeatureRecord = record('One row of the matrix on one store.', {
  row: line("The feature's name, with the areas checked if they are not all that it has."),
  symbol: Type.Enum(symbols),
  operations: count('Operations of the row.'),
  affected: count('Operations of the row that diverge, are misdeclared or are unsupported.'),
  note: nullable(line('What stands in the way of a better symbol.')),
})
export type FeatureRecord = Static<typeof FeatureRecord>

const Answer = Type.Union(
  [
    record('A value.', { value: Type.Unknown() }),
    record('A failure.', {
      failure: line(),
      fact: Type.Optional(line("The store's words.")),
      timedOut: Type.Optional(Type.Literal(true)),
    }),
  ],
  { description: 'What a call comes to.' },
)
export type Answer = Static<typeof Answer>

const FindingRecord = record('Something that a store does wrongly.', {
  id: line(),
  operation: line('The operation held to be at fault.'),
  seenBy: line('The operation whose answer showed it.'),
  difference: Type.Enum(['value', 'failure', 'hang', 'crash', 'claim']),
  fact: line('What was expected and what was answered.'),
  source: line('What found it: `trace 17`, `case createTenant › …`.'),
  expected: nullable(Answer),
  actual: nullable(Answer),
  trace: line('The file that holds the calls, relative to the report.'),
  calls: count('How many calls that file holds.'),
  executions: count('How often calls were run on the store to find the fewest that show it.'),
  reproduced: Type.Boolean({ description: 'Whether running the calls again, from empty, showed it again.' }),
  replay: line('The command that runs the calls again.'),
})
export type FindingRecord = Static<typeof FindingRecord>

const RunRecord = record('The check of one store.', {
  adapter: line("As the command line names it: `sqlite`, or an adapter's file."),
  verdict: runVerdict,
  server: nullable(Server),
  capabilities: nullable(map(line(), 'What the adapter declares of itself; not measured.')),
  incomplete: list(line(), 'Why not all ran that was asked for.'),
  traces: count('Traces of the campaign that ran.'),
  regressions: count('Saved counterexamples that ran.'),
  elapsedMs: nullable(Type.Number({ minimum: 0 })),
  operations: map(OperationRecord),
  features: list(FeatureRecord),
  findings: list(FindingRecord),
})
export type RunRecord = Static<typeof RunRecord>

const Options = record('What was asked for.', {
  areas: list(line()),
  traces: count(),
  calls: count('Calls in a trace.'),
  timeMs: Type.Optional(
    Type.Number({ minimum: 0, description: 'If present, it decided how many traces ran.' }),
  ),
})

export const Report = record('The result of checking stores with catalog-parity.', {
  format: Type.Literal('catalog-parity/report'),
  version: Type.Literal(1, { description: 'The version of this form.' }),
  contractVersion: line(),
  kitVersion: line(),
  seed: Type.Integer({ description: 'The same seed and kit version give the same traces.' }),
  startedAt: instant(),
  finishedAt: instant(),
  reproduce: line('The command line that does it all again.'),
  options: Options,
  verdict: runVerdict,
  exitCode: Type.Integer({ minimum: 0, maximum: 3 }),
  runs: list(RunRecord),
})
export type Report = Static<typeof Report>

function record<P extends TProperties>(description: string, properties: P) {
  return Type.Object(properties, { additionalProperties: false, description })
}

function line(description?: string) {
  return Type.String(description ? { description } : {})
}

function count(description?: string) {
  return Type.Integer({ minimum: 0, ...(description && { description }) })
}

function instant() {
  return Type.String({ format: 'date-time' })
}

function list<T extends TSchema>(items: T, description?: string) {
  return Type.Array(items, description ? { description } : {})
}

function map<T extends TSchema>(values: T, description?: string) {
  return Type.Record(Type.String(), values, description ? { description } : {})
}
