/** Makes the calls of a trace fewer and their arguments plainer; each result is again a legal trace. */
import type { TSchema } from 'typebox'
import { isMadeId } from '../src/adapters/memory/made-ids.ts'
import { step } from '../src/adapters/memory/model.ts'
import { emptyState, type State } from '../src/adapters/memory/state.ts'
import { MAIN_BRANCH } from '../src/trait/areas/assets.ts'
import { type Call, operations } from '../src/trait/catalog-store.ts'
import { type Identity, identitiesOf, identityKey } from './identities.ts'
import { pathsOf, poolOf } from './pools.ts'
import { type Place, rewrite, simplestOf } from './rewrite.ts'
import { entityOf, shapeOf } from './schema.ts'

/** Candidates for a smaller trace that still ends in the same call, boldest first. */
export function* shorterTraces(calls: readonly Call[]): Generator<readonly Call[]> {
  for (let size = Math.floor(calls.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size < calls.length; at += size) yield without(calls, at, size)
  }
  for (const site of sitesOf(calls)) yield simplified(calls, [site])
}

/** The calls without a run of them. */
export function without<T>(calls: readonly T[], at: number, count: number): readonly T[] {
  return [...calls.slice(0, at), ...calls.slice(at + count)]
}

/** One thing about the arguments of a trace that could be simpler. */
export type Site =
  /** The value at a place becomes the simplest of its kind, or is left out. */
  | Place
  /** A name, id or path becomes a simpler one wherever it stands. */
  | Rename

interface Rename {
  readonly rename: unknown
  readonly kind: string
}

/** Everything that could be simpler: names, then paths, then whole records before their parts. */
export function sitesOf(calls: readonly Call[]): readonly Site[] {
  const places = new Map<string, Place>()
  rewrite(calls, {
    place: (at, simplest, value) => {
      if (JSON.stringify(simplest) !== JSON.stringify(value)) places.set(`${at.call}${at.path}`, at)
      return value
    },
  })
  const identities = [...identitiesIn(calls).values()]
  const simpler = renaming(calls, identities)
  const renames = identities.filter(({ rename }) => simpler.has(JSON.stringify(rename)))
  const isPath = ({ kind }: Rename) => kind === 'Path'
  return [...renames.filter(site => !isPath(site)), ...renames.filter(isPath), ...places.values()]
}

/** The calls with some sites made simpler, all at once. */
export function simplified(calls: readonly Call[], sites: readonly Site[]): readonly Call[] {
  const places = new Set(sites.flatMap(site => ('path' in site ? [`${site.call}${site.path}`] : [])))
  const names = renaming(calls, sites)
  const simpler = rewrite(calls, {
    place: (at, simplest, value) => (places.has(`${at.call}${at.path}`) ? simplest : value),
    identity: value => rename(names, value),
  })
  return calls.some(makesIds) ? followingMadeIds(calls, simpler) : simpler
}

/** The ids that the model makes depend on names; where those changed, later calls name what is made now. */
function followingMadeIds(before: readonly Call[], after: readonly Call[]): readonly Call[] {
  const names = new Map<string, unknown>()
  let [left, right] = [emptyState, emptyState]
  const identity = (value: unknown) => (isMadeId(value) ? rename(names, value) : value)
  return after.map((simpler, i) => {
    const old = before[i] as Call
    const [call] = rewrite([simpler], { identity }) as [Call]
    const [nextLeft, nextRight] = [step(left, old)[0], step(right, call)[0]]
    if (makesIds(call)) {
      const [was, is] = [madeBetween(left, nextLeft), madeBetween(right, nextRight)]
      if (was.length === is.length) for (const [k, id] of was.entries()) names.set(JSON.stringify(id), is[k])
    }
    left = nextLeft
    right = nextRight
    return call
  })
}

function makesIds({ operation }: Call): boolean {
  return operations[operation].makesIds === true
}

function madeBetween(before: State, after: State): readonly string[] {
  return [...after.usedIds].slice(before.usedIds.size)
}

function rename(names: ReadonlyMap<string, unknown>, value: unknown): unknown {
  const renamed = names.get(JSON.stringify(value))
  if (renamed !== undefined) return renamed
  return Array.isArray(value) ? value.map(name => rename(names, name)) : value
}

