/** One SQLite connection: answers at once, and knows nothing of other callers. */
import type Sqlite from 'better-sqlite3'
import type { Row, SqlSession } from '../sql/session.ts'
import type { Params, Statement } from '../sql/statement.ts'
import { taken } from '../sql/unique-violation.ts'
import { uniqueViolation } from './errors.ts'

export class SqliteConnection implements SqlSession {
  readonly dialect = 'sqlite'
  readonly #database: Sqlite.Database
  readonly #prepared = new Map<Statement<string>, Sqlite.Statement>()

  constructor(database: Sqlite.Database) {
    this.#database = database
  }

  all(statement: Statement<string>, params: Params<string>): readonly Row[] {
    return this.#prepare(statement).all(...statement.in('sqlite').values(params)) as Row[]
  }

  one(statement: Statement<string>, params: Params<string>): Row | undefined {
    return this.#prepare(statement).get(...statement.in('sqlite').values(params)) as Row | undefined
  }

  run(statement: Statement<string>, params: Params<string>): number {
    try {
      return this.#prepare(statement).run(...statement.in('sqlite').values(params)).changes
    } catch (error) {
      const violation = uniqueViolation(error)
      throw violation === undefined ? error : taken(violation, params, error)
    }
  }

  script(text: string): void {
    this.#database.exec(text)
  }

  /** Takes the write lock first: a transaction that began with a read could not wait for it later. */
  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    this.#database.exec('begin immediate')
    try {
      const answer = await work(this)
      this.#database.exec('commit')
      return answer
    } catch (error) {
      // SQLite has rolled back by itself after some errors, such as a full disk.
      if (this.#database.inTransaction) this.#database.exec('rollback')
      throw error
    }
  }

  #prepare(statement: Statement<string>): Sqlite.Statement {
    const known = this.#prepared.get(statement)
    if (known !== undefined) return known
    const fresh = this.#database.prepare(statement.in('sqlite').text)
    this.#prepared.set(statement, fresh)
    return fresh
  }
}
