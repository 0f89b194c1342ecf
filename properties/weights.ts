/**
 * Swarm weights: each trace exaggerates some operations and silences others, so that traces differ in kind.
 * Source: Groce et al., "Swarm Testing", ISSTA 2012.
 */
import type { Random } from 'fast-check'
import {
  type AreaKey,
  type DeclaredOperation,
  operationNames,
  operations,
} from '../src/trait/catalog-store.ts'
import type { Entity } from '../src/trait/errors.ts'
import { rolesIn, shapeOf } from './schema.ts'

export interface Weighted {
  readonly operation: DeclaredOperation
  readonly weight: number
}

/** What an operation weighs before the swarm changes it. */
const QUERY_WEIGHT = 0.4

/** The same of what creates; more is created whenever a call needs it. */
const CREATOR_WEIGHT = 0.7

/** Share of a trace's calls that go to the operation in its spotlight. */
const SPOTLIGHT = 0.4
/** The same if it removes something, which has to be there. */
const REMOVAL_SPOTLIGHT = 0.25

/** How many areas a trace is about, besides that of the spotlight, on average. */
const ACTIVE_AREAS = 6

/**
 * Draws the weights of one trace: most areas are silenced, the others are of different importance. Whatever brings
 * an entity into being that the rest refers to is never silenced, and the operation in the spotlight is called often.
 */
export function swarm(
  random: Random,
  wanted: readonly DeclaredOperation[],
  spotlight?: DeclaredOperation,
): readonly Weighted[] {
  const wantedAreas = [...new Set(wanted.map(({ area }) => area))]
  const activeShare = Math.ceil((100 * ACTIVE_AREAS) / wantedAreas.length)
  const lit = new Set(areasAround(random, spotlight ?? pick(random, wanted)))
  const moods = new Map(
    wantedAreas.map(area => {
      if (lit.has(area)) return [area, 1]
      return [area, chance(random, activeShare) ? pick(random, [0.3, 1, 1, 3]) : 0]
    }),
  )
  const active = wanted.filter(({ area }) => moods.get(area) !== 0)
  const drawn = withCreators(active).map(operation => ({
    operation,
    weight: weightOf(random, operation, moods.get(operation.area) ?? 0),
  }))
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0)
  const share = spotlight !== undefined && isRemoval(spotlight.name) ? REMOVAL_SPOTLIGHT : SPOTLIGHT
  return drawn.map(({ operation, weight }) =>
    operation === spotlight ? { operation, weight: Math.max(weight, share * total) } : { operation, weight },
  )
}

/** The area of an operation, those of what it depends on, and most of those of what it takes along. */
function areasAround(random: Random, operation: DeclaredOperation): readonly AreaKey[] {
  const below = takesAlong(operation) ? areasBelow([...entitiesOf(operation).referred].at(-1)) : []
  const most = below.filter(() => chance(random, 70))
  return [...withCreators([operation]).map(({ area }) => area), ...most]
}

/** Whether it removes or copies something with what is in it. */
function takesAlong({ name, makesIds }: DeclaredOperation): boolean {
  return isRemoval(name) || makesIds === true
}

/** Whether an operation takes something away. */
export function isRemoval(name: string): boolean {
  return name.startsWith('delete')
}

/** The areas of what is written below an entity, or mentions it. */
function areasBelow(subject: Entity | undefined): readonly AreaKey[] {
  const found = new Set<AreaKey>()
  const above = new Set(subject === undefined ? [] : [subject])
  for (const entity of above) {
    for (const other of all) {
      const { referred, mentioned, identified } = entitiesOf(other)
      const isBelow = referred.has(entity) || (entity === subject && mentioned.has(entity))
      if (!isBelow || other.kind === 'query' || isRemoval(other.name)) continue
      found.add(other.area)
      if (isCreator(other) && referred.has(entity)) for (const inner of identified) above.add(inner)
    }
  }
  return [...found]
}

