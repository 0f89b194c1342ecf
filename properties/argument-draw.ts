/** Draws the arguments of one call from the pools, with an eye on what exists. */
import type { Random } from 'fast-check'
import type { State } from '../src/adapters/memory/state.ts'
import type { Entity } from '../src/trait/errors.ts'
import { NO_TENANT_ID, pathsOf, poolOf, TENANT_IDS, TWINS } from './pools.ts'
import { mentionable, reachable, type Scope } from './reach.ts'
import type { Field, Role, Shape } from './schema.ts'
import { chance, pick } from './weights.ts'

/** Share of names and ids that are drawn from what another tenant or parent has, in percent. */
const STRAYING = 8

/** The same of those that are to be missing. */
const STRAYING_IF_MISSING = 50

/** Share of mentions that are of something that is there, in percent. */
const TELLING = 55

/** What a call speaks of once: whenever it names one, it is the same, unless that is what is wrong with it. */
const ONE_PER_CALL: readonly Entity[] = ['tenant', 'mergeConflict']

/** The part of the pools that one trace draws names from; a small one makes its calls meet. */
export type Palette = Readonly<Record<string, readonly unknown[]>>

/** Draws two names that are easily confused, a few others, and paths of them. */
export function drawPalette(random: Random): Palette {
  const names = new Set<string>(pick(random, TWINS))
  while (names.size < 5) names.add(pick(random, poolOf('Name')) as string)
  const Name = [...names]
  return { Name, Path: pathsOf(Name) }
}

/** Draws the arguments of one call, field by field, outermost entity first. */
export class ArgumentDraw {
  /** What the call was to reach and there is nothing of. */
  missing: Entity | null = null
  /** Whether it names something that is there, but not where the call looks for it. */
  hasStrayed = false
  /** Whether it already names what must not exist; nothing is to be found below that. */
  private astray = false
  private readonly scope: Scope = {}
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
      case 'list':
        return Array.from({ length: this.random.nextInt(0, 2) }, () => this.value(shape.of))
      case 'choice':
        return this.value(pick(this.random, shape.of))
      case 'constant':
        return this.mention(shape.role) ?? pick(this.random, shape.values)
      case 'kind':
        return this.named(shape.kind, shape.role)
    }
  }

  private object(fields: readonly Field[]): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    const share = fields.length > 5 ? 25 : 40
    for (const { name, optional, shape } of fields) {
      if (optional && !this.isAimedAt(shape) && !chance(this.random, share)) continue
      record[name] = this.value(shape)
    }
    return record
  }

  private named(kind: string, role: Role): unknown {
    if (role === null || 'mentions' in role) return this.mention(role) ?? pick(this.random, this.pool(kind))
    if ('identifies' in role) {
      const entity = role.identifies
      const value = this.identity(entity, kind)
      if (ONE_PER_CALL.includes(entity)) this.enter(entity, value)
      return value
    }
    const value = this.reference(role.refersTo, kind)
    this.enter(role.refersTo, value)
    return value
  }

  /** Something that is there; `undefined` where there is nothing, or chance wants another value. */
  private mention(role: Role): unknown {
    if (role === null || !('mentions' in role) || !chance(this.random, TELLING)) return undefined
    const known = mentionable(this.state, this.scope, role.mentions)
    return known.length > 0 ? pick(this.random, known) : undefined
  }

  /** A new identity, or a taken one where the call is to fail on it. */
  private identity(entity: Entity, kind: string): unknown {
    const known = reachable(this.state, isLocal(kind) ? this.scope : {}, entity, kind)
    const subject = this.scope[entity]
    const collide = this.aim === `ALREADY_EXISTS ${entity}` && chance(this.random, 70)
    const others = known.filter(value => value !== subject)
    if (collide && others.length > 0) return pick(this.random, others)
    if (collide) this.missing ??= entity
    // Who changes a record mostly leaves its name as it is.
    if (subject !== undefined && known.length > 0 && chance(this.random, 25)) return pick(this.random, known)
    // Where a parent is missing, that comes first, whether the identity is taken or not.
    if (this.astray && known.length > 0 && chance(this.random, STRAYING_IF_MISSING)) {
      return pick(this.random, known)
    }
    return pickMissing(this.random, this.poolFor(entity, kind), known)
  }

  /** Something that exists, or something that does not where the call is to fail on it. */
  private reference(entity: Entity, kind: string): unknown {
    const pool = this.poolFor(entity, kind)
    const same = ONE_PER_CALL.includes(entity) ? this.scope[entity] : undefined
    if (same !== undefined) {
      return this.aim === 'INVALID_ARGUMENT' ? pickMissing(this.random, pool, [same]) : same
    }
    const known = reachable(this.state, this.scope, entity, kind)
    if (this.aim === `NOT_FOUND ${entity}`) {
      this.astray = true
      const missing = entity === 'tenant' ? [...pool, NO_TENANT_ID] : pool
      const stray = chance(this.random, STRAYING_IF_MISSING) ? this.stray(entity, kind, known) : undefined
      return stray ?? pickMissing(this.random, missing, known)
    }
    if (chance(this.random, STRAYING)) return this.stray(entity, kind, known) ?? pick(this.random, pool)
    // What stands in the way of an operation may be anywhere.
    const isAnywhere = entity !== 'tenant' && kind === 'Id' && /^(FAILED|ALREADY)/.test(this.aim)
    const choose = isAnywhere ? pick : pickEarly
    if (known.length > 0) return choose(this.random, known)
    if (!this.astray) this.missing ??= entity
    const stray = this.astray && chance(this.random, STRAYING_IF_MISSING)
    return (stray ? this.stray(entity, kind, known) : undefined) ?? pick(this.random, pool)
  }

  /** Something that is there, but not among what the call can reach; `undefined` if there is no such thing. */
  private stray(entity: Entity, kind: string, known: readonly unknown[]): unknown {
    const all = reachable(this.state, {}, entity, kind)
    const elsewhere = all.filter(value => !known.some(other => sameValue(value, other)))
    if (elsewhere.length === 0) return undefined
    this.hasStrayed = true
    return pick(this.random, elsewhere)
  }

  /** Whether the call can only fail as it is to fail if this optional field is given. */
  private isAimedAt(shape: Shape): boolean {
    if (shape.is !== 'kind' || shape.role === null || 'mentions' in shape.role) return false
    return 'identifies' in shape.role
      ? this.aim === `ALREADY_EXISTS ${shape.role.identifies}`
      : this.aim === `NOT_FOUND ${shape.role.refersTo}`
  }

  private enter(entity: Entity, value: unknown): void {
    Object.assign(this.scope, { [entity]: value })
  }

  private poolFor(entity: Entity, kind: string): readonly unknown[] {
    return entity === 'tenant' ? TENANT_IDS : this.pool(kind)
  }

  private pool(kind: string): readonly unknown[] {
    return this.palette[kind] ?? poolOf(kind)
  }
}

/** Whether values of the kind are unique within their parent only. */
function isLocal(kind: string): boolean {
  return kind === 'Name' || kind === 'Path'
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
