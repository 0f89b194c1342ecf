/** The matrix: features by stores, and under it why a cell is not better. */
import type { FeatureRecord, Report, RunRecord } from './record.ts'

export interface Matrix {
  /** One per run. */
  readonly columns: readonly string[]
  readonly rows: readonly MatrixRow[]
  readonly notes: readonly Note[]
}

export interface MatrixRow {
  readonly feature: string
  /** One per column: a symbol, and where a feature is partial, how much of it. */
  readonly cells: readonly string[]
}

/** A reason, with every cell of a store that it holds for. */
export interface Note {
  readonly adapter: string
  /** Null if it holds for the whole column. */
  readonly rows: readonly string[] | null
  readonly text: string
}

export const legend = [
  ['✅ ✓', 'conforms by cases and by a campaign'],
  ['✅', 'conforms by cases only'],
  ['⚠️', 'some operations diverge or are unsupported'],
  ['❌', 'unsupported'],
  ['–', 'not run, or not conclusive'],
] as const satisfies readonly (readonly [FeatureRecord['symbol'], string])[]

export function matrixOf({ runs }: Report): Matrix {
  const features = [...new Set(runs.flatMap(run => run.features.map(({ row }) => row)))]
  return {
    columns: runs.map(({ adapter }) => adapter),
    rows: features.map(feature => ({ feature, cells: runs.map(run => cellOf(run, feature)) })),
    notes: runs.flatMap(notesOf),
  }
}

function cellOf(run: RunRecord, feature: string): string {
  const found = run.features.find(({ row }) => row === feature)
  if (found === undefined) return '–'
  return found.symbol === '⚠️' ? `⚠️ ${found.affected}/${found.operations}` : found.symbol
}

function notesOf({ adapter, features }: RunRecord): readonly Note[] {
  const rows = Map.groupBy(
    features.filter(({ note }) => note !== null),
    ({ note }) => note ?? '',
  )
  return [...rows].map(([text, noted]) => ({
    adapter,
    rows: noted.length === features.length && features.length > 1 ? null : noted.map(({ row }) => row),
    text,
  }))
}

/** `sqlite, Service Users`: what a note is about. */
export function subjectOf({ adapter, rows }: Note): string {
  return rows === null ? adapter : [adapter, ...rows].join(', ')
}
