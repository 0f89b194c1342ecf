/** The conformance suite as Vitest tests, for a user's own test file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Adapter } from '../src/adapters/adapter.ts'
import { areaKeys, operationNames } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import { check } from './check.ts'
import { type CheckOptions, defaultCheckOptions } from './check-options.ts'
import { numbered } from './finding.ts'
import { shippedTraces } from './saved-trace.ts'
import { randomSeed } from './seed.ts'
import { count, emptyTally, type Tally } from './tally.ts'
import { judgeOperation, judgeRun } from './verdict.ts'

export type SuiteOptions = Partial<Omit<CheckOptions, 'skip' | 'only' | 'silence' | 'onCall' | 'signal'>>

/**
 * Declares one test per operation. A test passes if the operation conforms by its cases, by the laws and by a
 * campaign of random traces; a failure shows the shortest trace found. Random choices come from one seed, which
 * is part of the title.
 */
export function describeConformance(adapter: Adapter, options: SuiteOptions = {}): void {
  const seed = options.seed ?? randomSeed()
  const areas = options.areas ?? areaKeys
  const title = `${adapter.name} against the CatalogStore contract ${CONTRACT_VERSION} (seed ${seed})`

  describe(title, () => {
    const tally: Tally = emptyTally(areas)

    const stopping = new AbortController()
    beforeAll(async () => {
      const regressions = options.regressions ?? (await shippedTraces())
      const given = { ...defaultCheckOptions, ...options, areas, seed, regressions, signal: stopping.signal }
      await check(adapter, given, event => count(tally, event))
    }, 600_000)
    afterAll(() => stopping.abort())

    test('the store opens and the check runs to its end', () => {
      expect(tally.incomplete).toEqual([])
    })

    for (const name of operationNames.filter(name => tally.operations.has(name))) {
      test(name, ({ skip }) => {
        const { verdict, reasons } = judgeOperation(tally, name)
        if (verdict === 'unsupported') skip(reasons.join('; '))
        const findings = tally.findings.filter(({ operation }) => operation === name)
        const shown = [...reasons, ...findings.flatMap(({ calls }) => numbered(calls))]
        expect(verdict, shown.join('\n')).toBe('conforms')
      })
    }

    test('the run is conformant, or partial where operations are declared unsupported', () => {
      expect(['conformant', 'partial']).toContain(judgeRun(tally))
    })
  })
}
