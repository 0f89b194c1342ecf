/** Traces: the same everywhere, closed under dropping calls, and rich enough for the floors. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCheckOptions } from '../conformance/check-options.ts'
import { traceAt, traces } from '../properties/arbitrary.ts'
import { simplified, sitesOf } from '../properties/simplify.ts'
import { declaredOutcomes, outcomeLabel, traceOf } from '../properties/trace.ts'
import { argumentProblem } from '../src/adapters/validate.ts'
import { areaKeys, operationNames, operations, operationsOf } from '../src/trait/catalog-store.ts'

const all = operationNames.map(name => operations[name])

describe('a campaign', () => {
  test('has the same traces for the same seed, and others for another', () => {
    const options = { operations: all, calls: 40 }
    expect(traceAt(options, 7, 3)).toEqual(traceAt(options, 7, 3))
    expect(traceAt(options, 7, 3)).not.toEqual(traceAt(options, 8, 3))
    expect(traceAt(options, 7, 3)).not.toEqual(traceAt(options, 7, 4))
  })

  test.each([1, 2, 3])('of the default size reaches every declared outcome (seed %i)', seed => {
    const seen = new Set<string>()
    for (let position = 0; position < defaultCheckOptions.traces; position++) {
      const { calls, expected } = traceAt(
        { operations: all, calls: defaultCheckOptions.calls },
        seed,
        position,
      )
      calls.forEach(({ operation }, i) => {
        seen.add(`${operation} ${outcomeLabel(expected[i] as (typeof expected)[number])}`)
      })
    }
    const declared = all.flatMap(operation =>
      declaredOutcomes(operation).map(label => `${operation.name} ${label}`),
    )
    expect(declared.filter(outcome => !seen.has(outcome))).toEqual([])
  })

  test.each(areaKeys)('of the area %s alone creates what the area needs and reaches its outcomes', area => {
    const wanted = operationsOf([area])
    const seen = new Set<string>()
    for (let position = 0; position < 60; position++) {
      const { calls, expected } = traceAt({ operations: wanted, calls: 150 }, 1, position)
      calls.forEach(({ operation }, i) => {
        seen.add(`${operation} ${outcomeLabel(expected[i] as (typeof expected)[number])}`)
      })
    }
    const declared = wanted.flatMap(operation =>
      declaredOutcomes(operation).map(label => `${operation.name} ${label}`),
    )
    expect(declared.filter(outcome => !seen.has(outcome))).toEqual([])
  })
})

describe('a trace', () => {
  const arbitrary = traces({ operations: all, calls: 60 })

  test('has the outcomes that the model gives its calls', () => {
    fc.assert(
      fc.property(arbitrary, trace => {
        expect(traceOf(trace.calls).expected).toEqual(trace.expected)
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  test('stays a trace when any of its calls are dropped', () => {
    fc.assert(
      fc.property(arbitrary, fc.infiniteStream(fc.boolean()), ({ calls }, keep) => {
        const some = calls.filter(() => keep.next().value)
        expect(traceOf(some).expected).toHaveLength(some.length)
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  test('keeps its arguments legal when any of its sites are simplified', () => {
    fc.assert(
      fc.property(arbitrary, fc.infiniteStream(fc.boolean()), ({ calls }, take) => {
        const legal = calls.filter(call => argumentProblem(call) === null)
        const sites = sitesOf(legal).filter(() => take.next().value)
        expect(
          simplified(legal, sites)
            .map(argumentProblem)
            .filter(problem => problem !== null),
        ).toEqual([])
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })

  test('shrinks through fast-check to the call that fails, also when it was not just generated', () => {
    const [loaded] = fc.sample(arbitrary, { seed: 5, numRuns: 1 })
    const hasWarehouse = fc.property(arbitrary, ({ calls }) =>
      calls.every(({ operation }) => operation !== 'createWarehouse'),
    )
    const { counterexample } = fc.check(hasWarehouse, { seed: 5, examples: [[loaded as never]] })
    expect(counterexample?.[0].calls.length).toBeLessThan(5)
  })
})
