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
import { crowdLike } from './crowd.ts'
import { type Lost, noteLost } from './lost.ts'
import { shapeOf } from './schema.ts'
import { outcomeLabel, predict, type Trace, type Unsupported } from './trace.ts'
import {
  chance,
  creatorsOf,
  isCreator,
  isPlace,
  isRemoval,
  mutationsAround,
  pick,
  swarm,
  type Weighted,
} from './weights.ts'

export interface GeneratorOptions {
  /** The operations under judgement. */
  readonly operations: readonly DeclaredOperation[]
  /** How many calls precede the closing audit; a crowd, where there is one, comes on top. */
  readonly calls: number
  /** The operation that this trace is about. */
  readonly spotlight?: DeclaredOperation
  readonly unsupported?: Unsupported
}

/** Share of calls that aim at one of the declared failures, in percent; in the spotlight, and elsewhere. */
const FAILING_IN_SPOTLIGHT = 60
const FAILING = 30
/** How often a call that misses its aim is drawn again; then another aim is taken, then the call as it is. */
const TRIES_PER_AIM = 10
const TRIES = 30
/** How often a call may find nothing of what it needs, before that is created instead. */
const MISSES = 7
/** How often a mutation is taken that succeeds in changing nothing, in percent. */
const IDLE = 20

/** Generates one trace, closed by an audit of the whole observable state. */
export function generateTrace(random: Random, options: GeneratorOptions): Trace {
  const { operations, calls: length, spotlight, unsupported = new Set() } = options
  const weights = swarm(random, operations, spotlight)
  const aims = { spotlight, next: random.nextInt(0, 99) }
  const palette = drawPalette(random)
  const calls: Call[] = []
  const expected: Outcome[] = []
  const lost: Lost = new Map()
  let state = emptyState
  while (calls.length < length) {
    const drawn = drawCall(random, state, weights, palette, aims, unsupported)
    calls.push(drawn.call)
    expected.push(drawn.outcome)
    if (isRemoval(drawn.call.operation)) noteLost(lost, state, drawn.next)
    state = drawn.next
  }
  for (const call of crowd(state, calls, spotlight, unsupported)) {
    const [next, outcome] = predict(state, call, unsupported)
    calls.push(call)
    expected.push(outcome)
    state = next
  }
  for (const call of closingAudit(state, operations, lost)) {
    calls.push(call)
    expected.push(predict(state, call, unsupported)[1])
  }
  return { calls, expected }
}

/** A trace that is about the creation of something creates many of it in the end, as it has done last. */
function crowd(
  state: State,
  calls: readonly Call[],
  spotlight: DeclaredOperation | undefined,
  unsupported: Unsupported,
): readonly Call[] {
  if (spotlight === undefined || !isCreator(spotlight) || isPlace(spotlight)) return []
  const own = calls.filter(({ operation }) => operation === spotlight.name)
  const crowds = own.toReversed().map(crowdLike)
  return crowds.find(([first]) => first && 'value' in predict(state, first, unsupported)[1]) ?? []
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
  aims: Aims,
  unsupported: Unsupported,
): Drawn {
  let operation = drawOperation(random, weights)
  let aim = drawAim(random, operation, aims)
  for (let tries = 1, misses = 0; ; tries++) {
    const draw = new ArgumentDraw(random, state, palette, aim)
    const call = { operation: operation.name, args: draw.value(shapeOf(operation.args)) as Call['args'] }
    const isLast = tries === TRIES
    if (draw.missing === null || isLast) {
      const [next, outcome] = predict(state, call, unsupported)
      const isIdle = aim === 'ok' && operation.kind === 'mutation' && next === state
      const isWanted = outcomeLabel(outcome) === aim && (!isIdle || draw.hasStrayed || chance(random, IDLE))
      if (isLast || isWanted) return { call, next, outcome }
    } else if (++misses % MISSES === 0) {
      const creators = creatorsOf(draw.missing).filter(({ name }) => !unsupported.has(name))
      if (creators.length > 0) operation = pick(random, creators)
      aim = 'ok'
    }
    if (tries % TRIES_PER_AIM !== 0) continue
    const around =
      aim === 'FAILED_PRECONDITION'
        ? mutationsAround(operation).filter(({ name }) => !unsupported.has(name))
        : []
    operation = around.length > 0 ? pick(random, around) : drawOperation(random, weights)
    aim = around.length > 0 ? 'ok' : drawAim(random, operation, aims)
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

interface Aims {
  readonly spotlight: DeclaredOperation | undefined
  /** Counts up, so that the operation in the spotlight is aimed at each of its failures in turn. */
  next: number
}

function drawAim(random: Random, operation: DeclaredOperation, aims: Aims): string {
  const { fails } = operation
  const isLit = operation === aims.spotlight
  if (fails.length === 0 || !chance(random, isLit ? FAILING_IN_SPOTLIGHT : FAILING)) return 'ok'
  return isLit ? (fails[aims.next++ % fails.length] as string) : pickLate(random, fails)
}

/** Prefers the failures that are hard to reach, which precedence puts last. */
function pickLate<T>(random: Random, items: readonly T[]): T {
  const last = items.length - 1
  return items[Math.max(random.nextInt(0, last), random.nextInt(0, last))] as T
}
