/**
 * Swarm weights: each trace exaggerates some operations and silences others, so that traces differ in kind.
 * Source: Groce et al., "Swarm Testing", ISSTA 2012.
 */
import type { Random } from 'fast-check'
import { type DeclaredOperation, operationNames, operations } from '../src/trait/catalog-store.ts'
import type { Entity } from '../src/trait/errors.ts'
import { rolesIn, shapeOf } from './schema.ts'

export interface Weighted {
  readonly operation: DeclaredOperation
  readonly weight: number
}

/** What an operation weighs before the swarm changes it. */
const QUERY_WEIGHT = 0.4

/** Share of a trace's calls that go to the operation in its spotlight. */
const SPOTLIGHT = 0.2

/**
 * Draws the weights of one trace. Whatever brings an entity into being is never silenced, and the operation in
 * the spotlight is called often.
 */
export function swarm(
  random: Random,
  wanted: readonly DeclaredOperation[],
  spotlight?: DeclaredOperation,
): readonly Weighted[] {
  const drawn = drawWeights(random, wanted)
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0)
  return drawn.map(({ operation, weight }) =>
    operation === spotlight
      ? { operation, weight: Math.max(weight, SPOTLIGHT * total) }
      : { operation, weight },
  )
}

function drawWeights(random: Random, wanted: readonly DeclaredOperation[]): readonly Weighted[] {
  const areas = new Map(wanted.map(({ area }) => [area, pick(random, [0.3, 1, 1, 3])]))
  return withCreators(wanted).map(operation => {
    if (isCreator(operation)) return { operation, weight: 1 + entitiesOf(operation).referred.size }
    const own = operation.kind === 'query' ? QUERY_WEIGHT : 1 / (1 + dependentsOf(operation))
    const mood = pick(random, [0, 1, 1, 1, 3])
    return { operation, weight: own * mood * (areas.get(operation.area) ?? 0) }
  })
}

/** How much a removal takes with it, so that what holds much is removed seldom; 0 for other operations. */
function dependentsOf(operation: DeclaredOperation): number {
  if (!operation.name.startsWith('delete')) return 0
  const subject = [...entitiesOf(operation).referred].at(-1)
  const creators = operationNames.map(name => operations[name]).filter(isCreator)
  return creators.filter(creator => subject !== undefined && entitiesOf(creator).referred.has(subject)).length
}

const closures = new WeakMap<readonly DeclaredOperation[], readonly DeclaredOperation[]>()

/** The operations, preceded by those that create what they refer to. */
function withCreators(wanted: readonly DeclaredOperation[]): readonly DeclaredOperation[] {
  const known = closures.get(wanted)
  if (known !== undefined) return known
  const needed = new Set<Entity>()
  const look = (operation: DeclaredOperation) => {
    for (const entity of entitiesOf(operation).referred) {
      if (needed.has(entity)) continue
      needed.add(entity)
      for (const creator of creatorsOf(entity)) look(creator)
    }
  }
  wanted.forEach(look)
  const closure = [...new Set([...[...needed].flatMap(creatorsOf), ...wanted])]
  closures.set(wanted, closure)
  return closure
}

function creatorsOf(entity: Entity): readonly DeclaredOperation[] {
  return operationNames
    .map(name => operations[name])
    .filter(operation => isCreator(operation) && entitiesOf(operation).identified.has(entity))
}

/** It gives an entity its identity without referring to one of the kind. */
function isCreator(operation: DeclaredOperation): boolean {
  const { identified, referred } = entitiesOf(operation)
  return [...identified].some(entity => !referred.has(entity))
}

interface Entities {
  readonly identified: ReadonlySet<Entity>
  readonly referred: ReadonlySet<Entity>
}

const entities = new WeakMap<DeclaredOperation, Entities>()

function entitiesOf(operation: DeclaredOperation): Entities {
  const known = entities.get(operation)
  if (known !== undefined) return known
  const roles = [...rolesIn(shapeOf(operation.args))].flatMap(({ role }) => role ?? [])
  const identified = new Set(roles.flatMap(role => ('identifies' in role ? [role.identifies] : [])))
  const referred = new Set(roles.flatMap(role => ('refersTo' in role ? [role.refersTo] : [])))
  entities.set(operation, { identified, referred })
  return { identified, referred }
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.nextInt(0, items.length - 1)] as T
}

export function chance(random: Random, percent: number): boolean {
  return random.nextInt(1, 100) <= percent
}
