/** Checks an adapter in a process of its own, and goes on where a store kills it. */
import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { traceOf } from '../properties/trace.ts'
import type { Call, OperationName } from '../src/trait/catalog-store.ts'
import type { Servers } from './adapter-file.ts'
import type { Emit } from './events.ts'
import { makeFinding } from './finding.ts'
import type { Task, Told } from './host.ts'
import { shrink } from './shrink.ts'

export interface Isolation {
  readonly servers: Servers
  /** Aborting lets the host close its stores, then ends it. */
  readonly signal: AbortSignal
  /** Folder for the host's temporary files. */
  readonly folder: string
}

/** How often a check is resumed after its process died. */
const MAX_DEATHS = 10
/** A host that says nothing for so long beyond the time limit of a call is stuck. */
const SILENCE_MS = 3000
/** How long an interrupted host may take to close its stores. */
const GRACE_MS = 3000

/** As `check`, with the adapter given by name or file, and safe from anything that its store does. */
export async function checkIsolated(
  adapter: string,
  options: Task['options'],
  isolation: Isolation,
  emit: Emit,
): Promise<void> {
  const finished = new Set<string>()
  const silence: OperationName[] = []
  for (let deaths = 0; ; deaths++) {
    const task: Task = { adapter, servers: isolation.servers, options, skip: [...finished], silence }
    const begun = new Set<string>()
    const end = await host(task, isolation, told => {
      if (told.type !== 'event') return
      if (told.event.type === 'begun') begun.add(told.event.item)
      if (told.event.type === 'ended') {
        begun.delete(told.event.item)
        // What the store does not offer has to be asked again by the next host.
        if (told.event.result.is !== 'survey') finished.add(told.event.item)
      }
      emit(told.event)
    })
    if (isolation.signal.aborted) return emit({ type: 'incomplete', reason: 'interrupted' })
    if (end === null) return
    if (begun.size === 0 || deaths === MAX_DEATHS) return emit({ type: 'incomplete', reason: end })
    const killers = await findKillers(task, isolation, begun, end, emit)
    silence.push(...killers)
    if (killers.length === 0) emit({ type: 'incomplete', reason: `${end}, and not again when repeated` })
    for (const item of begun) finished.add(item)
  }
}

/** Runs each item again alone; the operation that it dies in is a finding, and is not called again. */
async function findKillers(
  task: Task,
  isolation: Isolation,
  items: ReadonlySet<string>,
  end: string,
  emit: Emit,
): Promise<readonly OperationName[]> {
  const killers = new Set<OperationName>()
  for (const item of items) {
    const calls: Call[] = []
    const again = await host({ ...task, skip: [], only: item }, isolation, told => {
      if (told.type === 'event' && told.event.type === 'begun') calls.length = 0
      if (told.type === 'calling') calls.push(told.call)
      if (told.type === 'event' && told.event.type !== 'incomplete') emit(told.event)
    })
    const last = calls.at(-1)
    if (again === null || last === undefined || killers.has(last.operation)) continue
    killers.add(last.operation)
    emit({ type: 'finding', finding: await shrinkDeath(task, isolation, item, calls, end) })
  }
  return [...killers]
}

async function shrinkDeath(
  task: Task,
  isolation: Isolation,
  source: string,
  failing: readonly Call[],
  end: string,
) {
  const operation = (failing.at(-1) as Call).operation
  const diesAt = async (calls: readonly Call[]) => {
    const made: Call[] = []
    const outcome = await host({ ...task, calls }, isolation, told => {
      if (told.type === 'calling') made.push(told.call)
    })
    return outcome !== null && made.at(-1)?.operation === operation ? made.length - 1 : null
  }
  const { calls, executions } = await shrink(failing, diesAt, new Set(), 2 * task.options.shrinkMs)
  return makeFinding({
    operation,
    seenBy: operation,
    difference: 'crash',
    fact: end,
    source,
    calls,
    expected: traceOf(calls).expected.at(-1) ?? null,
    actual: null,
    executions,
    reproduced: true,
  })
}

/** Runs one host to its end; null if it did what it was asked, else how it ended. */
function host(task: Task, isolation: Isolation, listen: (told: Told) => void): Promise<string | null> {
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
  return here.replace(/isolated\.[jt]s$/, `host${extname(here)}`)
}
