/** What a report says, in each of its forms, of stores that are right, wrong, partial or absent. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, describe, expect, test } from 'vitest'
import { check } from '../conformance/check.ts'
import { type CheckOptions, defaultCheckOptions } from '../conformance/check-options.ts'
import { makeFinding } from '../conformance/finding.ts'
import { runTrace } from '../conformance/run-trace.ts'
import { readTrace, readTraces } from '../conformance/saved-trace.ts'
import { count, emptyTally, type Tally } from '../conformance/tally.ts'
import { traceOf } from '../properties/trace.ts'
import { makeReport, type Run, type Session, tracesOf } from '../reports/collect.ts'
import { displayWidth } from '../reports/display-width.ts'
import { markdown } from '../reports/markdown.ts'
import { matrixOf } from '../reports/matrix.ts'
import { publishedSchema, schemaFile } from '../reports/published-schema.ts'
import type { Report } from '../reports/record.ts'
import { terminal } from '../reports/terminal.ts'
import { writeReport } from '../reports/write.ts'
import { type Adapter, unsupported } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { openStore } from '../src/adapters/open-store.ts'
import type { AreaKey, CatalogStore } from '../src/trait/catalog-store.ts'

const areas: readonly AreaKey[] = ['tenants', 'systemSettings']
const campaign = { traces: 10, calls: 60 }
const casesOnly = { traces: 0, calls: 0 }

/** The Memory store with some operations replaced. */
function altered(changes: (store: CatalogStore) => Partial<CatalogStore>): Adapter {
  return {
    ...memory,
    async open() {
      const opened = await memory.open()
      return { ...opened, store: { ...opened.store, ...changes(opened.store) } }
    },
  }
}

const absent = unsupported('no settings table')
const withoutSettings = altered(() => ({ getSystemSettings: absent, updateSystemSettings: absent }))
const withoutUpdate = altered(() => ({ updateSystemSettings: absent }))
const forgetful = altered(store => ({
  getTenant: async args => {
    const tenant = await store.getTenant(args)
    const { ['__proto__']: _, ...properties } = tenant?.properties ?? {}
    return tenant && { ...tenant, properties }
  },
}))
const wrongAndPartial = altered(store => ({
  getSystemSettings: async args => ({ ...(await store.getSystemSettings(args)), smtpPort: 1 }),
  updateSystemSettings: absent,
}))
const misdeclared = altered(store => {
  let asked = 0
  return { getSystemSettings: args => (asked++ === 0 ? absent() : store.getSystemSettings(args)) }
})
const closed: Adapter = {
  ...memory,
  open: async () => {
    throw new Error('no connection | \u001b[31mrefused\u001b[0m\nby <host>')
  },
}

async function tallyOf(adapter: Adapter, options: Partial<CheckOptions>): Promise<Tally> {
  const asked: CheckOptions = {
    ...defaultCheckOptions,
    ...{ areas, seed: 7, lawRuns: 3, shrinkMs: 1500, regressions: [] },
    ...options,
  }
  const tally = emptyTally(asked.areas)
  await check(adapter, asked, event => count(tally, event))
  return tally
}

function session(runs: readonly Run[], options: Partial<Session['options']> = {}, out = 'parity-report') {
  const startedAt = new Date('2026-01-31T00:00:00.000Z')
  return {
    ...{ startedAt, finishedAt: new Date('2026-01-31T00:01:00.000Z'), runs, out },
    reproduce: `npx catalog-parity check ${runs.map(({ adapter }) => adapter).join(' ')} --seed 7`,
    options: { seed: 7, areas, ...campaign, ...options },
  } satisfies Session
}

const tallies = {
  memory: await tallyOf(memory, campaign),
  cases: await tallyOf(memory, casesOnly),
  'without-settings': await tallyOf(withoutSettings, campaign),
  'without-update': await tallyOf(withoutUpdate, campaign),
  'cases|blocked': await tallyOf(withoutSettings, casesOnly),
  './forgetful.ts': await tallyOf(forgetful, campaign),
  'wrong-and-partial': await tallyOf(wrongAndPartial, campaign),
  misdeclared: await tallyOf(misdeclared, campaign),
  short: await tallyOf(memory, { traces: 1, calls: 3 }),
  closed: await tallyOf(closed, campaign),
  none: emptyTally(areas),
  interrupted: await tallyOf(memory, campaign),
}
count(tallies.interrupted, { type: 'incomplete', reason: 'interrupted' })

