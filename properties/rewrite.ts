/** Walks the arguments of calls by their declared shapes, and puts other values in the place of some. */
import { type Call, operations } from '../src/trait/catalog-store.ts'
import { poolOf } from './pools.ts'
import { type Role, type Shape, shapeOf } from './schema.ts'

export interface Rewriting {
  /** A value that is not an identity; `undefined` as the simplest means: left out. */
  readonly place: (at: Place, simplest: unknown, value: unknown) => unknown
  readonly identity: (value: unknown, kind: string, role: Role) => unknown
}

/** Where a value stands. */
export interface Place {
  /** The call's position in the trace. */
  readonly call: number
  /** The way to it through the arguments: `.tenant.properties`. */
  readonly path: string
}

const IDENTITIES = ['Id', 'Name', 'Username', 'Email', 'ApiKeyHash', 'TokenString', 'Path']

/** The calls with each value replaced by what the rewriting gives for it. */
export function rewrite(calls: readonly Call[], by: Partial<Rewriting>): readonly Call[] {
  const rewriting = { place: (_: Place, __: unknown, value: unknown) => value, identity: same, ...by }
  return calls.map(({ operation, args }, call) => ({
    operation,
    args: rewriteValue(
      shapeOf(operations[operation].args),
      args,
      { call, path: '' },
      rewriting,
    ) as Call['args'],
  }))
}

function same(value: unknown): unknown {
  return value
}

function rewriteValue(shape: Shape, value: unknown, at: Place, by: Rewriting): unknown {
  if (shape.is === 'kind') {
    return IDENTITIES.includes(shape.kind)
      ? by.identity(value, shape.kind, shape.role)
      : by.place(at, simplestOf(shape), value)
  }
  if (shape.is === 'constant') return by.place(at, shape.values[0], value)
  if (shape.is === 'choice') {
    const placed = by.place(at, simplestOf(shape), value)
    if (placed !== value) return placed
    const branch = shape.of.find(option => fits(option, value))
    return branch === undefined || branch.is === 'constant' ? value : rewriteValue(branch, value, at, by)
  }
  if (shape.is === 'list') return rewriteList(shape.of, value, at, by)
  if (typeof value !== 'object' || value === null) return value
  const kept = shape.fields.flatMap(({ name, optional, shape: field }) => {
    if (!Object.hasOwn(value, name)) return []
    const inner: unknown = Reflect.get(value, name)
    const path = `${at.path}.${name}`
    const present = optional ? by.place({ ...at, path: `${path}?` }, undefined, inner) : inner
    return present === undefined ? [] : [[name, rewriteValue(field, inner, { ...at, path }, by)] as const]
  })
  return Object.fromEntries(kept)
}

/** The whole list may become empty, and each item may be left out. */
function rewriteList(item: Shape, value: unknown, at: Place, by: Rewriting): unknown {
  const placed = by.place(at, [], value)
  if (!Array.isArray(placed)) return placed
  return placed.flatMap((inner, i) => {
    const path = `${at.path}.${i}`
    const present = by.place({ ...at, path: `${path}?` }, undefined, inner)
    return present === undefined ? [] : [rewriteValue(item, present, { ...at, path }, by)]
  })
}

/** The simplest value of a shape. */
export function simplestOf(shape: Shape): unknown {
  switch (shape.is) {
    case 'kind':
      return poolOf(shape.kind)[0]
    case 'list':
      return []
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
  if (shape.is === 'list') return Array.isArray(value)
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
