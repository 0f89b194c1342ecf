/** The command line keeps its word: exit codes, one clear sentence per problem, and nothing left behind. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { operationNames } from '../src/trait/catalog-store.ts'
import { Command, cleanUp, reportIn, room, run } from './command.ts'

vi.setConfig({ testTimeout: 120_000 })
afterAll(cleanUp)

/** Cases and laws of one area; enough for every verdict. */
const briefly = ['--areas', 'tenants', '--traces', '0']
/** Longer than any test waits. */
const atLength = ['--areas', 'tenants', '--time', '600']

describe.concurrent('catalog-parity check', () => {
  test.for([
    ['memory', 0, 'conformant'],
    [fixture('wrong'), 1, 'failed'],
    [fixture('partial'), 2, 'partial'],
    [fixture('rejects-to-open'), 3, 'incomplete'],
  ] as const)('exits by the verdict: %s, %i', async ([adapter, code, verdict], { expect }) => {
    const cwd = await room()
    const ended = await run(['check', adapter, ...briefly], { cwd })
    expect(ended, ended.stderr).toMatchObject({ code, stdout: expect.stringContaining(verdict) })
    expect(await reportIn(join(cwd, 'parity-report'))).toMatchObject({ verdict, exitCode: code })
    expect(readdirSync(cwd)).toEqual(['parity-report'])
  })

  test('keeps the results of the others where an adapter does not exist', async ({ expect }) => {
    const cwd = await room()
    const { code, stdout, stderr } = await run(['check', './missing.ts', 'memory', ...briefly], { cwd })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^\.\/missing\.ts: .*neither a file nor one of memory/m)
    expect(stdout).toMatch(/\.\/missing\.ts +incomplete/)
    const { runs } = await reportIn(join(cwd, 'parity-report'))
    expect(runs.map(({ verdict }) => verdict)).toEqual(['incomplete', 'conformant'])
  })

  test('fails if one store does, whatever the others are', async ({ expect }) => {
    const cwd = await room()
    const adapters = ['memory', './missing.ts', fixture('wrong'), fixture('partial')]
    expect(await run(['check', ...adapters, ...briefly], { cwd })).toMatchObject({ code: 1 })
  })

  test('names the operation at fault and the command that shows it again', async ({ expect }) => {
    const cwd = await room()
    const { stdout } = await run(['check', fixture('wrong'), ...briefly], { cwd })
    expect(stdout).toMatch(/✗ deleteTenant .* on .*wrong\.ts/)
    for (const name of savedIn(join(cwd, 'parity-report'))) {
      expect(stdout).toContain(`replay parity-report/findings/${name}`)
    }
  })

  test('refuses a folder that cannot be written before it runs anything', async ({ expect }) => {
    const cwd = await room()
    await writeFile(join(cwd, 'file'), '')
    const { code, stdout, stderr } = await run(['check', 'memory', '--out', 'file/below'], { cwd })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/^catalog-parity: .*file\/below.*--out\n$/)
  })

  test.for([
    [['check', '--trace', '7'], /--trace\b/],
    [['check', '--areas', 'tenants,views'], /"views" is none of tenants, /],
    [['check', '--traces', 'x'], /--traces.*not a whole number/],
    [['check', '--calls', '0'], /--calls.*not above zero/],
    [['check', '--seed', '-1'], /--seed/],
    [['replay'], /'file'/],
    [['audit'], /'audit'/],
  ] as const)('refuses wrong words in a sentence: %j', async ([words, sentence], { expect }) => {
    const { code, stdout, stderr } = await run(words, { cwd: await room() })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('keeps the others and the password where a server does not answer', async ({ expect }) => {
    const cwd = await room()
    const url = 'postgres://user:SECRET@127.0.0.1:1/none?password=SECRET'
    const words = ['check', 'postgres', 'memory', '--postgres-url', url, ...briefly]
    const { code, stdout, stderr } = await run(words, { cwd })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^postgres: .*127\.0\.0\.1/m)
    const out = join(cwd, 'parity-report')
    expect((await reportIn(out)).runs.map(({ verdict }) => verdict)).toEqual(['incomplete', 'conformant'])
    const written = ['report.json', 'parity.md'].map(name => readFileSync(join(out, name), 'utf8'))
    expect([stdout, stderr, ...written].join('\n')).not.toContain('SECRET')
  })

  test('runs what was found before first, on every store', async ({ expect }) => {
    const cwd = await room()
    await run(['check', fixture('wrong'), ...briefly], { cwd })
    const out = join(cwd, 'parity-report')
    const saved = savedIn(out).length
    expect(saved).toBeGreaterThan(0)
    const shipped = (await reportIn(out)).runs[0]?.regressions ?? 0
    await run(['check', 'memory', fixture('wrong'), ...briefly], { cwd })
    const [memory, wrong] = (await reportIn(out)).runs
    expect(memory).toMatchObject({ verdict: 'conformant', regressions: shipped + saved, findings: [] })
    expect(wrong).toMatchObject({ verdict: 'failed', regressions: shipped + saved })
    expect(wrong?.findings[0]?.source).toMatch(/^regression .*\.json$/)
  })

  test('passes over no saved finding that it cannot run', async ({ expect }) => {
    const cwd = await room()
    await mkdir(join(cwd, 'parity-report/findings'), { recursive: true })
    await writeFile(join(cwd, 'parity-report/findings/half.json'), '{')
    const { code, stderr } = await run(['check', 'memory', ...briefly], { cwd })
    expect(code).toBe(3)
    expect(stderr).toMatch(/half\.json is not JSON.*remove it/)
  })

  test('succeeds twice at the same time, with the same report folder', async ({ expect }) => {
    const cwd = await room()
    const words = ['check', ...briefly]
    const both = await Promise.all([run(words, { cwd }), run(words, { cwd })])
    for (const { code, stderr } of both) expect(code, stderr).toBe(0)
    expect(await reportIn(join(cwd, 'parity-report'))).toMatchObject({ verdict: 'conformant' })
    expect(readdirSync(cwd)).toEqual(['parity-report'])
  })
})

