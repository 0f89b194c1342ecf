/** The check of one adapter, where stores are incomplete, unreliable or gone. */
import { expect, test } from 'vitest'
import { check } from '../conformance/check.ts'
import { type CheckOptions, defaultCheckOptions } from '../conformance/check-options.ts'
import { count, emptyTally, type Tally } from '../conformance/tally.ts'
import { judgeOperation, judgeRun } from '../conformance/verdict.ts'
import { type Adapter, unsupportedAreas } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { areaKeys, type CatalogStore } from '../src/trait/catalog-store.ts'

/** Memory with some methods replaced. */
function altered(wrap: (store: CatalogStore) => Partial<CatalogStore>): Adapter {
  return {
    ...memory,
    name: 'altered',
    async open() {
      const { store } = await memory.open()
      return { store: { ...store, ...wrap(store) } }
    },
  }
}

async function checked(adapter: Adapter, options: Partial<CheckOptions> = {}): Promise<Tally> {
  const tally = emptyTally(options.areas ?? areaKeys)
  const given = { ...defaultCheckOptions, areas: areaKeys, seed: 1, regressions: [], ...options }
  await check(adapter, given, event => count(tally, event))
  return tally
}

test('a store that honestly lacks whole areas is partial, also where arguments are malformed', async () => {
  const lacking = areaKeys.filter(key => key !== 'tenants' && key !== 'warehouses')
  const tally = await checked(altered(() => unsupportedAreas('not built', lacking)))
  expect(tally.findings).toEqual([])
  expect(judgeRun(tally)).toBe('partial')
})

test('a law that fails once and not again is reported, and nothing is green', async () => {
  let calls = 0
  const unreliable = altered(store => ({
    countAssets: async args => (await store.countAssets(args)) + (++calls === 40 ? 1 : 0),
  }))
  const tally = await checked(unreliable, {
    areas: ['tenants', 'catalogs', 'namespaces', 'assets'],
    traces: 0,
  })
  expect(calls).toBeGreaterThan(40)
  expect(tally.findings.map(({ reproduced }) => reproduced)).toContain(false)
  expect(judgeRun(tally)).toBe('failed')
})

test('an operation that is offered only at times is misdeclared', async () => {
  const moody = altered(store => ({
    getWarehouse: async args =>
      args.name === 'a'
        ? unsupportedAreas('not today', ['warehouses']).getWarehouse(args)
        : store.getWarehouse(args),
  }))
  const tally = await checked(moody, { areas: ['tenants', 'warehouses'] })
  expect(judgeOperation(tally, 'getWarehouse').verdict).toBe('misdeclared')
})
