/** Runs the command line as a person does: in a process group of its own, with a temporary folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { vi } from 'vitest'
import type { Report } from '../reports/record.ts'

const main = resolve(import.meta.dirname, '../cli/main.ts')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  /** Where it runs; relative paths mean this folder. */
  readonly cwd: string
  /** Its folder for temporary files; `cwd` unless given. */
  readonly tmp?: string
  /** The program; the command line of these sources unless given. */
  readonly program?: string
}

const commands: Command[] = []
const rooms: string[] = []

/** Ends what is still running and removes the rooms; for the end of a test file. */
export async function cleanUp(): Promise<void> {
  for (const command of commands.splice(0)) if (command.isAlive) command.signal('SIGKILL')
  for (const folder of rooms.splice(0)) await rm(folder, { recursive: true, maxRetries: 3 })
}

/** A command that runs. */
export class Command {
  readonly ended: Promise<Ended>
  private readonly child
  private said = ''

  constructor(words: readonly string[], { cwd, tmp = cwd, program = main }: CommandOptions) {
    this.child = spawn(process.execPath, [program, ...words], {
      cwd,
      detached: true,
      env: { ...process.env, TMPDIR: tmp, NO_COLOR: '1', FORCE_COLOR: undefined, DATABASE_URL: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stderr.on('data', chunk => {
      this.said += chunk
    })
    this.ended = this.end()
    commands.push(this)
  }

  /** Whether it or a child of its group is. */
  get isAlive(): boolean {
    try {
      return process.kill(-this.pid, 0)
    } catch {
      return false
    }
  }

  /** To the whole group, as a terminal does it. */
  signal(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal)
  }

  /** To the command alone, not to its children. */
  signalAlone(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal)
  }

  /** Reads no more of what it writes to its standard output. */
  turnAway(): void {
    this.child.stdout.destroy()
  }

  async says(words: RegExp): Promise<void> {
    await vi.waitUntil(() => words.test(this.said), { timeout: 30_000, interval: 20 })
  }

  private get pid(): number {
    return this.child.pid ?? expectPid()
  }

  private async end(): Promise<Ended> {
    const [[code], stdout] = await Promise.all([
      once(this.child, 'close') as Promise<[number | null]>,
      text(this.child.stdout).catch(() => ''),
    ])
    return { code, stdout, stderr: this.said }
  }
}

function expectPid(): never {
  throw new Error('the command did not start')
}

/** Runs a command to its end. */
export function run(words: readonly string[], options: CommandOptions): Promise<Ended> {
  return new Command(words, options).ended
}

/** A folder of its own for a test, with a path short enough for the sockets of a server below it. */
export async function room(): Promise<string> {
  const folder = await mkdtemp('/tmp/parity-test-')
  rooms.push(folder)
  return folder
}

export async function reportIn(folder: string): Promise<Report> {
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
}
