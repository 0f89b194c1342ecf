/** The package as it is published does for a stranger what the sources do here. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanUp, type Ended, reportIn, room, run } from './command.ts'

const repository = resolve(import.meta.dirname, '..')
const modules = join(repository, 'node_modules')
const areas = ['--areas', 'tenants,warehouses']

/** A project in which the package is installed, with the example's files. */
let project: string
/** The files of the package. */
let packed: readonly string[]

beforeAll(async () => {
  const place = await room()
  project = join(place, 'project')
  const installed = join(project, 'node_modules/catalog-parity')
  await pack(join(place, 'sources'), place)
  await mkdir(installed, { recursive: true })
  const archive = readdirSync(place).find(name => name.endsWith('.tgz')) ?? ''
  await finished('tar', ['-xzf', join(place, archive), '-C', installed, '--strip-components=1'], place)
  packed = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  for (const name of readdirSync(modules)) {
    await symlink(join(modules, name), join(project, 'node_modules', name))
  }
  await cp(join(repository, 'examples/third-party'), project, { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
})
afterAll(cleanUp)

describe('the package', () => {
  test('holds no test, no fixture and nothing that is not built', () => {
    const strange = packed.filter(path => /test|fixture|example|bench|(?<!\.d)\.ts$/.test(path))
    // The one that writes the test of a finding.
    expect(
      strange.filter(path => !/^dist\/(reports\/replay-test|conformance\/cases\/fixtures)\./.test(path)),
    ).toEqual([])
  })

  test('exports what its manifest names, and starts as a command', async () => {
    const installed = join(project, 'node_modules/catalog-parity')
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
    const files = JSON.stringify([manifest.exports, manifest.bin]).match(/(?<=")(\.\/)?[\w./]+\.\w+(?=")/g)
    expect(files?.map(file => join(file)).filter(file => !packed.includes(file))).toEqual([
      'report.schema.json',
    ])
    expect(await readFile(join(installed, manifest.bin['catalog-parity']), 'utf8')).toMatch(
      /^#!\/usr\/bin\/env node\n/,
    )
  })
})

describe('a wrong store of a stranger', () => {
  test('fails the check, which names the operation', async () => {
    const { code, stdout } = await installed(['check', './store.ts', ...areas])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✗ listWarehouses answers a wrong value on \.\/store\.ts$/m)
    const { runs } = await reportIn(join(project, 'parity-report'))
    const diverging = Object.entries(runs[0]?.operations ?? {}).filter(([, it]) => it.verdict !== 'conforms')
    expect(diverging.map(([name]) => name)).toEqual(['listWarehouses'])
    expect(runs[0]?.findings).toMatchObject([{ operation: 'listWarehouses', reproduced: true }])
  })

  test('leaves a counterexample of at most one call more than the shortest', async () => {
    // A tenant, two warehouses, the list.
    expect((await finding()).calls).toBeLessThanOrEqual(4 + 1)
  })

  test('shows the finding again by the command that the report gives', async () => {
    const { replay } = await finding()
    expect(replay).toMatch(/^npx catalog-parity replay /)
    const words = replay.split(' ').slice(2)
    expect(await installed(words)).toMatchObject({ code: 1, stdout: expect.stringMatching(/diverges/) })
    expect(await installed([...words.slice(0, -1), 'memory'])).toMatchObject({ code: 0 })
  })

  test('fails the Vitest file of the finding', async () => {
    const { trace, fact } = await finding()
    const { code, stdout } = await vitest(join('parity-report', trace.replace(/json$/, 'test.ts')))
    expect(code).toBe(1)
    expect(stdout).toMatch(/listWarehouses answers as the contract says/)
    expect(stdout).toMatch(/1 failed/)
    expect(fact).not.toBe('')
  })

  test('fails describeConformance in that operation alone', async () => {
    const { code, stdout } = await vitest('store.test.ts')
    expect(code).toBe(1)
    const red = stdout.match(/(?<=× .* > )\w+(?= \d+ms$)/gm)
    expect(red).toEqual(['listWarehouses'])
    expect(stdout).toMatch(/✓ .* > listTenants /)
    expect(stdout).toMatch(/4\. listWarehouses \{/)
  })

  test('conforms once its one line is right, and is partial for what it does not build', async () => {
    const wrong = readFileSync(join(project, 'store.ts'), 'utf8')
    const right = wrong.replace('a.name.localeCompare(b.name)', 'byCodePoint(a.name, b.name)')
    expect(right).not.toBe(wrong)
    await writeFile(join(project, 'right.ts'), right)
    const words = ['check', './right.ts', '--seed', '1', '--out', 'right']
    expect(await installed([...words, ...areas])).toMatchObject({ code: 0 })
    expect(await installed([...words, '--traces', '0'])).toMatchObject({ code: 2 })
  })
})

describe('describeConformance', () => {
  test.for(['memory', 'sqlite'])('passes on %s', async adapter => {
    const file = `${adapter}.test.ts`
    await writeFile(
      join(project, file),
      `import { ${adapter} } from 'catalog-parity'
       import { describeConformance } from 'catalog-parity/vitest'
       describeConformance(${adapter}, { seed: 1 })`,
    )
    const { code, stdout } = await vitest(file)
    expect(code, stdout).toBe(0)
    expect(stdout).toMatch(/✓ .* > updateSystemSettings /)
  })
})

describe('the declarations', () => {
  test.for(['nodenext', 'bundler'])('type-check strictly with "moduleResolution": %s', async resolution => {
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext'
    const options = {
      ...{ target: 'es2023', lib: ['es2023'], types: ['node'], module, moduleResolution: resolution },
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, allowImportingTsExtensions: true },
      skipLibCheck: true,
    }
    await writeFile(join(project, 'consumer.ts'), consumer)
    const files = ['consumer.ts', 'store.ts', 'store.test.ts']
    await writeFile(
      join(project, `tsconfig.${resolution}.json`),
      JSON.stringify({ compilerOptions: options, files }),
    )
    const tsc = join(modules, 'typescript/bin/tsc')
    const words = ['-p', `tsconfig.${resolution}.json`]
    expect(await run(words, { cwd: project, program: tsc })).toMatchObject({ code: 0, stdout: '' })
  })

  test('hold no any', () => {
    const dist = join(project, 'node_modules/catalog-parity/dist')
    const reached = declarationsFrom(['index.d.ts', 'conformance/suite.d.ts'].map(name => join(dist, name)))
    expect(reached.length).toBeGreaterThan(10)
    const loose = reached.filter(file => /(?<![\w'"`.])any(?![\w'"`])/.test(codeOf(file)))
    expect(loose).toEqual([])
  })
})

/** Compiles only if nothing that a caller touches is `any`, and a wrong argument is an error. */
const consumer = `import {
  type Adapter, type Call, type CatalogStore, memory, openStore, operations, replay, StoreError, type Tenant,
} from 'catalog-parity'
import { describeConformance } from 'catalog-parity/vitest'
import store from "./store.ts"

type IsAny<T> = 0 extends 1 & T ? true : false
type Loose = {
  [K in keyof CatalogStore]: true extends
    | IsAny<CatalogStore[K]>
    | IsAny<Parameters<CatalogStore[K]>[0]>
    | IsAny<Awaited<ReturnType<CatalogStore[K]>>>
    ? K
    : never
}[keyof CatalogStore]
export const nothingIsLoose: [Loose] extends [never] ? true : false = true
export const orAround: [IsAny<Adapter>, IsAny<Call>, IsAny<typeof operations>, IsAny<typeof describeConformance>] =
  [false, false, false, false]

const opened = await openStore(store satisfies Adapter)
const tenant: Tenant = { id: '00000000-0000-4000-8000-000000000001', name: 'a', properties: {} }
await opened.store.createTenant({ tenant })
// @ts-expect-error An id is a string.
await opened.store.getTenant({ tenantId: 1 })
const found: Tenant | null = await opened.store.getTenant({ tenantId: tenant.id })
if (found === null) throw new StoreError({ code: 'INTERNAL', fact: 'lost' })
export const divergences: readonly { readonly index: number }[] = await replay(memory, [])
`

/** Packs a copy of the sources, so that nothing is built among them. */
async function pack(copy: string, destination: string): Promise<void> {
  const left = /^(\.|node_modules$|dist$|parity-report$)/
  for (const name of readdirSync(repository).filter(name => !left.test(name))) {
    await cp(join(repository, name), join(copy, name), { recursive: true })
  }
  await symlink(modules, join(copy, 'node_modules'))
  await finished('npm', ['pack', '--offline', '--pack-destination', destination], copy)
}

async function finished(program: string, words: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(program, words, { cwd, maxBuffer: 1 << 24 })
}

/** Runs the command of the installed package. */
function installed(words: readonly string[]): Promise<Ended> {
  const program = join(project, 'node_modules/catalog-parity/dist/cli/main.js')
  return run(words, { cwd: project, program })
}

function vitest(file: string): Promise<Ended> {
  const words = ['run', '--root', project, '--reporter', 'verbose', file]
  return run(words, { cwd: project, program: join(modules, 'vitest/vitest.mjs') })
}

/** The finding that the check has left. */
async function finding() {
  const { runs } = await reportIn(join(project, 'parity-report'))
  return runs[0]?.findings[0] ?? expect.unreachable()
}

/** The files themselves and all that they import from the package. */
function declarationsFrom(entries: readonly string[]): readonly string[] {
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const [, specifier = ''] of codeOf(file).matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)) {
      visit(resolve(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')))
    }
  }
  entries.forEach(visit)
  return [...reached]
}

/** Without the comments. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}