const everyRun = Object.entries(tallies).map(([adapter, tally]): Run => ({ adapter, tally, elapsedMs: 1234 }))
const everything = makeReport(session(everyRun))
const wellRuns = everyRun.filter(({ adapter }) => adapter === 'memory')

const SETTINGS = 'System Settings'
const TENANTS = 'Core Catalog (only tenants)'

function cell(adapter: keyof typeof tallies, feature: string): string | undefined {
  const { columns, rows } = matrixOf(everything)
  return rows.find(row => row.feature === feature)?.cells[columns.indexOf(adapter)]
}

function runOf(report: Report, adapter: keyof typeof tallies) {
  return report.runs.find(run => run.adapter === adapter) ?? expect.fail(`${adapter} is in the report`)
}

function noteOf(adapter: keyof typeof tallies, feature: string): string {
  const found = runOf(everything, adapter).features.find(({ row }) => row === feature)
  return found?.note ?? expect.fail('there is a note')
}

describe('a cell of the matrix', () => {
  test('is ✅ ✓ by cases and a campaign that met its floors', () => {
    expect(cell('memory', SETTINGS)).toBe('✅ ✓')
    expect(cell('memory', TENANTS)).toBe('✅ ✓')
  })

  test('is ✅ by cases alone', () => {
    expect(cell('cases', SETTINGS)).toBe('✅')
  })

  test('is ❌ if every operation is unsupported, and the note has the reason', () => {
    expect(cell('without-settings', SETTINGS)).toBe('❌')
    expect(cell('without-settings', TENANTS)).toBe('✅ ✓')
    expect(noteOf('without-settings', SETTINGS)).toContain('no settings table')
  })

  test('says how many operations a partial feature lacks', () => {
    expect(cell('without-update', SETTINGS)).toBe('⚠️ 1/2')
    expect(noteOf('without-update', SETTINGS)).toContain('updateSystemSettings')
  })

  test('counts what diverges together with what is unsupported', () => {
    expect(cell('wrong-and-partial', SETTINGS)).toBe('⚠️ 2/2')
    expect(noteOf('wrong-and-partial', SETTINGS)).toMatch(/diverging: getS.*unsupported.*updateS/)
  })

  test('counts what is misdeclared as wrong, not as absent', () => {
    expect(cell('misdeclared', SETTINGS)).toMatch(/^⚠️/)
    expect(noteOf('misdeclared', SETTINGS)).toContain('misdeclared: getSystemSettings')
  })

  test('is – if a floor was missed, and the note says which', () => {
    expect(cell('short', SETTINGS)).toBe('–')
    expect(noteOf('short', SETTINGS)).toContain('not seen')
  })

  test('is – if cases were blocked and no campaign ran instead', () => {
    expect(cell('cases|blocked', TENANTS)).toBe('–')
    expect(noteOf('cases|blocked', TENANTS)).toContain('blocked')
  })

  test('is – for a store that could not be opened, and the note has the reason', () => {
    expect(cell('closed', SETTINGS)).toBe('–')
    expect(noteOf('closed', SETTINGS)).toContain('no connection')
  })

  test('is – if the run was cut short, however well it went until then', () => {
    expect(cell('interrupted', SETTINGS)).toBe('–')
    expect(noteOf('interrupted', SETTINGS)).toBe('interrupted')
  })

  test('is never green for an operation that did not run', () => {
    for (const { features, operations, traces } of everything.runs) {
      for (const { row, symbol } of features.filter(({ symbol }) => symbol.startsWith('✅'))) {
        const area = row === SETTINGS ? 'systemSettings' : 'tenants'
        for (const operation of Object.values(operations).filter(each => each.area === area)) {
          expect(operation.cases.passed).toBeGreaterThan(0)
          if (symbol === '✅ ✓') expect(Math.min(traces, operation.outcomes.ok ?? 0)).toBeGreaterThan(0)
        }
      }
    }
  })

  test('has a note unless it is green', () => {
    for (const { symbol, note } of everything.runs.flatMap(({ features }) => features)) {
      expect(note === null).toBe(symbol.startsWith('✅'))
    }
  })
})

