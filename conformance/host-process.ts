/** Starts a host, listens to it, and ends it when it is stuck or no longer wanted. */
import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Servers } from './adapter-file.ts'
import { ALIVE_EVERY_MS, type Task, type Told } from './host-protocol.ts'

export interface Isolation {
  readonly servers: Servers
  /** Aborting lets the host close its stores, then ends it; no other is started. */
  readonly signal: AbortSignal
  /** Folder for the host's temporary files. */
  readonly folder: string
}

/** The time that a host may take to say its first word, on a machine with much else to do. */
const START_MS = 30_000
/** A host that then says nothing for so long beyond the time limit of a call is stuck. */
const SILENCE_MS = 3000
/** How long an interrupted host may take to close its stores. */
const GRACE_MS = 3000
/** How long what a host has said may take to arrive after its end. */
const PIPES_MS = 1000

/** Runs one host to its end; null if it did what it was asked, else how it ended. */
export async function runHost(
  task: Task,
  { signal, folder }: Isolation,
  listen: (told: Told) => void,
): Promise<string | null> {
  if (signal.aborted) return 'interrupted'
  const child = fork(hostFile(), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, TMPDIR: folder },
  })
  const said = lastWords(child)
  const kill = () => child.kill('SIGKILL')
  const stop = () => {
    if (child.connected) child.send('stop')
    setTimeout(kill, GRACE_MS).unref()
  }
  let isDone = false
  let isStuck = false
  let silentMs = 0
  let patienceMs = START_MS
  const watch = setInterval(() => {
    silentMs += ALIVE_EVERY_MS
    if (silentMs <= patienceMs) return
    isStuck = true
    kill()
  }, ALIVE_EVERY_MS)
  // A host that blocks does not notice that its parent is gone.
  process.on('exit', kill)
  signal.addEventListener('abort', stop)
  child.on('message', (told: Told) => {
    silentMs = 0
    patienceMs = task.options.callTimeoutMs + SILENCE_MS
    if (told.type === 'done') isDone = true
    listen(told)
  })
  const { promise, resolve } = Promise.withResolvers<string>()
  // A process that the store has started may hold the pipes open.
  child.on('exit', () => setTimeout(() => child.stdio.map(pipe => pipe?.destroy()), PIPES_MS).unref())
  child.on('close', (code, signal) => resolve(`${ending(code, signal)}${said()}`))
  // It could not be started, or is gone before it was told what to do; then its end says more.
  child.on('error', error => child.pid === undefined && resolve(`no process was started: ${error.message}`))
  child.send(task)
  const end = await promise
  clearInterval(watch)
  process.off('exit', kill)
  signal.removeEventListener('abort', stop)
  if (isDone) return null
  return isStuck ? 'the process was blocked, so it was ended' : end
}

function ending(code: number | null, signal: string | null): string {
  return signal === null ? `the process exited with code ${code}` : `the process was killed by ${signal}`
}

/** The last line that a process wrote before it died. */
function lastWords(child: ChildProcess): () => string {
  let tail = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-4000)
    })
  }
  return () => {
    const lines = tail.split('\n').filter(line => /\S/.test(line) && !/^Node\.js v/.test(line))
    // Node shows an error that nobody caught with a stack below it.
    const line = lines.findLast(line => /^(Uncaught )?\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1)
    return line ? `, saying: ${line.trim().slice(0, 200)}` : ''
  }
}

/** Beside this file, as source or as built. */
function hostFile(): string {
  const here = fileURLToPath(import.meta.url)
  return here.replace(/host-process\.[jt]s$/, `host${extname(here)}`)
}
