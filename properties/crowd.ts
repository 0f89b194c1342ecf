/** A crowd: more records of a kind in one place than a store may list, fetch or bind at once. */
import type { Call } from '../src/trait/catalog-store.ts'
import { identitiesOf, identityKey } from './identities.ts'
import { rewrite } from './rewrite.ts'
import { entityOf } from './schema.ts'

/** One more than the usual size of a page or a batch, which is also the contract's one default limit. */
const CROWD = 101

/** Calls that create the same as a call does, each with an identity of its own. */
export function crowdLike(call: Call): readonly Call[] {
  const own = new Set(
    identitiesOf(call)
      .filter(({ isNew }) => isNew)
      .map(identityKey),
  )
  return Array.from({ length: CROWD }, (_, n) => {
    const [another] = rewrite([call], {
      identity: (value, kind, role) => {
        const isOwn = role !== null && own.has(identityKey({ entity: entityOf(role), kind, value }))
        return isOwn ? oneOfMany(kind, n) : value
      },
    })
    return another as Call
  })
}

/** No member of a pool, so that it is nobody else's. */
function oneOfMany(kind: string, n: number): unknown {
  if (kind === 'Id') return `c0000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
  const name = `crowd ${n}`
  return kind === 'Path' ? [name] : name
}