describe('the record', () => {
  const ajv = addFormats.default(new Ajv2020({ strict: true, allErrors: true }))

  test('is as the published schema says', async () => {
    const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')))
    const reports = [everything, makeReport(session([], { timeMs: 5 })), makeReport(session(wellRuns))]
    for (const report of reports) {
      validate(JSON.parse(JSON.stringify(report)))
      expect(validate.errors).toBeNull()
    }
    expect(validate({ ...everything, verdict: 'fine' })).toBe(false)
    expect(validate({ ...everything, extra: 1 })).toBe(false)
  })

  test('has a published schema that is fresh (node reports/write-schema.ts)', async () => {
    expect(await readFile(schemaFile, 'utf8')).toBe(publishedSchema())
  })

  test('is conformant only if something ran', () => {
    expect(makeReport(session(wellRuns))).toMatchObject({ verdict: 'conformant', exitCode: 0 })
    for (const adapter of ['closed', 'none', 'short', 'interrupted'] as const) {
      const report = makeReport(session([{ adapter, tally: tallies[adapter] }]))
      expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
    }
    expect(makeReport(session([]))).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
  })

  test('has no server, but a reason, for a store that could not be opened', () => {
    const { server, capabilities, incomplete } = runOf(everything, 'closed')
    expect({ server, capabilities }).toEqual({ server: null, capabilities: null })
    expect(incomplete).toHaveLength(1)
  })

  test('counts what each operation was asked and what it answered', () => {
    const { operations } = runOf(everything, 'memory')
    expect(Object.keys(operations)).toHaveLength(7)
    for (const { calls, outcomes, declared, cases } of Object.values(operations)) {
      const answered = Object.values(outcomes).reduce((sum, n) => sum + n, 0)
      expect(answered).toBe(calls)
      expect(Object.keys(outcomes).sort()).toEqual([...declared].sort())
      expect(cases).toMatchObject({ failed: 0, blocked: 0 })
    }
  })

  test('keeps no password of the command line', () => {
    const told = { ...session(wellRuns), reproduce: 'check --postgres-url postgres://ann:se:cret@host/db' }
    const { reproduce } = makeReport(told)
    expect(reproduce).toContain('postgres://ann:***@host/db')
    expect(reproduce).not.toContain('cret')
  })

  test('names different files for one bug in two stores', () => {
    const tally = tallies['./forgetful.ts']
    const twice = [
      { adapter: 'one', tally },
      { adapter: './two.ts', tally },
    ]
    const files = makeReport(session(twice)).runs.flatMap(({ findings }) => findings.map(f => f.trace))
    expect(new Set(files).size).toBe(2 * tally.findings.length)
    expect([...tracesOf(twice).keys()]).toEqual(files)
  })
})

describe('the report for people', () => {
  /** The cells of each line of the first table. */
  function firstTable(text: string): string[][] {
    const lines = text.split('\n')
    const from = lines.findIndex(line => line.startsWith('|'))
    const to = lines.findIndex((line, i) => i > from && !line.startsWith('|'))
    return lines.slice(from, to).map(line =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(text => text.trim()),
    )
  }

  test('has a matrix with as many cells in each line as there are columns', () => {
    const table = firstTable(markdown(everything))
    for (const line of table) expect(line).toHaveLength(everything.runs.length + 1)
    expect(table.slice(2).map(([feature]) => feature)).toEqual([`**${TENANTS}**`, `**${SETTINGS}**`])
    expect(table.at(-1)?.[1]).toBe('✅ ✓')
  })

  test('says why a store was not run, with nothing of it taken for markup', () => {
    const reason = markdown(everything)
      .split('\n')
      .find(line => line.startsWith('- **closed**'))
    expect(reason).toContain('no connection \\| \\\\u')
    expect(reason).toContain('\\<host\\>')
  })

  test('shows for each finding both answers and the command that shows it again', () => {
    const text = markdown(everything)
    for (const { findings } of everything.runs) {
      for (const { replay, trace } of findings) {
        expect(text).toContain(`\`\`\`sh\n${replay}\n\`\`\``)
        expect(text).toContain(`(<${trace}>)`)
      }
    }
    expect(text.match(/^- expected: /gm)).toHaveLength(text.match(/^- actual: /gm)?.length ?? 0)
  })

  test('says that capabilities are declared and not measured', () => {
    expect(markdown(everything)).toMatch(/declare.*not measured/)
  })
})

