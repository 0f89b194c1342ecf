/** Whatever a store does to its process, the check goes on, blames the right operation and keeps the rest. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { defaultCheckOptions } from '../conformance/check-options.ts'
import type { Task } from '../conformance/host-protocol.ts'
import { checkIsolated } from '../conformance/isolated.ts'
import { replayIsolated } from '../conformance/replay.ts'
import { count, emptyTally, type Tally } from '../conformance/tally.ts'
import { judgeOperation, judgeRun } from '../conformance/verdict.ts'
import { type OperationName, operationsOf } from '../src/trait/catalog-store.ts'

// Every death costs a few starts of a process, and those of other tests run at the same time.
vi.setConfig({ testTimeout: 120_000 })

const options: Task['options'] = {
  ...defaultCheckOptions,
  areas: ['tenants', 'systemSettings'],
  seed: 1,
  traces: 10,
  calls: 60,
  lawRuns: 3,
  callTimeoutMs: 400,
  openTimeoutMs: 5000,
  shrinkMs: 1500,
  regressions: [],
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalog-parity-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.concurrent('a store that', () => {
  test.for([
    ['kills its process', 'kills-itself', 'deleteTenant', 'crash', /SIGKILL/],
    ['exits as if all were well', 'exits', 'listTenants', 'crash', /code 0/],
    ['throws where nobody catches it', 'throws-later', 'updateSystemSettings', 'crash', /the cache is full/],
    ['blocks its process', 'blocks', 'updateTenant', 'crash', /blocked/],
    ['never answers', 'hangs', 'updateTenant', 'hang', /no answer/],
    ['throws what is no StoreError', 'throws', 'deleteTenant', 'failure', /TypeError.*of null/],
  ] as const)('%s fails in that one operation', async ([, fixture, operation, fault, fact], { expect }) => {
    const tally = await checked(fixture)
    expect(judgeRun(tally)).toBe('failed')
    expect(tally.incomplete).toEqual([])
    expect(verdictsOtherThan('conforms', tally)).toEqual([[operation, 'diverges']])

    const [finding] = tally.findings
    expect(tally.findings).toHaveLength(1)
    expect(finding).toMatchObject({ operation, difference: fault, fact: expect.stringMatching(fact) })
    expect(finding?.calls.at(-1)?.operation).toBe(operation)
    expect(finding?.calls.length).toBeLessThanOrEqual(2)

    const replayed = await replayIsolated(fileOf(fixture), finding?.calls ?? [], isolation())
    expect(replayed.map(({ difference }) => difference).at(-1)).toBe(fault)
  })
})

describe.concurrent('an adapter that', () => {
  test.for([
    ['rejects to open', 'rejects-to-open', /the disk is full/],
    ['never opens', 'never-opens', /open did not finish/],
    ['opens without a store', 'opens-nothing', /no \{ store \}/],
    ['ends its process while it opens', 'exits-on-open', /code 0/],
    ['throws when it is imported', 'throws-at-import', /no such driver/],
    ['never finishes its import', 'waits-at-import', /does not load/],
    ['is not the default export', 'no-default', /no default export/],
    ['does not exist', 'missing', /neither a file nor one of/],
  ] as const)('%s makes the run incomplete', async ([, fixture, reason], { expect }) => {
    const tally = await checked(fixture)
    expect(judgeRun(tally)).toBe('incomplete')
    expect(tally.incomplete).toEqual([expect.stringMatching(reason)])
    expect(verdictsOtherThan('inconclusive', tally)).toEqual([])
  })
})

describe.concurrent('a check', () => {
  test('that is interrupted before it begins starts no process', async ({ expect }) => {
    const signal = AbortSignal.abort()
    const tally = await checked('memory', { ...isolation(), signal })
    expect(tally).toMatchObject({ incomplete: ['interrupted'], server: null })
  })

  test('of a partial store expects what is absent to stay absent', async ({ expect }) => {
    const tally = await checked('partial')
    expect(judgeRun(tally)).toBe('partial')
    expect(verdictsOtherThan('conforms', tally)).toEqual([
      ['listTenants', 'unsupported'],
      ['deleteTenant', 'unsupported'],
    ])
  })
})

describe.concurrent('a check of some areas', () => {
  test('blames nothing on what the store does not offer elsewhere', async ({ expect }) => {
    const tally = await checked('half-wrong', isolation(), { ...options, areas: ['tenants'], traces: 0 })
    expect(new Set(tally.findings.map(({ operation }) => operation))).toEqual(new Set(['createTenant']))
  })

  test('runs no regression that leaves them', async ({ expect }) => {
    const call = { operation: 'listAssets', args: {} } as const
    const regressions = [
      { name: 'within', calls: [{ operation: 'listTenants', args: {} }] },
      { name: 'beyond', calls: [{ operation: 'listTenants', args: {} }, call] },
    ] as const
    const tally = await checked('partial', isolation(), { ...options, traces: 0, regressions })
    expect(tally.regressions).toBe(1)
  })
})

function isolation() {
  return { servers: {}, signal: new AbortController().signal, folder }
}

function fileOf(fixture: string): string {
  return resolve(import.meta.dirname, 'fixtures', `${fixture}.ts`)
}

async function checked(fixture: string, place = isolation(), asked = options): Promise<Tally> {
  const tally = emptyTally(asked.areas)
  await checkIsolated(fileOf(fixture), asked, place, event => count(tally, event))
  return tally
}

function verdictsOtherThan(verdict: string, tally: Tally): readonly (readonly [OperationName, string])[] {
  return operationsOf(options.areas)
    .map(({ name }) => [name, judgeOperation(tally, name).verdict] as const)
    .filter(([, other]) => other !== verdict)
}
