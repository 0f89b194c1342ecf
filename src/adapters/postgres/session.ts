/** A session that many callers share: a pool of PostgreSQL connections. */
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { StoreError } from '../../trait/errors.ts'
import type { Row, SqlSession } from '../sql/session.ts'
import type { Params, Statement } from '../sql/statement.ts'
import { PostgresConnection } from './connection.ts'
import { isConflict, unavailable } from './errors.ts'

/** Every statement runs on whichever connection is free, a transaction on one of its own. */
export class PostgresSession implements SqlSession {
  readonly dialect = 'postgres'
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  all(statement: Statement<string>, params: Params<string>): Promise<readonly Row[]> {
    return this.#connected(connection => connection.all(statement, params))
  }

  one(statement: Statement<string>, params: Params<string>): Promise<Row | undefined> {
    return this.#connected(connection => connection.one(statement, params))
  }

  run(statement: Statement<string>, params: Params<string>): Promise<number> {
    return this.#connected(connection => connection.run(statement, params))
  }

  script(text: string): Promise<void> {
    return this.#connected(connection => connection.script(text))
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#connected(connection => connection.transaction(work))
  }

  /** `pool.query` would do for a statement, but pg-pool 3.14 closes the connection if the statement fails. */
  #connected<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    return persistently(async () => {
      const client = await this.#pool.connect().catch(error => {
        throw unavailable(error)
      })
      try {
        const answer = await work(new PostgresConnection(client))
        client.release()
        return answer
      } catch (error) {
        // A connection that may be lost, or has not ended its transaction, is closed.
        const mayBeLost = error instanceof StoreError && error.code === 'UNAVAILABLE'
        client.release(mayBeLost || client.getTransactionStatus() !== 'I')
        throw error
      }
    })
  }
}

const ATTEMPTS = 5

/** Calls again after a conflict, each time a little later and not when the other does. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error)) throw error
      if (attempt === ATTEMPTS) {
        const fact = `${ATTEMPTS} attempts in conflict with other transactions`
        throw new StoreError({ code: 'UNAVAILABLE', fact, cause: error })
      }
      await delay(2 ** attempt * Math.random())
    }
  }
}
