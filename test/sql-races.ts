/** Races: two clients of one database call at the same moment, and are answered as if one had come first. */
import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import type { OpenStore } from '../src/adapters/adapter.ts'
import { type OpenPostgres, openPostgres } from '../src/adapters/postgres/open.ts'
import type { SqlSession } from '../src/adapters/sql/session.ts'
import { statement } from '../src/adapters/sql/statement.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { outcomesOf } from './sql-outcomes.ts'

export interface Race {
  readonly prepare: (store: CatalogStore) => Promise<void>
  readonly calls: readonly ((store: CatalogStore) => Promise<unknown>)[]
  /** What the calls may answer together. */
  readonly allowed: readonly (readonly string[])[]
  /** What must hold afterwards. */
  readonly after?: (store: CatalogStore, outcomes: readonly string[]) => Promise<void>
}

/** Runs a race that many times, the clients taking turns at the first call. */
export async function run(
  { prepare, calls, allowed, after }: Race,
  [one, other]: readonly [OpenStore, OpenStore],
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await one.reset?.()
    await prepare(one.store)
    const outcomes = await outcomesOf(
      calls.map((call, i) => () => call(i % 2 === round % 2 ? one.store : other.store)),
    )
    expect(allowed).toContainEqual(outcomes)
    await after?.(one.store, outcomes)
  }
}

/**
 * Does `work` in a transaction that stays open until `call`, of another client, waits for it or has ended. Answers as
 * the call. The server is this test's own.
 */
export async function during<T>(
  session: SqlSession,
  work: (tx: SqlSession) => Promise<unknown>,
  call: () => Promise<T>,
): Promise<T> {
  const { called } = await session.transaction(async tx => {
    await work(tx)
    let isOver = false
    const called = call().finally(() => {
      isOver = true
    })
    while (!isOver && (await session.one(selectWaiting, {})) === undefined) await setImmediate()
    // Within an object, for the transaction would wait for a promise.
    return { called }
  })
  return await called
}

const selectWaiting = statement([], db =>
  db('pg_stat_activity').where({ wait_event_type: 'Lock' }).select('pid'),
)

export const freshName = () => `test_${randomBytes(6).toString('hex')}`

/** A client of a schema, closed when the test ends. */
export async function postgresClient(url: string, schema: string): Promise<OpenPostgres> {
  const opened = await openPostgres({ url, schema })
  onTestFinished(() => opened.close?.())
  return opened
}

/** Two clients of a fresh schema, opened at the same moment. */
export async function postgresClients(url: string): Promise<readonly [OpenPostgres, OpenPostgres]> {
  const schema = freshName()
  return await Promise.all([postgresClient(url, schema), postgresClient(url, schema)])
}
