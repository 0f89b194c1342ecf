/** The private folder of one command, and its end: in order, by Ctrl-C, or by an error. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Workplace {
  readonly folder: string
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal
}

/** Runs work in a private folder, which is gone when the process ends, however it ends. */
export async function inWorkplace<T>(work: (place: Workplace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-parity-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const interrupt = new AbortController()
  const stop = (signal: NodeJS.Signals) => {
    if (interrupt.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
    console.error('\ncatalog-parity: stopping; what was done so far is kept (again to stop at once)')
    interrupt.abort()
  }
  process.on('exit', remove).on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await work({ folder, signal: interrupt.signal })
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('exit', remove)
    remove()
  }
}
