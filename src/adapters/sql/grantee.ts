/**
 * Who is granted something: a user or service user, or nobody, for its id is a soft reference. So there is no row
 * that a grant and the removal of its grantee, which takes all grants along, could both lock. On PostgreSQL they lock
 * the id itself; SQLite lets in one writer at a time.
 */
import type { Knex } from 'knex'
import type { SqlSession } from './session.ts'
import { builders, statement } from './statement.ts'

/** Keeps grants to this id away until the transaction ends: those that are made are seen, others come after it. */
export async function lockGrantee(session: SqlSession, userId: string): Promise<void> {
  if (session.dialect === 'postgres') await session.one(lockId, { user: userId })
}

/** The id as a value to insert, once nobody removes whose it is; nobody will before the transaction ends. */
export function heldGrantee(db: Knex, userId: Knex.Raw): Knex.Raw {
  return db === builders.postgres
    ? db.raw(`(select ?::uuid from pg_advisory_xact_lock_shared(${lockKey}))`, [userId, userId])
    : userId
}

const lockKey = 'hashtext(current_schema), hashtext(?)'

const lockId = statement(['user'], (db, { user }) =>
  db.select(db.raw(`1 from pg_advisory_xact_lock(${lockKey})`, [user])),
)
