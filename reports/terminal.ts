/** The report for a terminal: the matrix, what fails and how to see it again, the totals, the verdict. */
import { join } from 'node:path'
import pc from 'picocolors'
import type { Traces } from './collect.ts'
import { clipped, displayWidth, padded } from './display-width.ts'
import { type Matrix, matrixOf, subjectOf } from './matrix.ts'
import type { FindingRecord, Report, RunRecord } from './record.ts'
import {
  actualLine,
  callLine,
  expectedLine,
  outcomeLine,
  provenance,
  totalsLine,
  verdictLine,
  visible,
} from './wording.ts'

export interface TerminalOptions {
  /** The calls of the findings. */
  readonly traces: Traces
  /** The folder that the report was written to; null if it could not be. */
  readonly folder: string | null
  /** Whether to colour: true for a terminal, unless `NO_COLOR` is set. */
  readonly isColored: boolean
  /** In columns. */
  readonly width?: number | undefined
}

/** Short if all is well; ends with the verdict. */
export function terminal(report: Report, options: TerminalOptions): string {
  const painter = new Painter(options)
  const failing = report.runs.filter(({ findings }) => findings.length > 0)
  const blocks = [
    painter.matrix(matrixOf(report)),
    ...failing.flatMap(run => run.findings.map(finding => painter.finding(run, finding))),
    [...report.runs.map(run => painter.totals(run, report.runs)), painter.verdict(report)],
  ]
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`
}

/** Of the calls before the failing one, as many are shown. */
const SHOWN_CALLS = 15
/** A fact may quote a whole error of a driver. */
const LONGEST_FACT = 400
/** The ids of one trace differ in their first and last digits. */
const UUID = /\b([0-9a-f]{2})[0-9a-f]{6}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})\b/g

class Painter {
  private readonly options: TerminalOptions
  private readonly width: number
  private readonly colors: ReturnType<typeof pc.createColors>

  constructor(options: TerminalOptions) {
    this.options = options
    this.width = Math.max(options.width ?? 100, 40)
    this.colors = pc.createColors(options.isColored)
  }

  matrix({ columns, rows, notes }: Matrix): readonly string[] {
    const { bold, dim } = this.colors
    const table = [['', ...columns.map(visible)], ...rows.map(({ feature, cells }) => [feature, ...cells])]
    const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map(row => displayWidth(row[i] ?? ''))))
    const lines = table.map(row =>
      row
        .map((cell, i) => padded(cell, widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    const [head = '', ...body] = lines
    const reasons = notes.map(note =>
      clipped(`  ${visible(subjectOf(note))}: ${visible(note.text)}`, LONGEST_FACT),
    )
    return [bold(head), ...body, ...(reasons.length > 0 ? ['', ...reasons.map(dim)] : [])]
  }

  finding({ adapter }: RunRecord, finding: FindingRecord): readonly string[] {
    const { red, green, dim, bold } = this.colors
    return [
      `${red('✗')} ${bold(verdictLine(adapter, finding))}`,
      `  ${clipped(visible(finding.fact), LONGEST_FACT)}`,
      ...this.calls(this.options.traces.get(finding.trace)?.map(callLine) ?? []),
      this.line(`     model  ${expectedLine(finding)}`).replace('model', green),
      this.line(`     store  ${actualLine(finding)}`).replace('store', red),
      dim(`  ${provenance(finding)}`),
      `  ${finding.replay}`,
    ]
  }

  private calls(lines: readonly string[]): readonly string[] {
    const hidden = Math.max(0, lines.length - SHOWN_CALLS)
    const shown = lines.map((line, i) => this.line(`${String(i + 1).padStart(3)}. ${line}`))
    return [...(hidden > 0 ? [`     … ${hidden} calls before`] : []), ...shown.slice(hidden)]
  }

  /** Whole ids would leave no room for anything else. */
  private line(text: string): string {
    return clipped(text.replace(UUID, '$1…$2'), this.width)
  }

  totals(run: RunRecord, runs: readonly RunRecord[]): string {
    const width = Math.max(...runs.map(({ adapter }) => displayWidth(visible(adapter))))
    const verdict = this.painted(run.verdict, run.verdict.padEnd('conformant'.length))
    return `${padded(visible(run.adapter), width)}  ${verdict}  ${totalsLine(run)}`
  }

  verdict(report: Report): string {
    const { folder } = this.options
    const place = folder === null ? 'the report could not be written' : join(folder, 'parity.md')
    return `${this.painted(report.verdict, outcomeLine(report))} · ${place}`
  }

  private painted(verdict: Report['verdict'], text: string): string {
    const { green, red, yellow, bold } = this.colors
    const color = verdict === 'conformant' ? green : verdict === 'failed' ? red : yellow
    return bold(color(text))
  }
}