describe('the report for a terminal', () => {
  const options = { traces: tracesOf(everyRun), folder: 'parity-report', isColored: false, width: 80 }

  test('is short if all is well, and ends with the verdict and the place of the report', () => {
    const lines = terminal(makeReport(session(wellRuns)), options)
      .trimEnd()
      .split('\n')
    expect(lines.length).toBeLessThan(8)
    expect(lines.at(-1)).toMatch(/^conformant \(exit code 0\).*parity-report\/parity\.md$/)
  })

  test('has its columns one below the other', () => {
    const runs = everyRun.filter(({ adapter }) => ['without-update', 'memory', 'closed'].includes(adapter))
    const [head = [], ...rows] = terminal(makeReport(session(runs)), options)
      .split('\n')
      .slice(0, 3)
      .map(line => [...line.matchAll(/\S+( \S+)*/g)].map(({ index }) => displayWidth(line.slice(0, index))))
    expect(head).toHaveLength(runs.length)
    for (const row of rows) expect(row).toEqual([0, ...head])
  })

  test('gives an emoji two columns, whatever it is made of', () => {
    expect(['✅ ✓', '⚠️ 1/2', '❌', '–', '漢e\u0301'].map(displayWidth)).toEqual([4, 6, 2, 1, 3])
  })

  test('numbers the calls of a finding within the width and gives the command that replays them', () => {
    const text = terminal(everything, options)
    const { findings } = runOf(everything, './forgetful.ts')
    for (const { replay, fact } of findings) {
      expect(text).toContain(`  ${fact}\n`)
      expect(text).toContain(`  ${replay}\n`)
    }
    const calls = text.split('\n').filter(line => /^ +\d+\. /.test(line))
    expect(calls.length).toBeGreaterThanOrEqual(findings.length)
    for (const line of calls) expect(displayWidth(line)).toBeLessThanOrEqual(80)
  })

  test('totals every run', () => {
    const text = terminal(everything, options)
    expect(text).toMatch(/^memory +conformant +7 operations, \d+ cases, [\d,]+ calls, 10 traces, 1\.2 s$/m)
    expect(text).toMatch(/^closed +incomplete +7 operations, 0 cases, 0 calls, 0 traces, 1\.2 s$/m)
  })

  test('is coloured only if told to be, and lets nothing else control the terminal', () => {
    const plain = terminal(everything, options)
    expect(plain).toBe(stripVTControlCharacters(plain))
    const coloured = terminal(everything, { ...options, isColored: true })
    expect(coloured).not.toBe(plain)
    expect(stripVTControlCharacters(coloured)).toBe(plain)
  })
})

