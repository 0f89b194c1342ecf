/** The private folder of one command, and its end: in order, by Ctrl-C, or by an error. */
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Workplace {
  readonly folder: string
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal
}

/** Ctrl-C, a polite kill, and the end of the terminal. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs work in a private folder, which is gone when the process ends, however it ends. */
export async function inWorkplace<T>(work: (place: Workplace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-parity-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const interrupt = new AbortController()
  const stop = (signal: NodeJS.Signals) => {
    if (interrupt.signal.aborted) process.exit(128 + constants.signals[signal])
    console.error('\ncatalog-parity: stopping; what was done so far is kept (again to stop at once)')
    interrupt.abort()
  }
  process.on('exit', remove)
  for (const signal of STOPPING) process.on(signal, stop)
  try {
    return await work({ folder, signal: interrupt.signal })
  } finally {
    for (const signal of STOPPING) process.off(signal, stop)
    process.off('exit', remove)
    remove()
  }
}
