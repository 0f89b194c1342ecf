/** Several clients on one PostgreSQL: what they do at once is answered as if one had come after another. */
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import {
  acme,
  atOrders,
  globex,
  id,
  inAcme,
  inRaw,
  inSales,
  lake,
  orders,
  raw,
  sales,
  withAsset,
  withCatalog,
  withNamespace,
  withTenants,
  withWarehouse,
} from '../conformance/cases/fixtures.ts'
import { postgres } from '../src/adapters/postgres/adapter.ts'
import { type OpenPostgres, openPostgres } from '../src/adapters/postgres/open.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'
import { statement } from '../src/adapters/sql/statement.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { outcomesOf } from './sql-outcomes.ts'
import { freshName, postgresClient, postgresClients, type Race, run } from './sql-races.ts'

const server = await startEmbeddedPostgres()
afterAll(server.close)

const backend = statement([], db => db.select(db.raw('pg_backend_pid() as pid')))

describe('openPostgres', () => {
  test('lets two clients migrate a fresh schema at once', async () => {
    for (const { store } of await clients()) expect(await store.listTenants({})).toEqual([])
  })

  test('finds what an earlier client stored', async () => {
    const [one, other] = await clients()
    await withCatalog(one.store)
    expect(await other.store.getCatalog({ ...inAcme, name: sales.name })).toEqual(sales)
  })

  test('refuses a schema that a newer release has migrated', async () => {
    const schema = freshName()
    const { session } = await client(schema)
    await session.script(`insert into schema_migrations values (999, 'from the future')`)
    await expect(client(schema)).rejects.toMatchObject({ failure: 'FAILED_PRECONDITION' })
  })

  test('refuses a database that cannot hold every text', async () => {
    await expect(client('any', await database(`encoding 'LATIN1' locale 'C'`))).rejects.toMatchObject({
      failure: 'FAILED_PRECONDITION',
    })
  })

  test('rejects with UNAVAILABLE where no server answers', async () => {
    const url = 'postgres://nobody@localhost:1/nothing'
    await expect(openPostgres({ url })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  test('orders by code point whatever the locale of the database', async () => {
    const { store } = await client('any', await database(`locale_provider icu icu_locale 'sv' locale 'C'`))
    const names = ['A', 'Z', 'a', 'z', 'ä', 'å', '\uff5e', '\u{1f600}']
    for (const [i, name] of names.toReversed().entries()) {
      await store.createTenant({ tenant: { ...acme, id: id(i), name } })
    }
    expect((await store.listTenants({})).map(({ name }) => name)).toEqual(names)
  })

  test('keeps the connection of a call that is refused', async () => {
    const [{ session, store }] = await clients()
    await withTenants(store)
    const before = await session.one(backend, {})
    expect(await outcomesOf([() => store.createTenant({ tenant: acme })])).toEqual(['ALREADY_EXISTS tenant'])
    expect(await session.one(backend, {})).toEqual(before)
  })
})

describe('a lost connection', () => {
  test('is UNAVAILABLE to the call on it and replaced for the next', async () => {
    const [{ session, store }] = await clients()
    await withTenants(store)
    const cut = 'select pg_terminate_backend(pg_backend_pid())'
    await expect(session.script(cut)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await store.getTenant(inAcme)).toEqual(acme)
    await expect(session.transaction(async tx => tx.script(cut))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    expect(await store.getTenant(inAcme)).toEqual(acme)
  })
})

describe('the adapter', () => {
  test('leaves no schema behind', async () => {
    const before = await schemas()
    const opened = await postgres({ url: server.url, obtained: 'embedded' }).open()
    expect(await schemas()).not.toEqual(before)
    await opened.close?.()
    expect(await schemas()).toEqual(before)
  })
})

describe('several clients', () => {
  test('let one of them take a name', async () => {
    const [one, other] = await clients()
    await withTenants(one.store)
    const warehouses = Array.from({ length: 20 }, (_, i) => ({ ...lake, id: id(i) }))
    const outcomes = await outcomesOf(
      warehouses.map((warehouse, i) => () => {
        const { store } = i % 2 === 0 ? one : other
        return store.createWarehouse({ ...inAcme, warehouse })
      }),
    )
    expect(outcomes.toSorted()).toEqual([...Array(19).fill('ALREADY_EXISTS warehouse'), 'success'])
  })

  test('lose no update of different fields', async () => {
    const [one, other] = await clients()
    await withTenants(one.store)
    for (let round = 0; round < 30; round++) {
      const name = `name ${round}`
      const properties = { round: `${round}` }
      await Promise.all([
        one.store.updateTenant({ ...inAcme, updates: { name } }),
        other.store.updateTenant({ ...inAcme, updates: { properties } }),
      ])
      expect(await one.store.getTenant(inAcme)).toEqual({ id: acme.id, name, properties })
    }
  })

  test('lose no property that one of them merges', async () => {
    const [one, other] = await clients()
    await withNamespace(one.store)
    const keys = Array.from({ length: 30 }, (_, i) => `key ${i}`)
    await Promise.all(
      keys.map((key, i) => {
        const { store } = i % 2 === 0 ? one : other
        return store.updateNamespaceProperties({ ...inRaw, properties: { [key]: 'set' } })
      }),
    )
    const stored = await other.store.getNamespace(inRaw)
    expect(Object.keys(stored?.properties ?? {})).toEqual(expect.arrayContaining(keys))
  })
})

describe('a transaction', () => {
  test('that a deadlock undoes is done again', async () => {
    const [one, other] = await clients()
    await withTenants(one.store)
    const rename = statement(['id', 'name'], (db, { id, name }) =>
      db('tenants').where({ id }).update({ name }),
    )
    const bothHoldOne = barrier(2)
    const renameBoth = ({ session }: OpenPostgres, name: string, [first, second]: [string, string]) =>
      session.transaction(async tx => {
        await tx.run(rename, { id: first, name })
        await bothHoldOne()
        await tx.run(rename, { id: second, name })
      })
    await Promise.all([
      renameBoth(one, 'one', [acme.id, globex.id]),
      renameBoth(other, 'other', [globex.id, acme.id]),
    ])
    const [acmeNow, globexNow] = await one.store.listTenants({})
    expect(acmeNow?.name).toBe(globexNow?.name)
  })
})

const source = { namespace: raw.name, name: orders.name }
const bills = { namespace: raw.name, name: 'bills' }
const kept = { namespace: ['archive'], name: 'kept' }

const withArchive = async (store: CatalogStore) => {
  await withAsset(store)
  await store.createNamespace({ ...inSales, namespace: { ...raw, name: kept.namespace } })
}

/** The id of `orders` is free again if nothing of acme's is left. */
const nothingIsLeft = async (store: CatalogStore) => {
  await store.createCatalog({ tenantId: globex.id, catalog: sales })
  const inOther = { tenantId: globex.id, catalog: sales.name }
  await store.createNamespace({ ...inOther, namespace: raw })
  await store.createAsset({ ...inOther, namespace: raw.name, asset: orders })
}

const races: Readonly<Record<string, Race>> = {
  'an asset comes into a namespace that goes': {
    prepare: withNamespace,
    calls: [store => store.deleteNamespace(inRaw), store => store.createAsset({ ...inRaw, asset: orders })],
    allowed: [
      ['success', 'NOT_FOUND namespace'],
      ['FAILED_PRECONDITION', 'success'],
    ],
  },
  'an asset moves into a namespace that goes': {
    prepare: withArchive,
    calls: [
      store => store.deleteNamespace({ ...inSales, namespace: kept.namespace }),
      store => store.renameAsset({ ...inSales, source, target: kept }),
    ],
    allowed: [
      ['success', 'NOT_FOUND namespace'],
      ['FAILED_PRECONDITION', 'success'],
    ],
  },
  'an asset moves as it is deleted': {
    prepare: withArchive,
    calls: [
      store => store.deleteAsset(atOrders),
      store => store.renameAsset({ ...inSales, source, target: kept }),
    ],
    allowed: [
      ['success', 'NOT_FOUND asset'],
      ['success', 'success'],
    ],
    after: async (store, [, moved]) => {
      expect(await store.countAssets(inAcme)).toBe(moved === 'success' ? 1 : 0)
    },
  },
  'two assets want to change names': {
    prepare: async store => {
      await withAsset(store)
      await store.createAsset({ ...inRaw, asset: { ...orders, id: id(1), name: bills.name } })
    },
    calls: [
      store => store.renameAsset({ ...inSales, source, target: bills }),
      store => store.renameAsset({ ...inSales, source: bills, target: source }),
    ],
    allowed: [['ALREADY_EXISTS asset', 'ALREADY_EXISTS asset']],
  },
  'an asset comes into a catalog that goes': {
    prepare: withNamespace,
    calls: [
      store => store.deleteCatalog({ ...inAcme, name: sales.name }),
      store => store.createAsset({ ...inRaw, asset: orders }),
    ],
    allowed: [
      ['success', 'NOT_FOUND catalog'],
      ['success', 'success'],
    ],
    after: nothingIsLeft,
  },
  'an asset comes into a tenant that goes': {
    prepare: withNamespace,
    calls: [store => store.deleteTenant(inAcme), store => store.createAsset({ ...inRaw, asset: orders })],
    allowed: [
      ['success', 'NOT_FOUND tenant'],
      ['success', 'success'],
    ],
    after: nothingIsLeft,
  },
  'a catalog comes as its namesake goes': {
    prepare: withAsset,
    calls: [
      store => store.deleteCatalog({ ...inAcme, name: sales.name }),
      store => store.createCatalog({ ...inAcme, catalog: sales }),
    ],
    allowed: [
      ['success', 'ALREADY_EXISTS catalog'],
      ['success', 'success'],
    ],
    after: async (store, [, created]) => {
      const found = await store.getCatalog({ ...inAcme, name: sales.name })
      expect(found).toEqual(created === 'success' ? sales : null)
      expect(await store.countAssets(inAcme)).toBe(0)
    },
  },
  'a warehouse gets another name as it is deleted': {
    prepare: withWarehouse,
    calls: [
      store => store.deleteWarehouse({ ...inAcme, name: lake.name }),
      store => store.updateWarehouse({ ...inAcme, name: lake.name, updates: { name: 'pond' } }),
    ],
    allowed: [
      ['success', 'NOT_FOUND warehouse'],
      ['NOT_FOUND warehouse', 'success'],
    ],
  },
}

describe('two clients answer as if one had come first', () => {
  test.for(Object.entries(races))('when %s', async ([, race]) => {
    await run(race, await clients(), 20)
  })
})

/** Lets callers on once `count` of them have come, and everyone after that. */
function barrier(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let missing = count
  return () => {
    missing -= 1
    if (missing === 0) resolve()
    return promise
  }
}

const client = (schema: string, url = server.url) => postgresClient(url, schema)

const clients = () => postgresClients(server.url)

/** A fresh database; its URL. */
async function database(options: string): Promise<string> {
  const name = freshName()
  await ask(`create database ${name} template template0 ${options}`)
  return server.url.replace('/postgres?', `/${name}?`)
}

async function schemas(): Promise<unknown[]> {
  return await ask('select nspname from pg_namespace order by nspname')
}

async function ask(text: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: server.url })
  await connection.connect()
  const { rows } = await connection.query(text)
  await connection.end()
  return rows
}
