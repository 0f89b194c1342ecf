/** Writes a report to its folder, or to a temporary one rather than not at all. */
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeReport, type Session, type Traces, tracesOf } from './collect.ts'
import { findingFiles, type ReportFile } from './finding-files.ts'
import { markdown } from './markdown.ts'
import type { Report } from './record.ts'

export interface Written {
  /** As it was written: its commands name the folder that it lies in. */
  readonly report: Report
  readonly traces: Traces
  /** Null if it could be written nowhere. */
  readonly folder: string | null
  /** One sentence on why it is not where it was asked for, or null. */
  readonly problem: string | null
}

/**
 * Writes report.json, parity.md and the files of the findings. Findings of earlier reports stay; each file is
 * replaced as a whole, and report.json last, so that what it names is there. Never rejects.
 */
export async function writeReport(session: Session): Promise<Written> {
  const traces = tracesOf(session.runs)
  const problems: string[] = []
  for (const folder of [async () => session.out, temporaryFolder]) {
    try {
      const out = await folder()
      const report = makeReport({ ...session, out })
      for (const { path, text } of filesOf(report, traces, out)) await replace(join(out, path), text)
      return { report, traces, folder: out, problem: problems[0] ?? null }
    } catch (error) {
      problems.push(`${session.out} cannot be written (${reasonOf(error)})`)
    }
  }
  return { report: makeReport(session), traces, folder: null, problem: problems[0] ?? null }
}

function filesOf(report: Report, traces: Traces, out: string): readonly ReportFile[] {
  const findings = report.runs.flatMap(run =>
    run.findings.flatMap(finding => findingFiles(run, finding, traces.get(finding.trace) ?? [], out)),
  )
  return [
    ...findings,
    { path: 'parity.md', text: markdown(report) },
    { path: 'report.json', text: `${JSON.stringify(report, null, 2)}\n` },
  ]
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'catalog-parity-report-'))
}

/** Readers see the file as it was or as it is, never half of it. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, text)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
