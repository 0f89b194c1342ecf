/** Which entities a call names. */
import type { Call } from '../src/trait/catalog-store.ts'
import type { Entity } from '../src/trait/errors.ts'
import { rewrite } from './rewrite.ts'
import { entityOf } from './schema.ts'

/** A value by which a call names an entity. */
export interface Identity {
  readonly entity: Entity
  readonly kind: string
  readonly value: unknown
  /** Whether the call gives it to a new entity, or refers to one. */
  readonly isNew: boolean
}

/** Every identity in the arguments of a call, outermost entity first. */
export function identitiesOf(call: Call): readonly Identity[] {
  const found: Identity[] = []
  rewrite([call], {
    identity: (value, kind, role) => {
      if (role !== null) found.push({ entity: entityOf(role), kind, value, isNew: 'identifies' in role })
      return value
    },
  })
  return found
}

/** Equal for identities of the same entity by the same name, in whatever parent. */
export function identityKey({ entity, kind, value }: Omit<Identity, 'isNew'>): string {
  return `${entity} ${kind} ${JSON.stringify(value)}`
}
