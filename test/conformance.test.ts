/** The adapters that ship with the kit conform, by the suite that a user's own adapter is held to. */
import { afterAll } from 'vitest'
import { describeConformance } from '../conformance/suite.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { postgres } from '../src/adapters/postgres/adapter.ts'
import { obtainPostgres } from '../src/adapters/postgres/obtain.ts'
import { sqlite, sqliteFile } from '../src/adapters/sqlite/adapter.ts'

const server = await obtainPostgres()
afterAll(() => server.close())

for (const adapter of [memory, sqlite, sqliteFile, postgres(server)]) describeConformance(adapter)
