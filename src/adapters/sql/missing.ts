/** Writes that ask afterwards: a write that changes nothing finds out what was missing. */
import { type Entity, notFound, StoreError } from '../../trait/errors.ts'
import { type At, type Place, placeParams, presence, wayTo } from './place.ts'
import type { Awaitable, SqlSession } from './session.ts'
import { type Statement, statement } from './statement.ts'

/**
 * Answers what `write` answers, unless that is nothing (no row, none changed): then it looks what of the
 * place is missing and rejects with `NOT_FOUND` of the outermost. So a write that succeeds is one round trip,
 * and no other client comes between a check and what it checked. If nothing is missing any more, the write is
 * due again; `UNAVAILABLE` after five such attempts.
 */
export async function orMissing<P extends Place, T>(
  session: SqlSession,
  place: P,
  write: (at: At<P>) => Awaitable<T>,
): Promise<NonNullable<T>> {
  const at = placeParams(place)
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = await write(at)
    if (answer) return answer
    const missing = await firstMissing(session, place)
    if (missing !== undefined) throw notFound(missing, place[missing])
  }
  throw new StoreError({ code: 'UNAVAILABLE', fact: `${wayTo(place).at(-1)} came and went at every attempt` })
}

/** As `orMissing`, but content if only the innermost of the place is missing: it need not be there. */
export async function orAbsent<P extends Place>(
  session: SqlSession,
  place: P,
  remove: (at: At<P>) => Awaitable<number>,
): Promise<void> {
  try {
    await orMissing(session, place, remove)
  } catch (error) {
    const subject = wayTo(place).at(-1)
    if (!(error instanceof StoreError && error.code === 'NOT_FOUND' && error.entity === subject)) throw error
  }
}

/** The outermost entity of the place that is missing; one look, so that all of it is true at one moment. */
async function firstMissing(session: SqlSession, place: Place): Promise<Entity | undefined> {
  const way = wayTo(place)
  const found = await session.one(presenceOf(way), placeParams(place) as Record<Entity, unknown>)
  return way.find(entity => found?.[entity] === null)
}

const statements = new Map<string, Statement<Entity>>()

/** One statement for every way that a place can go. */
function presenceOf(way: readonly Entity[]): Statement<Entity> {
  const key = way.join()
  const known = statements.get(key)
  if (known !== undefined) return known
  const fresh = statement(way, (db, params) => presence(db, way, params))
  statements.set(key, fresh)
  return fresh
}
