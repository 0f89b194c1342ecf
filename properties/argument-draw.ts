/** Draws the arguments of one call from the pools, with an eye on what exists. */
import type { Random } from 'fast-check'
import type { State } from '../src/adapters/memory/state.ts'
import type { Entity } from '../src/trait/errors.ts'
import { NO_TENANT_ID, pathsOf, poolOf, TENANT_IDS } from './pools.ts'
import { reachable, type Scope } from './reach.ts'
import type { Field, Role, Shape } from './schema.ts'
import { chance, pick } from './weights.ts'

/** Share of references that are drawn blindly, in percent: mostly to what another tenant or parent has. */
const STRAYING = 8

/** The part of the pools that one trace draws names from; a small one makes its calls meet. */
export type Palette = Readonly<Record<string, readonly unknown[]>>

/** Draws a few names of the pool, and paths of them. */
export function drawPalette(random: Random): Palette {
  const names = new Set<string>()
  while (names.size < 5) names.add(pick(random, poolOf('Name')) as string)
  const Name = [...names]
  return { Name, Path: pathsOf(Name) }
}

/** Draws the arguments of one call, field by field, outermost entity first. */
export class ArgumentDraw {
  /** Whether the call names something that it was to reach and that does not exist. */
  missed = false
  /** Whether it already names what must not exist; nothing is to be found below that. */
  private astray = false
  private readonly scope: Scope = {
    tenant: undefined,
    catalog: undefined,
    branch: undefined,
    namespace: undefined,
  }
  private readonly random: Random
  private readonly state: State
  private readonly palette: Palette
  private readonly aim: string

  constructor(random: Random, state: State, palette: Palette, aim: string) {
    this.random = random
    this.state = state
    this.palette = palette
    this.aim = aim
  }

  value(shape: Shape): unknown {
    switch (shape.is) {
      case 'object':
        return this.object(shape.fields)
      case 'choice':
        return this.value(pick(this.random, shape.of))
      case 'constant':
        return pick(this.random, shape.values)
      case 'kind':
        return this.named(shape.kind, shape.role)
    }
  }

  private object(fields: readonly Field[]): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (const { name, optional, shape } of fields) {
      if (optional && !this.isAimedAt(shape) && !chance(this.random, 40)) continue
      record[name] = this.value(shape)
    }
    return record
  }

  private named(kind: string, role: Role): unknown {
    if (role === null) return pick(this.random, this.pool(kind))
    if ('identifies' in role) return this.identity(role.identifies, kind)
    const value = this.reference(role.refersTo, kind)
    this.enter(role.refersTo, kind, value)
    return value
  }

  /** A new identity, or a taken one where the call is to fail on it. */
  private identity(entity: Entity, kind: string): unknown {
    const known = reachable(this.state, this.scope, entity, kind)
    const collide = this.aim === `ALREADY_EXISTS ${entity}` && chance(this.random, 70)
    const others = known.filter(value => value !== this.subject(entity))
    if (collide && others.length > 0) return pick(this.random, others)
    this.missed ||= collide
    return pickMissing(this.random, entity === 'tenant' ? TENANT_IDS : this.pool(kind), known)
  }

  /** Something that exists, or something that does not where the call is to fail on it. */
  private reference(entity: Entity, kind: string): unknown {
    if (entity === 'tenant' && this.aim === 'INVALID_ARGUMENT' && this.scope.tenant !== undefined) {
      return pickMissing(this.random, TENANT_IDS, [this.scope.tenant])
    }
    if (entity === 'tenant' && this.scope.tenant !== undefined) return this.scope.tenant
    const known = reachable(this.state, this.scope, entity, kind)
    const pool = entity === 'tenant' ? [...TENANT_IDS, NO_TENANT_ID] : this.pool(kind)
    if (this.aim === `NOT_FOUND ${entity}`) {
      this.astray = true
      return pickMissing(this.random, pool, known)
    }
    if (chance(this.random, STRAYING)) return pick(this.random, pool)
    if (known.length > 0) return pickEarly(this.random, known)
    this.missed ||= !this.astray
    return pick(this.random, pool)
  }

  /** Whether the call can only fail as it is to fail if this optional field is given. */
  private isAimedAt(shape: Shape): boolean {
    if (shape.is !== 'kind' || shape.role === null) return false
    return 'identifies' in shape.role
      ? this.aim === `ALREADY_EXISTS ${shape.role.identifies}`
      : this.aim === `NOT_FOUND ${shape.role.refersTo}`
  }

  /** What the call has already named of this kind; taking its own name again is no collision. */
  private subject(entity: Entity): unknown {
    return Reflect.get(this.scope, entity)
  }

  private enter(entity: Entity, kind: string, value: unknown): void {
    if (entity === 'tenant' || kind !== 'Id') Reflect.set(this.scope, entity, value)
  }

  private pool(kind: string): readonly unknown[] {
    return this.palette[kind] ?? poolOf(kind)
  }
}

/** Prefers what was created first, so that a trace goes deep in one place more than wide. */
function pickEarly<T>(random: Random, items: readonly T[]): T {
  const last = items.length - 1
  return items[Math.min(random.nextInt(0, last), random.nextInt(0, last), random.nextInt(0, last))] as T
}

function pickMissing(random: Random, pool: readonly unknown[], known: readonly unknown[]): unknown {
  const missing = pool.filter(value => !known.some(other => sameValue(value, other)))
  return pick(random, missing.length > 0 ? missing : pool)
}

/** Names and ids are strings, paths are lists of them. */
function sameValue(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.join('\0') === b.join('\0') : a === b
}
