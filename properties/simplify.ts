/** Makes the calls of a trace fewer and their arguments plainer; each result is again a legal trace. */
import type { TSchema } from 'typebox'
import { MAIN_BRANCH } from '../src/trait/areas/assets.ts'
import { type Call, operations } from '../src/trait/catalog-store.ts'
import { pathsOf, poolOf } from './pools.ts'
import { type Shape, shapeOf } from './schema.ts'

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
  | { readonly at: string }
  /** A name, id or path becomes a simpler one wherever it stands. */
  | Rename

interface Rename {
  readonly rename: unknown
  readonly kind: string
}

/** Everything that could be simpler, whole records before their parts. */
export function sitesOf(calls: readonly Call[]): readonly Site[] {
  const places = new Set<string>()
  const identities = new Map<string, Rename>()
  rewrite(calls, {
    place: (at, simplest, value) => {
      if (!same(simplest, value)) places.add(at)
      return value
    },
    identity: (value, kind) => {
      identities.set(JSON.stringify(value), { rename: value, kind })
      return value
    },
  })
  const renames = [...identities.values()].filter(rename => renaming(calls, [rename]).size > 0)
  return [...[...places].map(at => ({ at })), ...renames]
}

/** The calls with some sites made simpler, all at once. */
export function simplified(calls: readonly Call[], sites: readonly Site[]): readonly Call[] {
  const places = new Set(sites.flatMap(site => ('at' in site ? [site.at] : [])))
  const names = renaming(calls, sites)
  return rewrite(calls, {
    place: (at, simplest, value) => (places.has(at) ? simplest : value),
    identity: value => rename(names, value),
  })
}

function rename(names: ReadonlyMap<string, unknown>, value: unknown): unknown {
  const renamed = names.get(JSON.stringify(value))
  if (renamed !== undefined) return renamed
  return Array.isArray(value) ? value.map(name => rename(names, name)) : value
}

/** Gives each identity to be renamed the first member of its pool that nothing else is called. */
function renaming(calls: readonly Call[], sites: readonly Site[]): ReadonlyMap<string, unknown> {
  const taken = new Set<string>([JSON.stringify(MAIN_BRANCH)])
  rewrite(calls, {
    place: (_, __, value) => value,
    identity: value => {
      taken.add(JSON.stringify(value))
      if (Array.isArray(value)) for (const name of value) taken.add(JSON.stringify(name))
      return value
    },
  })
  const names = new Map<string, unknown>()
  for (const site of sites) {
    if (!('rename' in site) || site.rename === MAIN_BRANCH) continue
    const from = JSON.stringify(site.rename)
    const pool = simplestFirst(site.kind).map(value => ({ value, key: JSON.stringify(value) }))
    const rank = pool.findIndex(({ key }) => key === from)
    const simpler = pool.slice(0, rank === -1 ? pool.length : rank).find(({ key }) => !taken.has(key))
    if (simpler === undefined) continue
    taken.add(simpler.key)
    names.set(from, simpler.value)
  }
  return names
}

function simplestFirst(kind: string): readonly unknown[] {
  return kind === 'Path' ? pathsOf(['a', 'b', 'c']) : poolOf(kind)
}

interface Rewriting {
  /** A value that is not an identity; `undefined` as the simplest means: left out. */
  readonly place: (at: string, simplest: unknown, value: unknown) => unknown
  readonly identity: (value: unknown, kind: string) => unknown
}

const IDENTITIES = ['Id', 'Name', 'ApiKeyHash', 'Path']

function rewrite(calls: readonly Call[], by: Rewriting): readonly Call[] {
  return calls.map(({ operation, args }, i) => ({
    operation,
    args: rewriteValue(shapeOf(operations[operation].args), args, String(i), by) as Call['args'],
  }))
}

function rewriteValue(shape: Shape, value: unknown, at: string, by: Rewriting): unknown {
  if (shape.is === 'kind') {
    return IDENTITIES.includes(shape.kind)
      ? by.identity(value, shape.kind)
      : by.place(at, simplestOf(shape), value)
  }
  if (shape.is === 'constant') return by.place(at, shape.values[0], value)
  if (shape.is === 'choice') {
    const placed = by.place(at, simplestOf(shape), value)
    if (placed !== value) return placed
    const branch = shape.of.find(option => fits(option, value))
    return branch === undefined || branch.is === 'constant' ? value : rewriteValue(branch, value, at, by)
  }
  if (typeof value !== 'object' || value === null) return value
  const kept = shape.fields.flatMap(({ name, optional, shape: field }) => {
    if (!Object.hasOwn(value, name)) return []
    const inner: unknown = Reflect.get(value, name)
    const path = `${at}.${name}`
    const present = optional ? by.place(`${path}?`, undefined, inner) : inner
    return present === undefined ? [] : [[name, rewriteValue(field, inner, path, by)] as const]
  })
  return Object.fromEntries(kept)
}

/** Arguments of an operation, each the simplest of its kind. */
export function simplestArguments(args: TSchema): Call['args'] {
  return simplestOf(shapeOf(args)) as Call['args']
}

function simplestOf(shape: Shape): unknown {
  switch (shape.is) {
    case 'kind':
      return poolOf(shape.kind)[0]
    case 'constant':
      return shape.values[0]
    case 'choice':
      return simplestOf(shape.of[0] as Shape)
    case 'object':
      return Object.fromEntries(
        shape.fields.filter(({ optional }) => !optional).map(({ name, shape }) => [name, simplestOf(shape)]),
      )
  }
}

function fits(shape: Shape, value: unknown): boolean {
  if (shape.is === 'constant') return shape.values.includes(value)
  if (shape.is === 'choice') return shape.of.some(option => fits(option, value))
  if (value === null) return false
  if (shape.is === 'kind') return typeof value === typeof poolOf(shape.kind)[0]
  return (
    typeof value === 'object' &&
    shape.fields.every(({ name, optional, shape: field }) =>
      Object.hasOwn(value, name)
        ? field.is !== 'constant' || fits(field, Reflect.get(value, name))
        : optional,
    )
  )
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
