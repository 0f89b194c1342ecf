/** What the SQL stores promise beside the contract: statements, paths, migrations, turns and shared files. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { id, inAcme, inSales, lake, raw, sales, withCatalog } from '../conformance/cases/fixtures.ts'
import type { OpenStore } from '../src/adapters/adapter.ts'
import { byPath } from '../src/adapters/memory/order.ts'
import { pathsBelow, readPath, writePath } from '../src/adapters/sql/codec.ts'
import { migrate, migrations } from '../src/adapters/sql/migrate.ts'
import { builders, statement } from '../src/adapters/sql/statement.ts'
import { SqliteConnection } from '../src/adapters/sqlite/connection.ts'
import { openSqlite } from '../src/adapters/sqlite/open.ts'
import { SqliteSession } from '../src/adapters/sqlite/session.ts'
import { outcomesOf } from './sql-outcomes.ts'

describe('statement', () => {
  const find = statement(['id'], (db, { id }) => db('tenants').where({ id }).select('name').forUpdate())

  test('finds each value by name, wherever the text has it', () => {
    const set = statement(['id', 'name'], (db, { id, name }) => db('tenants').where({ id }).update({ name }))
    expect(set.in('sqlite').values({ id: 'x', name: 'y' })).toEqual(['y', 'x'])
    expect(set.in('postgres').text).toBe('update "tenants" set "name" = $1 where "id" = $2')
  })

  test('refuses to run without a value', () => {
    expect(() => find.in('sqlite').values({})).toThrow(TypeError)
  })

  test('locks rows on PostgreSQL alone', () => {
    expect(find.in('postgres').text).toMatch(/for update$/)
    expect(find.in('sqlite').text).not.toMatch(/for update/)
  })

  test('has one name, which no other has', () => {
    const other = statement([], db => db('tenants').select('name'))
    expect(find.in('postgres').name).toBe(find.in('postgres').name)
    expect(find.in('postgres').name).not.toBe(other.in('postgres').name)
  })
})

describe('a stored path', () => {
  // The characters next to the bytes that join and bound paths, and those that UTF-16 orders otherwise.
  const unit = fc.constantFrom('a', 'b', '\u0001', '\u0002', '\uff5e', '\u{1f600}')
  const name = fc.oneof(
    fc.string({ unit, minLength: 1, maxLength: 3 }),
    fc.string({ unit, minLength: 100, maxLength: 255 }),
  )
  const path = fc.array(name, { minLength: 1, maxLength: 4 })
  // Another path, a longer one, and one whose last name only begins alike.
  const related = fc
    .tuple(path, path)
    .chain(([a, b]) =>
      fc.constantFrom([a, b], [a, [...a, ...b]], [a, [...a.slice(0, -1), `${a.at(-1)}${b[0]}`, ...b]]),
    )

  test('reads as it was written', () => {
    fc.assert(
      fc.property(path, path => {
        expect(readPath(writePath(path).path)).toEqual(path)
      }),
    )
  })

  test('orders by its head, then by its bytes, as the contract orders paths', () => {
    fc.assert(
      fc.property(related, ([a = [], b = []]) => {
        const [one, other] = [writePath(a), writePath(b)]
        const byBytes = Buffer.compare(one.path_head, other.path_head) || Buffer.compare(one.path, other.path)
        expect(byBytes).toBe(Math.sign(byPath(a, b)))
      }),
    )
  })

  test('is found below another exactly if that is where it begins', () => {
    const between = (low: Buffer, bytes: Buffer, high: Buffer) =>
      Buffer.compare(low, bytes) <= 0 && Buffer.compare(bytes, high) <= 0
    fc.assert(
      fc.property(related, ([a = [], b = []]) => {
        const { path, path_head } = writePath(b)
        const { low, high, low_head, high_head } = pathsBelow(a)
        const found = between(low_head, path_head, high_head) && between(low, path, high)
        expect(found).toBe(b.length > a.length && a.every((name, i) => b[i] === name))
      }),
    )
  })
})

describe('migrate', () => {
  test('changes nothing the second time', async () => {
    const { session, schema } = inMemory()
    await migrate(session)
    const before = schema()
    await migrate(session)
    expect(schema()).toEqual(before)
  })

  test('leaves a database alone that a newer release has migrated', async () => {
    const { session, schema } = inMemory()
    await migrate(session)
    const before = schema()
    await expect(migrate(session, migrations.slice(0, 1))).rejects.toMatchObject({
      failure: 'FAILED_PRECONDITION',
      message: expect.not.stringContaining('\n'),
    })
    expect(schema()).toEqual(before)
  })

  test('applies the whole of a migration or nothing', async () => {
    const { session, schema } = inMemory()
    const broken = {
      version: migrations.length + 1,
      name: 'broken',
      up: () => builders.sqlite.schema.createTable('half', table => table.text('x')).raw('nonsense'),
    }
    await expect(migrate(session, [...migrations, broken])).rejects.toThrow()
    await migrate(session)
    expect(schema()).not.toContain('half')
  })

  test('lets two clients of one file go at once', async () => {
    const file = await freshFile()
    const clients = await Promise.all([opened(file), opened(file), opened(file)])
    for (const { store } of clients) expect(await store.listTenants({})).toEqual([])
  })
})

describe('a SQLite session', () => {
  test("runs no call within another's transaction", async () => {
    const { store } = await opened()
    await withCatalog(store)
    const outcomes = await outcomesOf([
      () => store.createCatalog({ ...inAcme, catalog: sales }),
      () => store.createNamespace({ ...inSales, namespace: raw }),
      () => store.updateTenant({ tenantId: id(0xff), updates: {} }),
      () => store.createWarehouse({ ...inAcme, warehouse: lake }),
    ])
    expect(outcomes).toEqual(['ALREADY_EXISTS catalog', 'success', 'NOT_FOUND tenant', 'success'])
    expect(await store.getNamespace({ ...inSales, namespace: raw.name })).toEqual(raw)
    expect(await store.getWarehouse({ ...inAcme, name: lake.name })).toEqual(lake)
  })

  test('shares a file with others and loses no update', async () => {
    const file = await freshFile()
    const clients = await Promise.all([opened(file), opened(file), opened(file)])
    await withCatalog(clients[0].store)
    await clients[0].store.createNamespace({ ...inSales, namespace: raw })
    const keys = Array.from({ length: 60 }, (_, i) => `key ${i}`)
    const at = { ...inSales, namespace: raw.name }
    await Promise.all(
      keys.map((key, i) =>
        clients[i % 3]?.store.updateNamespaceProperties({ ...at, properties: { [key]: 'set' } }),
      ),
    )
    const stored = await clients[1].store.getNamespace(at)
    expect(Object.keys(stored?.properties ?? {})).toEqual(expect.arrayContaining(keys))
  })

  test('lets one of the clients of a file take a name', async () => {
    const file = await freshFile()
    const clients = await Promise.all([opened(file), opened(file)])
    await withCatalog(clients[0].store)
    const outcomes = await outcomesOf(
      Array.from({ length: 20 }, (_, i) => async () => {
        await clients[i % 2]?.store.createWarehouse({ ...inAcme, warehouse: { ...lake, id: id(i) } })
      }),
    )
    expect(outcomes.toSorted()).toEqual([...Array(19).fill('ALREADY_EXISTS warehouse'), 'success'])
  })
})

/** A store that is closed when the test ends; in memory unless given a file. */
async function opened(file?: string): Promise<OpenStore> {
  const open = await openSqlite(file === undefined ? {} : { file })
  onTestFinished(() => open.close?.())
  return open
}

/** A file in a folder that is gone when the test ends. */
async function freshFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-parity-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'store.db')
}

/** An empty database, and what tells its tables and versions. */
function inMemory() {
  const database = new Sqlite(':memory:')
  const session = new SqliteSession(new SqliteConnection(database))
  const schema = () => [
    ...database.prepare('select sql from sqlite_schema order by name').pluck().all(),
    ...database.prepare('select version from schema_migrations order by version').pluck().all(),
  ]
  return { session, schema }
}
