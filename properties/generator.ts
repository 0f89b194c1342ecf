/**
 * Makes traces with the model running along: most calls reach something, a known share must fail, and each
 * failing call is wrong in one respect only.
 */
import type { Random } from 'fast-check'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import type { Call, DeclaredOperation } from '../src/trait/catalog-store.ts'
import { ArgumentDraw, drawPalette, type Palette } from './argument-draw.ts'
import { closingAudit } from './audit.ts'
import { shapeOf } from './schema.ts'
import { declaredOutcomes, outcomeLabel, predict, type Trace, type Unsupported } from './trace.ts'
import { chance, swarm, type Weighted } from './weights.ts'

export interface GeneratorOptions {
  /** The operations under judgement. */
  readonly operations: readonly DeclaredOperation[]
  /** How many calls precede the closing audit. */
  readonly calls: number
  /** The operation that this trace is about. */
  readonly spotlight?: DeclaredOperation
  readonly unsupported?: Unsupported
}

/** Share of calls that aim at one of the declared failures, in percent. */
const FAILING = 30
/** Share of the calls to the operation in the spotlight that aim at its rarest outcome so far, in percent. */
const RARE = 50
/** How often a call that misses its aim is drawn again; then another aim is taken, then the call as it is. */
const TRIES_PER_AIM = 10
const TRIES = 30

/** Generates one trace, closed by an audit of the whole observable state. */
export function generateTrace(random: Random, options: GeneratorOptions): Trace {
  const { operations, calls: length, unsupported = NONE } = options
  const draw = new CallDraw(random, options)
  const calls: Call[] = []
  const expected: Outcome[] = []
  let state = emptyState
  while (calls.length < length) {
    const drawn = draw.call(state)
    calls.push(drawn.call)
    expected.push(drawn.outcome)
    state = drawn.next
  }
  for (const call of closingAudit(state, operations)) {
    calls.push(call)
    expected.push(predict(state, call, unsupported)[1])
  }
  return { calls, expected }
}

const NONE: Unsupported = new Set()

interface Drawn {
  readonly call: Call
  readonly next: State
  readonly outcome: Outcome
}

/** Draws the calls of one trace. */
class CallDraw {
  private readonly random: Random
  private readonly weights: readonly Weighted[]
  private readonly palette: Palette
  private readonly unsupported: Unsupported
  /** How often the operation in the spotlight has had each of its outcomes. */
  private readonly lit: ReadonlyMap<string, { times: number }>
  private readonly spotlight: DeclaredOperation | undefined

  constructor(random: Random, { operations, spotlight, unsupported = NONE }: GeneratorOptions) {
    this.random = random
    this.weights = swarm(random, operations, spotlight)
    this.palette = drawPalette(random)
    this.unsupported = unsupported
    this.spotlight = spotlight
    this.lit = new Map(spotlight && declaredOutcomes(spotlight).map(label => [label, { times: 0 }]))
  }

  call(state: State): Drawn {
    let operation = this.operation()
    let aim = this.aim(operation)
    for (let tries = 1; ; tries++) {
      if (tries % TRIES_PER_AIM === 0) {
        operation = this.operation()
        aim = this.aim(operation)
      }
      const draw = new ArgumentDraw(this.random, state, this.palette, aim)
      const call = { operation: operation.name, args: draw.value(shapeOf(operation.args)) as Call['args'] }
      const isLast = tries === TRIES
      if (draw.missed && !isLast) continue
      const [next, outcome] = predict(state, call, this.unsupported)
      const label = outcomeLabel(outcome)
      if (!isLast && label !== aim) continue
      const lit = operation === this.spotlight ? this.lit.get(label) : undefined
      if (lit !== undefined) lit.times++
      return { call, next, outcome }
    }
  }

  private operation(): DeclaredOperation {
    const total = this.weights.reduce((sum, { weight }) => sum + weight, 0)
    let left = this.random.nextDouble() * total
    for (const { operation, weight } of this.weights) {
      left -= weight
      if (left < 0) return operation
    }
    return (this.weights[0] as Weighted).operation
  }

  private aim(operation: DeclaredOperation): string {
    const { fails } = operation
    if (operation === this.spotlight && chance(this.random, RARE)) return this.rarest()
    return fails.length > 0 && chance(this.random, FAILING) ? pickLate(this.random, fails) : 'ok'
  }

  /** The outcome that the operation in the spotlight has had least often. */
  private rarest(): string {
    const [first = ['ok', { times: 0 }] as const, ...rest] = this.lit
    return rest.reduce((least, other) => (other[1].times < least[1].times ? other : least), first)[0]
  }
}

/** Prefers the failures that are hard to reach, which precedence puts last. */
function pickLate<T>(random: Random, items: readonly T[]): T {
  const last = items.length - 1
  return items[Math.max(random.nextInt(0, last), random.nextInt(0, last))] as T
}
