/** Traces as a fast-check `Arbitrary`, for the campaign and for a user's own properties. */
import * as fc from 'fast-check'
import type { Static, TSchema } from 'typebox'
import { emptyState } from '../src/adapters/memory/state.ts'
import { ArgumentDraw, drawPalette } from './argument-draw.ts'
import { type GeneratorOptions, generateTrace } from './generator.ts'
import { shapeOf } from './schema.ts'
import { shorterTraces } from './simplify.ts'
import { type Trace, traceOf } from './trace.ts'

/** Random traces. Any trace can be shrunk, also one that was loaded from a file. */
export function traces(options: GeneratorOptions): fc.Arbitrary<Trace> {
  return new TraceArbitrary(options)
}

/** Random values of a schema of the trait, made of the same tricky pools as traces are. */
export function values<S extends TSchema>(schema: S): fc.Arbitrary<Static<S>> {
  return new ValueArbitrary<S>(schema)
}

/**
 * The trace at a position of a campaign: the same seed and position give the same trace on every machine. The
 * spotlight moves over the operations, so that a campaign has called each of them often.
 */
export function traceAt(options: GeneratorOptions, seed: number, position: number): Trace {
  const { operations } = options
  const spotlight = operations[position % operations.length]
  const arbitrary = traces({ ...options, ...(spotlight && { spotlight }) })
  const [trace] = fc.sample(arbitrary, { seed: mix(seed, position), numRuns: 1 })
  return trace as Trace
}

class TraceArbitrary extends fc.Arbitrary<Trace> {
  private readonly options: GeneratorOptions

  constructor(options: GeneratorOptions) {
    super()
    this.options = options
  }

  override generate(random: fc.Random): fc.Value<Trace> {
    return new fc.Value(generateTrace(random, this.options), undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is Trace {
    return typeof value === 'object' && value !== null && 'calls' in value && 'expected' in value
  }

  override shrink({ calls }: Trace): fc.Stream<fc.Value<Trace>> {
    const { unsupported } = this.options
    return fc
      .stream(shorterTraces(calls))
      .map(shorter => new fc.Value(traceOf(shorter, unsupported), undefined))
  }
}

class ValueArbitrary<S extends TSchema> extends fc.Arbitrary<Static<S>> {
  private readonly schema: S

  constructor(schema: S) {
    super()
    this.schema = schema
  }

  override generate(random: fc.Random): fc.Value<Static<S>> {
    const draw = new ArgumentDraw(random, emptyState, drawPalette(random), 'ok')
    return new fc.Value(draw.value(shapeOf(this.schema)) as Static<S>, undefined)
  }

  override canShrinkWithoutContext(_value: unknown): _value is Static<S> {
    return false
  }

  override shrink(): fc.Stream<fc.Value<Static<S>>> {
    return fc.Stream.nil()
  }
}

/** Spreads neighbouring positions over the seeds. Source: the finaliser of MurmurHash3. */
function mix(seed: number, position: number): number {
  let h = (seed ^ Math.imul(position + 1, 0x9e3779b1)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}