/**
 * Gives each identity to be renamed, in the order of their appearance, the first member of its pool that is not the
 * name of another.
 */
function renaming(calls: readonly Call[], sites: readonly Site[]): ReadonlyMap<string, unknown> {
  const renames = sites.flatMap(site => ('rename' in site && site.rename !== MAIN_BRANCH ? [site] : []))
  const taken = new Set([JSON.stringify(MAIN_BRANCH), ...identitiesIn(calls).keys()])
  for (const { rename } of renames) taken.delete(JSON.stringify(rename))
  const names = new Map<string, unknown>()
  for (const { rename, kind } of renames) {
    const from = JSON.stringify(rename)
    const simplest = simplestFirst(kind).find(value => !taken.has(JSON.stringify(value))) ?? rename
    const to = JSON.stringify(simplest)
    taken.add(to)
    if (to !== from) names.set(from, simplest)
  }
  return names
}

/** Every name, id and path in the calls, and the names in the paths, in the order of their appearance. */
function identitiesIn(calls: readonly Call[]): ReadonlyMap<string, Rename> {
  const identities = new Map<string, Rename>()
  const identity = (value: unknown, kind: string) => {
    if (isMadeId(value)) return value
    identities.set(JSON.stringify(value), { rename: value, kind })
    if (Array.isArray(value)) for (const name of value) identity(name, 'Name')
    return value
  }
  rewrite(calls, { identity })
  return identities
}

/** A text may be a name in one place and a token in another, so it becomes what is legal as both. */
function simplestFirst(kind: string): readonly unknown[] {
  if (kind === 'Path') return pathsOf(['a', 'b', 'c'])
  return poolOf(kind === 'Id' ? 'Id' : 'Name')
}

/**
 * Traces in which two identities of an entity are made one: the names before and after a renaming, so that it is not
 * needed; or two containers, such as the source and the target of a move, so that one creation is not needed.
 */
export function* merged(calls: readonly Call[]): Generator<readonly Call[]> {
  for (const [at, call] of calls.slice(0, -1).entries()) {
    const moves = pairs(identitiesOf(call)).filter(([from]) => !from.isNew)
    if (!moves.some(([, to]) => to.isNew)) continue
    const back = moves.map(([from, to]) => [to, from] as const)
    yield [...calls.slice(0, at), ...calls.slice(at + 1).map(after => moved(after, back))]
    yield [...calls.slice(0, at).map(before => moved(before, moves)), ...calls.slice(at + 1)]
  }
  const all = calls.flatMap(identitiesOf)
  const referred = new Set(all.filter(({ isNew }) => !isNew).map(identityKey))
  const created = new Map(all.filter(({ isNew }) => isNew).map(identity => [identityKey(identity), identity]))
  const containers = [...created].filter(([key]) => referred.has(key)).map(([, identity]) => identity)
  for (const [one, other] of pairs(containers)) {
    yield calls.map(call => moved(call, [[one, other]]))
    yield calls.map(call => moved(call, [[other, one]]))
  }
}

type Move = readonly [from: Identity, to: Identity]

/** Every two identities of a kind, in their order. */
function pairs(identities: readonly Identity[]): readonly Move[] {
  return identities.flatMap((one, i) =>
    identities
      .slice(i + 1)
      .filter(other => other.entity === one.entity && other.kind === one.kind)
      .map(other => [one, other] as const),
  )
}

/** The call with the identities moved, if it names all that are to be. */
function moved(call: Call, moves: readonly Move[]): Call {
  const named = new Set(identitiesOf(call).map(identityKey))
  const targets = new Map(moves.map(([from, to]) => [identityKey(from), to.value]))
  if (![...targets.keys()].every(key => named.has(key))) return call
  const [renamed] = rewrite([call], {
    identity: (value, kind, role) => {
      if (role === null) return value
      return targets.get(identityKey({ entity: entityOf(role), kind, value })) ?? value
    },
  })
  return renamed as Call
}

/** Arguments of an operation, each the simplest of its kind. */
export function simplestArguments(args: TSchema): Call['args'] {
  return simplestOf(shapeOf(args)) as Call['args']
}
