/** A session that many callers share: one SQLite connection, and turns. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Awaitable, Row, SqlSession } from '../sql/session.ts'
import type { Params, Statement } from '../sql/statement.ts'
import type { SqliteConnection } from './connection.ts'
import { isBusy, unavailable } from './errors.ts'

/** Calls that overlap take turns, so that none runs within another's transaction. */
export class SqliteSession implements SqlSession {
  readonly dialect = 'sqlite'
  readonly #connection: SqliteConnection
  #last: Promise<unknown> = Promise.resolve()

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  all(statement: Statement<string>, params: Params<string>): Promise<readonly Row[]> {
    return this.#inTurn(() => this.#connection.all(statement, params))
  }

  one(statement: Statement<string>, params: Params<string>): Promise<Row | undefined> {
    return this.#inTurn(() => this.#connection.one(statement, params))
  }

  run(statement: Statement<string>, params: Params<string>): Promise<number> {
    return this.#inTurn(() => this.#connection.run(statement, params))
  }

  script(text: string): Promise<void> {
    return this.transaction(async connection => connection.script(text))
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#connection.transaction(work))
  }

  #inTurn<T>(work: () => Awaitable<T>): Promise<T> {
    const turn = this.#last.then(() => patiently(work))
    this.#last = turn.catch(() => {})
    return turn
  }
}

const PATIENCE_MS = 5000

/**
 * Calls again while another connection has the file locked. SQLite's own `busy_timeout` would block the
 * thread, perhaps the very one whose transaction on that other connection is waited for.
 */
export async function patiently<T>(work: () => Awaitable<T>): Promise<T> {
  const start = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() - start > PATIENCE_MS) throw unavailable(error)
      await delay(Math.min(attempt, 10) * Math.random())
    }
  }
}