describe('the folder of a report', async () => {
  const place = await mkdtemp(join(tmpdir(), 'reports-test-'))
  afterAll(() => rm(place, { recursive: true }))

  const [wrong] = everyRun.filter(({ adapter }) => adapter === './forgetful.ts') as [Run]
  const out = join(place, 'new', 'parity report')
  const written = await writeReport(session([wrong], {}, out))
  const findings = written.report.runs.flatMap(({ findings }) => findings)

  test('holds the record, the page and three files for each finding, and no drafts', async () => {
    expect(written).toMatchObject({ folder: out, problem: null })
    expect((await readdir(out)).sort()).toEqual(['findings', 'parity.md', 'report.json'])
    expect(findings.length).toBeGreaterThan(0)
    expect(await readdir(join(out, 'findings'))).toHaveLength(3 * findings.length)
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toEqual(written.report)
  })

  test('holds traces that can be read again and show the finding again', async () => {
    const { store } = await openStore(forgetful)
    for (const { trace, calls } of findings) {
      const saved = await readTrace(join(out, trace))
      expect(saved.calls).toHaveLength(calls)
      expect(await runTrace(store, traceOf(saved.calls))).not.toEqual([])
    }
  })

  test('holds tests with the same calls, also where a key is __proto__', async () => {
    for (const { trace } of findings) {
      const text = await readFile(join(out, trace.replace('.json', '.test.ts')), 'utf8')
      const [kit, vitest, own = ''] = [...text.matchAll(/from '(.*)'/g)].map(([, from]) => from)
      expect([kit, vitest]).toEqual(['catalog-parity', 'vitest'])
      expect(resolve(out, 'findings', own)).toBe(resolve('forgetful.ts'))
      const literal = text.slice(text.indexOf('const calls'), text.indexOf('test('))
      const calls: unknown = new Function(`${stripTypeScriptTypes(literal)}; return calls`)()
      const saved = await readTrace(join(out, trace))
      expect(JSON.stringify(calls)).toBe(JSON.stringify(saved.calls))
      expect(JSON.stringify(calls)).toContain('__proto__')
    }
  })

  test('holds recipes with every call, both answers and the command, quoted for a shell', async () => {
    for (const { trace, calls, replay } of findings) {
      const text = await readFile(join(out, trace.replace('.json', '.txt')), 'utf8')
      expect(text.match(/^ +\d+\. \w+ \{/gm)).toHaveLength(calls)
      expect(text).toMatch(/^ +model {2}.*\n +store {2}/m)
      expect(text).toContain(replay)
      expect(replay).toContain(`'${join(out, trace)}'`)
    }
  })

  test('keeps the findings of an earlier report', async () => {
    const before = await readdir(join(out, 'findings'))
    await writeReport(session(wellRuns, {}, out))
    expect(await readdir(join(out, 'findings'))).toEqual(before)
    await writeReport(session([wrong], {}, out))
  })

  test('is a temporary one if the one asked for cannot be written, and the report says so', async () => {
    const file = join(place, 'file')
    await writeFile(file, '')
    const asked = join(file, 'report')
    const { folder, problem, report } = await writeReport(session([wrong], {}, asked))
    const used = folder ?? expect.fail('the report is somewhere')
    expect(used).not.toBe(asked)
    expect(problem).toContain(asked)
    expect(JSON.parse(await readFile(join(used, 'report.json'), 'utf8'))).toEqual(report)
    expect(report.runs[0]?.findings[0]?.replay).toContain(used)
    await rm(used, { recursive: true })
  })

  test('can be read as regressions also after a claim with malformed calls, which has no test', async () => {
    const tally = emptyTally(areas)
    const createTenant = { operation: 'createTenant', args: { tenant: { id: 'x', n: Number.NaN } } } as const
    const getTenant = {
      operation: 'getTenant',
      args: { tenantId: '00000000-0000-4000-8000-000000000001' },
    } as const
    const finding = makeFinding({
      ...{ operation: 'getTenant', seenBy: 'getTenant', difference: 'claim', source: 'case getTenant › …' },
      ...{ fact: 'a \ud800 b\0', calls: [createTenant, getTenant], expected: null, actual: null },
      ...{ executions: 1, reproduced: false },
    })
    count(tally, { type: 'finding', finding })
    const folder = join(place, 'claim')
    await writeReport(session([{ adapter: 'memory', tally }], {}, folder))
    const [saved, ...others] = await readTraces(join(folder, 'findings'))
    expect(saved?.calls).toEqual([getTenant])
    expect(others).toEqual([])
    expect((await readdir(join(folder, 'findings'))).some(name => name.endsWith('.test.ts'))).toBe(false)
  })
})
