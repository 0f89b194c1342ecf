/** The SQL stores find what they are asked for by indexes, whatever else there is. */
import { afterAll, describe, expect, test } from 'vitest'
import { type Database, postgresDatabase, sqliteDatabase } from '../bench/database.ts'
import { fill } from '../bench/fill.ts'
import { lookUps } from '../bench/look-ups.ts'
import { accesses, isSorted, plansOf, rowsPassedOver } from '../bench/plan.ts'
import { recorded } from '../bench/recorder.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'
import type { Row } from '../src/adapters/sql/session.ts'
import { statement } from '../src/adapters/sql/statement.ts'

// So many that PostgreSQL, left to itself, takes no table for one that is read faster whole.
const size = { tenants: 1000, assets: 5000 }

const server = await startEmbeddedPostgres()
const databases: readonly Database[] = [await sqliteDatabase(), await postgresDatabase(server.url)]
for (const database of databases) await fill(database, size)
afterAll(async () => {
  for (const database of databases) await database.close()
  await server.close()
})

describe.each(databases.map(database => [database.session.dialect, database] as const))(
  '%s',
  (dialect, { session }) => {
    test.each(lookUps)(
      '$title finds what it reads by an index',
      async ({ call, fromEnd = false, sorts = false }) => {
        const answers: unknown[] = []
        const runs = await recorded(session, async store => answers.push(await call(store)))
        // What finds nothing may read nothing.
        expect([null, false, 0]).not.toContainEqual(answers[0])
        expect(answers).not.toContainEqual([])
        const plans = (await Promise.all(runs.map(run => plansOf[dialect](session, run)))).flat()
        expect(plans).not.toEqual([])
        for (const plan of plans) {
          const reads = accesses(plan).map(access => access.reads)
          expect(new Set(reads), plan.join('\n')).toEqual(new Set([fromEnd ? 'in order' : 'found']))
          expect(rowsPassedOver(plan), plan.join('\n')).toBeLessThan(10)
          if (!sorts) expect(isSorted(plan), plan.join('\n')).toBe(false)
        }
      },
    )
  },
)

test('what goes with its parent is found by an index', async () => {
  const [{ session }] = databases as [Database]
  const unserved = await session.all(foreignKeysWithoutIndex, {})
  expect(unserved.map((row: Row) => `${row.table}.${row.column}`)).toEqual([])
})

const foreignKeysWithoutIndex = statement([], db =>
  db.raw(`
    select tables.name as "table", keys."from" as "column"
    from sqlite_schema as tables join pragma_foreign_key_list(tables.name) as keys
    where tables.type = 'table' and not exists (
      select 1 from pragma_index_list(tables.name) as indexes join pragma_index_info(indexes.name) as parts
      where parts.seqno = 0 and parts.name = keys."from")`),
)
