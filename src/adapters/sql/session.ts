/** What the handlers of the SQL stores need of a database. */
import type { Dialect, Params, Statement } from './statement.ts'

export type Row = Readonly<Record<string, unknown>>

/** SQLite answers at once, PostgreSQL later. */
export type Awaitable<T> = T | Promise<T>

/**
 * A connection, or what stands for one. Rejects with `ALREADY_EXISTS` where a unique index refuses a row,
 * with `UNAVAILABLE` where the database cannot be reached, and else with the driver's own error.
 */
export interface SqlSession {
  readonly dialect: Dialect
  readonly all: <Name extends string>(
    statement: Statement<Name>,
    params: Params<Name>,
  ) => Awaitable<readonly Row[]>
  /** The first row. */
  readonly one: <Name extends string>(
    statement: Statement<Name>,
    params: Params<Name>,
  ) => Awaitable<Row | undefined>
  /** The number of rows changed. */
  readonly run: <Name extends string>(statement: Statement<Name>, params: Params<Name>) => Awaitable<number>
  /** Runs statements without parameters, all or none of them. */
  readonly script: (text: string) => Awaitable<void>
  /** Does all of `work` or nothing. After a conflict `work` is called again: it touches only the session. */
  readonly transaction: <T>(work: (session: SqlSession) => Promise<T>) => Promise<T>
}
