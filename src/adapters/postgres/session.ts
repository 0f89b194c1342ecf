/** A session that many callers share: a pool of PostgreSQL connections. */
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { StoreError } from '../../trait/errors.ts'
import type { Row, SqlSession } from '../sql/session.ts'
import type { Params, Statement } from '../sql/statement.ts'
import { PostgresConnection } from './connection.ts'
import { isConflict, unavailable } from './errors.ts'

/** Single statements run on any connection, a transaction on one of its own. */
export class PostgresSession implements SqlSession {
  readonly dialect = 'postgres'
  readonly #pool: pg.Pool
  readonly #any: PostgresConnection

  constructor(pool: pg.Pool) {
    this.#pool = pool
    this.#any = new PostgresConnection(pool)
  }

  all(statement: Statement<string>, params: Params<string>): Promise<readonly Row[]> {
    return persistently(() => this.#any.all(statement, params))
  }

  one(statement: Statement<string>, params: Params<string>): Promise<Row | undefined> {
    return persistently(() => this.#any.one(statement, params))
  }

  run(statement: Statement<string>, params: Params<string>): Promise<number> {
    return persistently(() => this.#any.run(statement, params))
  }

  /** The server takes a text of several statements as one transaction, in one round trip. */
  script(text: string): Promise<void> {
    return persistently(() => this.#any.script(text))
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return persistently(async () => {
      const client = await this.#pool.connect().catch(error => {
        throw unavailable(error)
      })
      try {
        return await new PostgresConnection(client).transaction(work)
      } finally {
        const idle = client.getTransactionStatus() === 'I'
        client.release(!idle)
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
