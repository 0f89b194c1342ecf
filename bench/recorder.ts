/** What a call runs on its session, so that it can be run again without the adapter. */
import { bindHandlers } from '../src/adapters/bind-handlers.ts'
import { handlers } from '../src/adapters/sql/handlers.ts'
import type { SqlSession } from '../src/adapters/sql/session.ts'
import type { Params, Statement } from '../src/adapters/sql/statement.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'

/** A statement with its parameters, and how the session was asked for it. */
export interface Run {
  readonly how: 'all' | 'one' | 'run'
  readonly statement: Statement<string>
  readonly params: Params<string>
}

/** The statements that `work` runs, in order; it may not use transactions. */
export async function recorded(
  session: SqlSession,
  work: (store: CatalogStore) => Promise<unknown>,
): Promise<readonly Run[]> {
  const runs: Run[] = []
  const note = (how: Run['how'], statement: Statement<string>, params: Params<string>) => {
    runs.push({ how, statement, params })
  }
  await work(
    bindHandlers(handlers, {
      ...refusing,
      dialect: session.dialect,
      all(statement, params) {
        note('all', statement, params)
        return session.all(statement, params)
      },
      one(statement, params) {
        note('one', statement, params)
        return session.one(statement, params)
      },
      run(statement, params) {
        note('run', statement, params)
        return session.run(statement, params)
      },
    }),
  )
  return runs
}

const refusing = {
  script(): never {
    throw new TypeError('a script is not recorded')
  },
  transaction(): never {
    throw new TypeError('a transaction is not recorded')
  },
}
