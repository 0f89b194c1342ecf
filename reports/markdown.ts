/** parity.md: the report for people, in the audit's form and with nothing in it written by hand. */
import { code, html, prose, shell, table } from './markdown-text.ts'
import { legend, matrixOf, subjectOf } from './matrix.ts'
import type { FindingRecord, OperationRecord, Report, RunRecord } from './record.ts'
import {
  actualLine,
  expectedLine,
  outcomeLine,
  provenance,
  serverLine,
  totalsLine,
  verdictLine,
} from './wording.ts'

export function markdown(report: Report): string {
  const sections = [
    '# Backend Parity Audit',
    [`**${outcomeLine(report)}**`, ...versions(report), report.finishedAt].join(' · '),
    '## Summary of findings',
    ...summary(report),
    ...(report.runs.flatMap(run => run.findings).length > 0
      ? ['## Findings', ...report.runs.flatMap(findings)]
      : []),
    '## Stores',
    stores(report.runs),
    'Capabilities are as the adapters declare them; they are not measured here.',
    '## Operations',
    'The outcomes count the calls of the campaign that were answered so, and rightly.',
    ...report.runs.map(operations),
    '## How to reproduce',
    `The seed is ${report.seed}; the same seed and version of the kit give the same calls.`,
    shell(report.reproduce),
  ]
  return `${sections.join('\n\n')}\n`
}

function versions({ contractVersion, kitVersion }: Report): readonly string[] {
  return [`contract ${contractVersion}`, `catalog-parity ${kitVersion}`]
}

function summary(report: Report): readonly string[] {
  const { columns, rows, notes } = matrixOf(report)
  const matrix = table(
    ['Feature', ...columns.map(prose)],
    rows.map(({ feature, cells }) => [`**${prose(feature)}**`, ...cells]),
    ':---:',
  )
  const reasons = notes.map(note => `- **${prose(subjectOf(note))}**: ${prose(note.text)}`)
  return [
    matrix,
    `**Legend**: ${legend.map(([symbol, meaning]) => `${symbol} = ${meaning}`).join(', ')}`,
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
  ]
}

function findings({ adapter, findings }: RunRecord): readonly string[] {
  return findings.flatMap(finding => [
    `### ${prose(verdictLine(adapter, finding))}`,
    [
      `- fact: ${code(finding.fact)}`,
      `- expected: ${code(expectedLine(finding))}`,
      `- actual: ${code(actualLine(finding))}`,
      `- ${finding.calls} calls: [trace](<${finding.trace}>), [recipe](<${recipeOf(finding)}>)`,
      `- ${prose(provenance(finding))}`,
    ].join('\n'),
    shell(finding.replay),
  ])
}

function recipeOf({ trace }: FindingRecord): string {
  return trace.replace(/\.json$/, '.txt')
}

function stores(runs: readonly RunRecord[]): string {
  const abilities = [...new Set(runs.flatMap(({ capabilities }) => Object.keys(capabilities ?? {})))]
  return table(
    ['Store', 'Verdict', 'Server', 'Ran', ...abilities],
    runs.map(run => [
      prose(run.adapter),
      run.verdict,
      prose(serverLine(run)),
      totalsLine(run),
      ...abilities.map(ability => prose(run.capabilities?.[ability] ?? '–')),
    ]),
  )
}

function operations({ adapter, capabilities, operations }: RunRecord): string {
  if (capabilities === null) return `${prose(adapter)} was not opened.`
  const rows = Object.entries(operations).map(([name, operation]) => [
    name,
    operation.area,
    operation.verdict,
    casesOf(operation),
    String(operation.calls),
    outcomesOf(operation),
  ])
  return [
    `<details>\n<summary>${html(adapter)}</summary>`,
    table(['Operation', 'Area', 'Verdict', 'Cases', 'Calls', 'Outcomes'], rows),
    '</details>',
  ].join('\n\n')
}

function casesOf({ cases: { passed, failed, blocked } }: OperationRecord): string {
  const told = [[passed, 'passed'] as const, [failed, 'failed'] as const, [blocked, 'blocked'] as const]
  const parts = told.filter(([n]) => n > 0).map(([n, how]) => `${n} ${how}`)
  return parts.length > 0 ? parts.join(', ') : 'none'
}

/** Also the declared outcomes that were not seen, and those seen that are not declared. */
function outcomesOf({ declared, outcomes }: OperationRecord): string {
  const labels = [...new Set([...declared, ...Object.keys(outcomes)])]
  return labels.map(label => `${prose(label)} ${outcomes[label] ?? 0}`).join(' · ')
}
