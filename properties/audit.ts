/** The closing audit: reads the whole observable state back through every door, from every tenant's side. */
import { step } from '../src/adapters/memory/model.ts'
import type { State } from '../src/adapters/memory/state.ts'
import type { Call, DeclaredOperation } from '../src/trait/catalog-store.ts'
import type { Entity } from '../src/trait/errors.ts'
import type { Lost } from './lost.ts'
import { poolOf, TENANT_IDS } from './pools.ts'
import { mentionable, reachable, type Scope } from './reach.ts'
import { type Field, type Role, type Shape, shapeOf } from './schema.ts'

/** A list of several is also read by these pages. */
const AUDIT_PAGES = [{ limit: 1, offset: 1 }, { limit: 0 }]
/** How many lost ids of a kind are looked for. */
const LOST = 2

/**
 * One call for each way of asking each query for something that exists, that exists for another tenant, or that was
 * removed lately.
 */
export function closingAudit(
  state: State,
  operations: readonly DeclaredOperation[],
  lost: Lost = new Map(),
): readonly Call[] {
  return operations
    .filter(({ kind }) => kind === 'query')
    .flatMap(({ name, args }) => {
      const shape = shapeOf(args)
      if (shape.is !== 'object') throw new Error(`the arguments of ${name} are not an object`)
      const asked = shape.fields.filter(field => !isPage(field))
      const calls = waysToAsk({ state, lost }, asked, {}).map(args => ({ operation: name, args }))
      return asked.length === shape.fields.length
        ? calls
        : calls.flatMap(call => [call, ...paged(state, call)])
    })
}

function isPage({ shape }: Field): boolean {
  return shape.is === 'kind' && shape.kind === 'Page'
}

function paged(state: State, { operation, args }: Call): readonly Call[] {
  const [, outcome] = step(state, { operation, args })
  const isSeveral = 'value' in outcome && Array.isArray(outcome.value) && outcome.value.length > 1
  return isSeveral ? AUDIT_PAGES.map(page => ({ operation, args: { ...args, page } })) : []
}

type Args = Record<string, unknown>

interface Ground {
  readonly state: State
  readonly lost: Lost
}

/** The product of what each field may hold, given the fields before it. */
function waysToAsk(ground: Ground, fields: readonly Field[], scope: Scope): readonly Args[] {
  const [field, ...rest] = fields
  if (field === undefined) return [{}]
  return candidates(ground, field, scope).flatMap(value => {
    const narrowed = value === ABSENT ? scope : narrow(scope, field.shape, value)
    const tails = waysToAsk(ground, rest, narrowed)
    return value === ABSENT ? tails : tails.map(tail => ({ [field.name]: value, ...tail }))
  })
}

const ABSENT = Symbol('absent')

/** What a field is asked for; the first is the plainest. */
function candidates(ground: Ground, { shape, optional }: Field, scope: Scope): readonly unknown[] {
  const absent = optional ? [ABSENT] : []
  switch (shape.is) {
    case 'choice':
      return [...absent, ...shape.of.flatMap(of => candidates(ground, required(of), scope))]
    case 'constant':
      return [...absent, ...compared(ground.state, scope, shape.role, shape.values)]
    case 'object':
      return [...absent, ...singly(ground, scope, shape.fields)]
    case 'kind': {
      const there = ofKind(ground, scope, shape.kind, shape.role)
      // A branch left out means main, which the campaign asks for; named branches are what the audit is after.
      return isBranch(shape.role) && there.length > 0 ? there : [...absent, ...there]
    }
    case 'list':
      throw new Error('an audit cannot choose among lists')
  }
}

function ofKind({ state, lost }: Ground, scope: Scope, kind: string, role: Role): readonly unknown[] {
  if (role === null || !('refersTo' in role)) return compared(state, scope, role, poolOf(kind))
  const entity = role.refersTo
  if (entity === 'tenant') return tenantsOf(state)
  const own = reachable(state, scope, entity, kind)
  if (scope[entity] !== undefined) return own.filter(value => value !== scope[entity]).slice(0, 2)
  const gone = kind === 'Id' ? (lost.get(entity)?.slice(-LOST) ?? []) : []
  const twins = kind === 'Path' ? twin(own) : []
  return [...new Set([...own, ...foreign(state, scope, entity, kind, own), ...gone, ...twins])]
}

/** A single name that reads like the first longer path. */
function twin(paths: readonly unknown[]): readonly unknown[] {
  const longer = (paths as readonly (readonly string[])[]).find(({ length }) => length > 1)
  const name = longer?.join('.') ?? ''
  return name === '' || [...name].length > 255 ? [] : [[name]]
}

/** Each field on its own, with one value that is there; a field for which nothing is there is left out. */
function singly(ground: Ground, scope: Scope, fields: readonly Field[]): readonly Args[] {
  return fields.flatMap(({ name, shape }) => {
    const role = 'role' in shape ? shape.role : null
    const [value] =
      role !== null && 'mentions' in role
        ? mentionable(ground.state, scope, role.mentions)
        : candidates(ground, required(shape), scope)
    return value === undefined ? [] : [{ [name]: value }]
  })
}

/** What a value is compared with: every id that is there, else the plainest of the pool and one that is there. */
function compared(state: State, scope: Scope, role: Role, pool: readonly unknown[]): readonly unknown[] {
  const there = role !== null && 'mentions' in role ? mentionable(state, scope, role.mentions) : []
  const isId = pool === poolOf('Id')
  const chosen = isId && there.length > 0 ? there : [pool[0], ...there.slice(0, 1)]
  return [...new Set(chosen)]
}

function isBranch(role: Role): boolean {
  return role !== null && 'refersTo' in role && role.refersTo === 'branch'
}

function required(shape: Shape): Field {
  return { name: '', optional: false, shape }
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
