/** The closing audit: reads the whole observable state back through every door, from every tenant's side. */
import type { State } from '../src/adapters/memory/state.ts'
import type { Call, DeclaredOperation } from '../src/trait/catalog-store.ts'
import type { Entity } from '../src/trait/errors.ts'
import { poolOf, TENANT_IDS } from './pools.ts'
import { reachable, type Scope } from './reach.ts'
import { type Field, type Shape, shapeOf } from './schema.ts'

/** Each list is also read by pages of this shape. */
const AUDIT_PAGES = [{ limit: 1, offset: 1 }]

/** One call for each way of asking each query for something that exists, or that exists for another tenant. */
export function closingAudit(state: State, operations: readonly DeclaredOperation[]): readonly Call[] {
  return operations
    .filter(({ kind }) => kind === 'query')
    .flatMap(({ name, args }) => {
      const shape = shapeOf(args)
      if (shape.is !== 'object') throw new Error(`the arguments of ${name} are not an object`)
      return waysToAsk(state, shape.fields, {}).map(args => ({ operation: name, args }))
    })
}

type Args = Record<string, unknown>

/** The product of what each field may hold, given the fields before it. */
function waysToAsk(state: State, fields: readonly Field[], scope: Scope): readonly Args[] {
  const [field, ...rest] = fields
  if (field === undefined) return [{}]
  return candidates(state, field, scope).flatMap(value => {
    const narrowed = value === ABSENT ? scope : narrow(scope, field.shape, value)
    const tails = waysToAsk(state, rest, narrowed)
    return value === ABSENT ? tails : tails.map(tail => ({ [field.name]: value, ...tail }))
  })
}

const ABSENT = Symbol('absent')

function candidates(state: State, { shape, optional }: Field, scope: Scope): readonly unknown[] {
  if (shape.is !== 'kind') throw new Error('an audit cannot choose among the values of this field')
  const absent = optional ? [ABSENT] : []
  if (shape.kind === 'Page') return [...absent, ...AUDIT_PAGES]
  if (shape.role === null || !('refersTo' in shape.role)) return [...absent, poolOf(shape.kind)[0]]
  const entity = shape.role.refersTo
  if (entity === 'tenant') return tenantsOf(state)
  const own = reachable(state, scope, entity, shape.kind)
  // A branch left out means main, which the campaign asks for; named branches are what the audit is after.
  if (entity === 'branch') return own.length > 0 ? own : absent
  return [...absent, ...own, ...foreign(state, scope, entity, shape.kind, own)]
}

/** What the same question finds for other tenants and not for this one; one is enough to see a leak. */
function foreign(state: State, scope: Scope, entity: Entity, kind: string, own: readonly unknown[]) {
  const seen = new Set(own.map(value => JSON.stringify(value)))
  const elsewhere = tenantsOf(state)
    .filter(tenant => tenant !== scope.tenant)
    .flatMap(tenant => reachable(state, { ...scope, tenant }, entity, kind))
  return elsewhere.filter(value => !seen.has(JSON.stringify(value))).slice(0, 1)
}

function tenantsOf(state: State): readonly string[] {
  return [...new Set([...state.tenants.keys(), ...TENANT_IDS])]
}

function narrow(scope: Scope, shape: Shape, value: unknown): Scope {
  if (shape.is !== 'kind' || shape.role === null || !('refersTo' in shape.role)) return scope
  return { ...scope, [shape.role.refersTo]: value }
}
