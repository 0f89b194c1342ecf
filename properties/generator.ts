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
import { outcomeLabel, predict, type Trace, type Unsupported } from './trace.ts'
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
/** How often a call that misses its aim is drawn again; then another aim is taken, then the call as it is. */
const TRIES_PER_AIM = 10
const TRIES = 30

/** Generates one trace, closed by an audit of the whole observable state. */
export function generateTrace(random: Random, options: GeneratorOptions): Trace {
  const { operations, calls: length, spotlight, unsupported = new Set() } = options
  const weights = swarm(random, operations, spotlight)
  const palette = drawPalette(random)
  const calls: Call[] = []
  const expected: Outcome[] = []
  let state = emptyState
  while (calls.length < length) {
    const drawn = drawCall(random, state, weights, palette, unsupported)
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

interface Drawn {
  readonly call: Call
  readonly next: State
  readonly outcome: Outcome
}

function drawCall(
  random: Random,
  state: State,
  weights: readonly Weighted[],
  palette: Palette,
  unsupported: Unsupported,
): Drawn {
  let operation = drawOperation(random, weights)
  let aim = drawAim(random, operation)
  for (let tries = 1; ; tries++) {
    if (tries % TRIES_PER_AIM === 0) {
      operation = drawOperation(random, weights)
      aim = drawAim(random, operation)
    }
    const draw = new ArgumentDraw(random, state, palette, aim)
    const call = { operation: operation.name, args: draw.value(shapeOf(operation.args)) as Call['args'] }
    const isLast = tries === TRIES
    if (draw.missed && !isLast) continue
    const [next, outcome] = predict(state, call, unsupported)
    if (isLast || outcomeLabel(outcome) === aim) return { call, next, outcome }
  }
}

function drawOperation(random: Random, weights: readonly Weighted[]): DeclaredOperation {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.nextDouble() * total
  for (const { operation, weight } of weights) {
    left -= weight
    if (left < 0) return operation
  }
  return (weights[0] as Weighted).operation
}

function drawAim(random: Random, operation: DeclaredOperation): string {
  const failures = operation.fails
  return failures.length > 0 && chance(random, FAILING) ? pickLate(random, failures) : 'ok'
}

/** Prefers the failures that are hard to reach, which precedence puts last. */
function pickLate<T>(random: Random, items: readonly T[]): T {
  const last = items.length - 1
  return items[Math.max(random.nextInt(0, last), random.nextInt(0, last))] as T
}