describe.concurrent('catalog-parity replay', () => {
  let cwd: string
  let file: string
  beforeAll(async () => {
    cwd = await room()
    await run(['check', fixture('wrong'), ...briefly], { cwd })
    const { runs } = await reportIn(join(cwd, 'parity-report'))
    file = `parity-report/${runs[0]?.findings[0]?.trace}`
  })

  test('shows a finding again', async ({ expect }) => {
    const { code, stdout } = await run(['replay', file], { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/wrong\.ts: diverges/)
    expect(stdout).toMatch(/model +\S.*\n +store +\S/)
  })

  test('does not show it on a store that is right', async ({ expect }) => {
    const { code, stdout } = await run(['replay', file, 'memory'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('memory: answers as the model does')
  })

  test('says where it did not run', async ({ expect }) => {
    const { code, stdout } = await run(['replay', file, 'memory', './missing.ts'], { cwd })
    expect(code).toBe(3)
    expect(stdout).toContain('./missing.ts: not run')
  })

  test('shows in which call the process dies', async ({ expect }) => {
    const saved = JSON.parse(readFileSync(join(cwd, file), 'utf8'))
    const calls = [
      { operation: 'getTenant', args: { tenantId: '00000000-0000-4000-8000-000000000001' } },
      { operation: 'listTenants', args: {} },
    ]
    await writeFile(join(cwd, 'death.json'), JSON.stringify({ ...saved, adapter: fixture('exits'), calls }))
    const { code, stdout } = await run(['replay', 'death.json'], { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/1\. getTenant.*\n +both .*\n +2\. listTenants.*\n +model .*\n +store +no answer/)
  })

  test.for([
    ['that is cut off', (text: string) => text.slice(0, -20), /is not JSON/],
    ['that is no trace', () => '{ "format": "other" }', /is not a trace/],
    ['of another contract', (text: string) => text.replace('ion": "1.0"', 'ion": "0.1"'), /contract 0\.1/],
    ['that is not there', () => null, /cannot be read \(ENOENT\)/],
  ] as const)('refuses a file %s', async ([name, change, sentence], { expect }) => {
    const text = change(readFileSync(join(cwd, file), 'utf8'))
    if (text !== null) await writeFile(join(cwd, name), text)
    const { code, stderr } = await run(['replay', name], { cwd })
    expect(code).toBe(3)
    expect(stderr).toMatch(sentence)
    expect(stderr).toContain(name)
  })
})

describe.concurrent('the end of a check', () => {
  test('by Ctrl-C keeps what was done, marked incomplete, and leaves nothing behind', async ({ expect }) => {
    const [cwd, tmp] = await Promise.all([room(), room()])
    const command = new Command(['check', 'postgres', ...atLength], { cwd, tmp })
    await command.says(/postgres: campaign/)
    command.signal('SIGINT')
    expect(await command.ended).toMatchObject({ code: 3, stdout: expect.stringContaining('interrupted') })
    const { verdict, runs } = await reportIn(join(cwd, 'parity-report'))
    expect(verdict).toBe('incomplete')
    expect(runs[0]?.incomplete).toEqual(['interrupted'])
    expect(runs[0]?.operations.createTenant?.cases.passed).toBeGreaterThan(0)
    await nothingLeft(command, tmp)
  })

  test('by a second Ctrl-C does not wait for a store that blocks', async ({ expect }) => {
    const [cwd, tmp] = await Promise.all([room(), room()])
    const command = new Command(['check', fixture('blocks'), ...briefly], { cwd, tmp })
    const folders = () => readdirSync(tmp, { recursive: true, encoding: 'utf8' })
    await vi.waitUntil(() => folders().some(path => path.endsWith('/blocked')), { timeout: 30_000 })
    command.signal('SIGINT')
    await command.says(/stopping/)
    command.signal('SIGINT')
    expect((await command.ended).code).toBe(130)
    await nothingLeft(command, tmp)
  })

  test('by SIGKILL leaves no process and no server behind', async ({ expect }) => {
    const [cwd, tmp] = await Promise.all([room(), room()])
    const command = new Command(['check', 'postgres', ...atLength], { cwd, tmp })
    await command.says(/postgres: campaign/)
    const servers = () => readdirSync(tmp).filter(name => existsSync(join(tmp, name, 'data')))
    expect(servers()).toHaveLength(1)
    command.signalAlone('SIGKILL')
    await vi.waitUntil(() => !command.isAlive && servers().length === 0, { timeout: 20_000 })
  })
})

describe.concurrent('help', () => {
  test.for([
    [[], /check .*replay .*list /s, /Exit codes/],
    [['check'], /--areas.*--traces.*--calls.*--seed.*--time.*--out.*--postgres-url/s, /Examples/],
    [['replay'], /<file>.*adapter/, /Exit codes/],
    [['list'], /--areas/, /list the operations/],
  ] as const)('tells what there is to choose: %j', async ([words, ...contents], { expect }) => {
    const { code, stdout, stderr } = await run([...words, '--help'], { cwd: await room() })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const content of contents) expect(stdout).toMatch(content)
  })
})

describe.concurrent('catalog-parity list', () => {
  test('names every operation, or those of some areas', async ({ expect }) => {
    const cwd = await room()
    const { code, stdout } = await run(['list'], { cwd })
    expect(code).toBe(0)
    expect(operationNames.filter(name => !stdout.includes(`  ${name} `))).toEqual([])
    const { stdout: some } = await run(['list', '--areas', 'tenants'], { cwd })
    expect(some).toMatch(/createTenant.*deleteTenant/s)
    expect(some).not.toContain('createWarehouse')
  })

  test('does not mind a reader who leaves early', async ({ expect }) => {
    const command = new Command(['list'], { cwd: await room() })
    command.turnAway()
    expect(await command.ended).toMatchObject({ code: 0, stderr: '' })
  })
})

function fixture(name: string): string {
  return resolve(import.meta.dirname, 'fixtures', `${name}.ts`)
}

/** The traces of the findings of a report. */
function savedIn(report: string): readonly string[] {
  return readdirSync(join(report, 'findings')).filter(name => name.endsWith('.json'))
}

async function nothingLeft(command: Command, tmp: string): Promise<void> {
  await vi.waitUntil(() => !command.isAlive && readdirSync(tmp).length === 0, { timeout: 20_000 })
}
