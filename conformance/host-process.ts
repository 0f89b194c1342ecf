/** Starts a host, listens to it, and ends it when it is stuck or no longer wanted. */
import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Servers } from './adapter-file.ts'
import type { Task, Told } from './host.ts'

export interface Isolation {
  readonly servers: Servers
  /** Aborting lets the host close its stores, then ends it. */
  readonly signal: AbortSignal
  /** Folder for the host's temporary files. */
  readonly folder: string
}

/** A host that says nothing for so long beyond the time limit of a call is stuck. */
const SILENCE_MS = 3000
/** How long an interrupted host may take to close its stores. */
const GRACE_MS = 3000

/** Runs one host to its end; null if it did what it was asked, else how it ended. */
export function runHost(
  task: Task,
  isolation: Isolation,
  listen: (told: Told) => void,
): Promise<string | null> {
  const child = fork(hostFile(), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, TMPDIR: isolation.folder },
  })
  const said = lastWords(child)
  return new Promise(resolve => {
    let isDone = false
    let isStuck = false
    let silent = 0
    const watch = setInterval(() => {
      silent += 250
      if (silent <= task.options.callTimeoutMs + SILENCE_MS) return
      isStuck = true
      child.kill('SIGKILL')
    }, 250)
    const stop = () => {
      if (child.connected) child.send('stop')
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
    }
    isolation.signal.addEventListener('abort', stop, { once: true })
    child.on('message', (told: Told) => {
      silent = 0
      if (told.type === 'done') isDone = true
      listen(told)
    })
    child.on('close', (code, signal) => {
      clearInterval(watch)
      isolation.signal.removeEventListener('abort', stop)
      resolve(
        isDone
          ? null
          : isStuck
            ? 'the process answered nothing and was ended'
            : `${ending(code, signal)}${said()}`,
      )
    })
    child.send(task)
  })
}

function ending(code: number | null, signal: string | null): string {
  return signal === null ? `the process exited with code ${code}` : `the process was killed by ${signal}`
}

/** The last line that a process wrote before it died. */
function lastWords(child: ChildProcess): () => string {
  let tail = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-2000)
    })
  }
  return () => {
    const line = tail.trim().split('\n').at(-1)
    return line ? `, saying: ${line.slice(0, 200)}` : ''
  }
}

/** Beside this file, as source or as built. */
function hostFile(): string {
  const here = fileURLToPath(import.meta.url)
  return here.replace(/host-process\.[jt]s$/, `host${extname(here)}`)
}
