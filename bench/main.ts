/**
 * `npm run bench`: what the kit costs over the bare store, how fast the stores are and how they find things.
 * Ratios are of runs that took turns in one process, so they hold on a busy machine; times do not.
 */
import { parseArgs } from 'node:util'
import { memory } from '../src/adapters/memory/adapter.ts'
import { postgres } from '../src/adapters/postgres/adapter.ts'
import { obtainPostgres } from '../src/adapters/postgres/obtain.ts'
import { sqlite, sqliteFile } from '../src/adapters/sqlite/adapter.ts'
import { adaptersOverDrivers } from './adapters.ts'
import { postgresDatabase, sqliteDatabase, sqliteFileDatabase } from './database.ts'
import { kitOverhead } from './kit.ts'
import { plans } from './plans.ts'
import { shrinking } from './shrink.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    seeds: { type: 'string', default: '1' },
  },
})
const rounds = Number(values.rounds)

const server = await obtainPostgres()
const inPostgres = () => postgresDatabase(server.url)

const sections = {
  kit: () => kitOverhead([memory, sqlite, sqliteFile, postgres(server)], rounds),
  adapters: () =>
    adaptersOverDrivers(
      [
        { adapter: sqlite, database: sqliteDatabase, calls: { query: 300, mutation: 100 } },
        { adapter: sqliteFile, database: sqliteFileDatabase, calls: { query: 200, mutation: 10 } },
        { adapter: postgres(server), database: inPostgres, calls: { query: 50, mutation: 50 } },
      ],
      rounds * 9,
    ),
  plans: () => plans([sqliteDatabase, inPostgres], rounds * 3),
  shrink: () => shrinking(Number(values.seeds)),
}

try {
  if (values.only !== undefined && !(values.only in sections)) {
    throw new TypeError(`--only takes one of ${Object.keys(sections).join(', ')}`)
  }
  for (const [name, section] of Object.entries(sections)) {
    if (values.only === undefined || values.only === name) await section()
  }
} finally {
  await server.close()
}