function weightOf(random: Random, operation: DeclaredOperation, mood: number): number {
  if (isCreator(operation)) return CREATOR_WEIGHT * (1 + mood)
  const own = operation.kind === 'query' ? QUERY_WEIGHT : 1 / (1 + dependentsOf(operation))
  return own * mood * pick(random, [0, 1, 1, 1, 1, 3])
}

/** How much a removal takes with it, so that what holds much is removed seldom; 0 for other operations. */
function dependentsOf(operation: DeclaredOperation): number {
  if (!isRemoval(operation.name)) return 0
  const subject = [...entitiesOf(operation).referred].at(-1)
  return all
    .filter(isCreator)
    .filter(creator => subject !== undefined && entitiesOf(creator).referred.has(subject)).length
}

/** The operations, preceded by those that create what they refer to. */
function withCreators(wanted: readonly DeclaredOperation[]): readonly DeclaredOperation[] {
  const needed = new Set<Entity>()
  const look = (operation: DeclaredOperation) => {
    for (const entity of entitiesOf(operation).referred) {
      if (needed.has(entity)) continue
      needed.add(entity)
      for (const creator of creatorsOf(entity)) look(creator)
    }
  }
  wanted.forEach(look)
  return [...new Set([...[...needed].flatMap(creatorsOf), ...wanted])]
}

const all = operationNames.map(name => operations[name])
const creators = new Map<Entity, readonly DeclaredOperation[]>()

/** The operations that bring an entity into being. */
export function creatorsOf(entity: Entity): readonly DeclaredOperation[] {
  const known = creators.get(entity)
  if (known !== undefined) return known
  const found = all.filter(operation => isCreator(operation) && entitiesOf(operation).identified.has(entity))
  creators.set(entity, found)
  return found
}

/** The mutations that change, not remove, what the operation is about; the places of it aside. */
export function mutationsAround(operation: DeclaredOperation): readonly DeclaredOperation[] {
  const { referred } = entitiesOf(operation)
  const makers = [...referred].flatMap(creatorsOf).map(entitiesOf)
  const subjects = new Set([...referred, ...makers.flatMap(({ referred }) => [...referred])])
  for (const place of PLACES) subjects.delete(place)
  const all = operationNames.map(name => operations[name])
  return all.filter(
    other =>
      other.kind === 'mutation' &&
      other !== operation &&
      !isRemoval(other.name) &&
      [...entitiesOf(other).referred].some(entity => subjects.has(entity)),
  )
}

/** What almost everything is in. */
const PLACES: readonly Entity[] = ['tenant', 'catalog']

/** Whether an operation creates what almost everything is in. */
export function isPlace(operation: DeclaredOperation): boolean {
  return PLACES.some(place => entitiesOf(operation).identified.has(place))
}

/** It gives an entity its identity before it refers to one of the kind. */
export function isCreator(operation: DeclaredOperation): boolean {
  const { identified, referred } = entitiesOf(operation)
  return [...identified].some(entity => !referred.has(entity))
}

interface Entities {
  readonly identified: ReadonlySet<Entity>
  readonly referred: ReadonlySet<Entity>
  /** Softly. */
  readonly mentioned: ReadonlySet<Entity>
}

const entities = new WeakMap<DeclaredOperation, Entities>()

function entitiesOf(operation: DeclaredOperation): Entities {
  const known = entities.get(operation)
  if (known !== undefined) return known
  const identified = new Set<Entity>()
  const referred = new Set<Entity>()
  const mentioned = new Set<Entity>()
  for (const { role } of rolesIn(shapeOf(operation.args))) {
    if (role !== null && 'identifies' in role) identified.add(role.identifies)
    if (role !== null && 'mentions' in role) {
      for (const field of role.mentions) mentioned.add(field.split('.')[0] as Entity)
    }
    if (role !== null && 'refersTo' in role && !identified.has(role.refersTo)) referred.add(role.refersTo)
  }
  const found = { identified, referred, mentioned }
  entities.set(operation, found)
  return found
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.nextInt(0, items.length - 1)] as T
}

export function chance(random: Random, percent: number): boolean {
  return random.nextInt(1, 100) <= percent
}
