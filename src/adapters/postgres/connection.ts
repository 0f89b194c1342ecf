/** One PostgreSQL connection. */
import type pg from 'pg'
import type { Row, SqlSession } from '../sql/session.ts'
import type { Params, Statement } from '../sql/statement.ts'
import { taken } from '../sql/unique-violation.ts'
import { unavailable, uniqueViolation } from './errors.ts'

export class PostgresConnection implements SqlSession {
  readonly dialect = 'postgres'
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  async all(statement: Statement<string>, params: Params<string>): Promise<readonly Row[]> {
    return (await this.#execute(statement, params)).rows
  }

  async one(statement: Statement<string>, params: Params<string>): Promise<Row | undefined> {
    return (await this.#execute(statement, params)).rows[0]
  }

  async run(statement: Statement<string>, params: Params<string>): Promise<number> {
    return (await this.#execute(statement, params)).rowCount ?? 0
  }

  /** The server takes a text of several statements as one transaction, in one round trip. */
  async script(text: string): Promise<void> {
    await this.#ask({ text })
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    await this.#ask({ text: 'begin' })
    try {
      const answer = await work(this)
      await this.#ask({ text: 'commit' })
      return answer
    } catch (error) {
      // The first error is the one to tell; the session closes a connection that is still in a transaction.
      await this.#ask({ text: 'rollback' }).catch(() => {})
      throw error
    }
  }

  #execute(statement: Statement<string>, params: Params<string>): Promise<pg.QueryResult<Row>> {
    const { name, text, values } = statement.in('postgres')
    return this.#ask({ name, text, values: values(params) }, params)
  }

  async #ask(query: pg.QueryConfig, params: Params<string> = {}): Promise<pg.QueryResult<Row>> {
    try {
      return await this.#client.query(query)
    } catch (error) {
      const violation = uniqueViolation(error)
      throw violation === undefined ? unavailable(error) : taken(violation, params, error)
    }
  }
}
