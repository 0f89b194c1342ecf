/** A statement: built once per dialect by knex, then only ever run prepared, with its parameters by name. */
import knex, { type Knex } from 'knex'

export type Dialect = 'sqlite' | 'postgres'

/** Values for the parameters of a statement. */
export type Params<Name extends string> = { readonly [N in Name]: unknown }

/** What a statement is in one dialect. */
export interface Prepared {
  /** Different for every statement. */
  readonly name: string
  readonly text: string
  /** The values in the order of the text. Throws if one is missing. */
  readonly values: (params: Params<string>) => unknown[]
}

export interface Statement<Name extends string> {
  /** Its dialects, each compiled when it is first asked for. */
  readonly in: (dialect: Dialect) => Prepared
  /** Never present; keeps statements of different parameters apart. */
  readonly takes?: (params: Params<Name>) => void
}

type Build<Name extends string> = (
  db: Knex,
  params: { readonly [N in Name]: Knex.Raw },
  dialect: Dialect,
) => Knex.QueryBuilder | Knex.Raw

/** Declares a statement and the names of its parameters. Knex has no connection here: it only writes SQL. */
export function statement<const Name extends string>(
  names: readonly Name[],
  build: Build<Name>,
): Statement<Name> {
  const name = `s${declared++}`
  const compiled: { [D in Dialect]?: Prepared } = {}
  return {
    in(dialect) {
      compiled[dialect] ??= { name, ...compile(dialect, names, build) }
      return compiled[dialect]
    },
  }
}

let declared = 0

/** The query builder of each dialect. */
export const builders: Readonly<Record<Dialect, Knex>> = {
  sqlite: knex({ client: 'better-sqlite3', useNullAsDefault: true }),
  postgres: knex({ client: 'pg' }),
}

/** Stands in a built query for the value that is to come. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * SQLite 3.54 looks at a bare parameter's value when it plans a join or a limit, and then plans anew at every
 * run, ten times slower. Behind a sign it does not look; `+` leaves a value of any type as it is.
 */
const parameter: Readonly<Record<Dialect, string>> = { sqlite: '+?', postgres: '?' }

function compile<Name extends string>(dialect: Dialect, names: readonly Name[], build: Build<Name>) {
  const db = builders[dialect]
  const raw = (name: Name) => db.raw(parameter[dialect], new Placeholder(name) as unknown as Knex.Value)
  const params = Object.fromEntries(names.map(name => [name, raw(name)])) as { [N in Name]: Knex.Raw }
  const { sql, bindings } = build(db, params, dialect).toSQL().toNative()
  return { text: sql, values: (given: Params<string>) => bindings.map(binding => boundTo(binding, given)) }
}

function boundTo(binding: unknown, given: Params<string>): unknown {
  if (!(binding instanceof Placeholder)) return binding
  const value = given[binding.name]
  if (value === undefined) throw new TypeError(`the statement's parameter ${binding.name} has no value`)
  return value
}
