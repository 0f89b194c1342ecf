/** Several clients of one PostgreSQL at its branches: merges, copies and pointers are each one moment. */
import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  atOrders,
  dev,
  id,
  inAcme,
  inRaw,
  inSales,
  notes,
  onDev,
  orders,
  raw,
  request,
  withAsset,
  withBranch,
} from '../conformance/cases/fixtures.ts'
import { type OpenPostgres, openPostgres } from '../src/adapters/postgres/open.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/server.ts'
import { statement } from '../src/adapters/sql/statement.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'
import { outcomesOf } from './sql-outcomes.ts'

const server = await startEmbeddedPostgres()
afterAll(server.close)

const ROUNDS = 15
const toMain = { ...inSales, source: dev.name, target: 'main' }
const copyToMain = { ...inSales, sourceBranch: dev.name, targetBranch: 'main' }
const numbered = Array.from({ length: 12 }, (_, i) => ({ ...orders, id: id(0x1000 + i), name: `asset ${i}` }))

describe('a merge', () => {
  test('takes what another client creates one after another up to a moment', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      const creates = async () => {
        for (const asset of numbered) await other.createAsset({ ...onDev, asset })
      }
      await Promise.all([creates(), one.mergeBranch(toMain)])
      const merged = await namesOn(one, 'main')
      const taken = merged.filter(name => name !== orders.name)
      expect(taken).toEqual(sortedNames(numbered.slice(0, taken.length)))
    })
  })

  test('leaves behind what another client deletes one after another up to a moment', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      for (const asset of numbered) await one.createAsset({ ...onDev, asset })
      const deletes = async () => {
        for (const { name } of numbered) await other.deleteAsset({ ...onDev, name })
      }
      await Promise.all([deletes(), one.mergeBranch(toMain)])
      const taken = (await namesOn(one, 'main')).filter(name => name !== orders.name)
      expect(taken).toEqual(sortedNames(numbered.slice(numbered.length - taken.length)))
    })
  })

  test('made by many at once copies nothing twice', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      for (const asset of numbered) await one.createAsset({ ...onDev, asset })
      const merges = Array.from({ length: 8 }, (_, i) => () => (i % 2 ? one : other).mergeBranch(toMain))
      expect(await outcomesOf(merges)).toEqual(merges.map(() => 'success'))
      expect(await namesOn(one, 'main')).toEqual(sortedNames([orders, ...numbered]))
    })
  })

  test('made in both directions at once ends with equal heads', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      const back = { ...inSales, source: 'main', target: dev.name }
      const outcomes = await outcomesOf([() => one.mergeBranch(toMain), () => other.mergeBranch(back)])
      expect(outcomes).toEqual(['success', 'success'])
      const [first, second] = await one.listBranches(inSales)
      expect(first?.headCommitId).toBe(second?.headCommitId)
    })
  })

  test('and the end of its source come one after the other', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      for (const asset of numbered) await one.createAsset({ ...onDev, asset })
      const [merged, deleted] = await outcomesOf([
        () => one.mergeBranch(toMain),
        () => other.deleteBranch({ ...inSales, name: dev.name }),
      ])
      expect(deleted).toBe('success')
      const expected = merged === 'success' ? [orders, ...numbered] : [orders]
      expect(merged).toMatch(/^success$|^NOT_FOUND branch$/)
      expect(await namesOn(one, 'main')).toEqual(sortedNames(expected))
    })
  })
})

describe('whoever is alone in a catalog', () => {
  const renamed = { namespace: raw.name, name: 'renamed' }
  const writes: Readonly<Record<string, (store: CatalogStore) => Promise<unknown>>> = {
    createAsset: store => store.createAsset({ ...inRaw, asset: { ...orders, id: id(1), name: 'new' } }),
    renameAsset: store => store.renameAsset({ ...inSales, source: atOrders, target: renamed }),
    deleteAsset: store => store.deleteAsset(atOrders),
    updateMetadataLocation: store =>
      store.updateMetadataLocation({ ...atOrders, expectedLocation: orders.location, newLocation: 'new' }),
    createBranch: store => store.createBranch({ ...inSales, branch: { ...dev, name: 'new' } }),
    deleteBranch: store => store.deleteBranch({ ...inSales, name: dev.name }),
    createNamespace: store => store.createNamespace({ ...inSales, namespace: { ...raw, name: ['new'] } }),
    deleteNamespace: store => store.deleteNamespace({ ...inSales, namespace: ['unused'] }),
    mergeBranch: store => store.mergeBranch(toMain),
    copyAssets: store => store.copyAssets({ ...copyToMain, namespace: null }),
  }

  test.for(Object.entries(writes))('is waited for by %s', async ([, write]) => {
    const [one, other] = await clients()
    await withBranch(one.store)
    await one.store.createNamespace({ ...inSales, namespace: { ...raw, name: ['unused'] } })
    let call: Promise<unknown> = Promise.resolve()
    await one.session.transaction(async tx => {
      await tx.script('select from catalogs for update')
      let answered = false
      call = write(other.store).finally(() => {
        answered = true
      })
      while ((await tx.one(selectWaiting, {})) === undefined) expect(answered).toBe(false)
    })
    await call
  })
})

describe('copies', () => {
  test('come to the target once, whoever makes them', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      for (const asset of numbered) await one.createAsset({ ...onDev, asset })
      const copies = Array.from(
        { length: 8 },
        (_, i) => () => (i % 2 ? one : other).copyAssets({ ...copyToMain, namespace: null }),
      )
      const outcomes = await outcomesOf(copies)
      expect(outcomes.toSorted()).toEqual([...Array(7).fill('ALREADY_EXISTS asset'), 'success'])
      expect(await namesOn(one, 'main')).toEqual(sortedNames([orders, ...numbered]))
    })
  })

  test('are there, or their namespace is gone', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      await one.deleteAsset(atOrders)
      await one.createAsset({ ...onDev, asset: orders })
      const clear = async () => {
        await other.deleteAsset({ ...onDev, name: orders.name })
        await other.deleteNamespace(inRaw)
      }
      const [copied, cleared] = await outcomesOf([
        () => one.copyAssets({ ...copyToMain, namespace: raw.name }),
        clear,
      ])
      const left = await namesOn(one, 'main')
      expect([
        ['success', 'FAILED_PRECONDITION', [orders.name]],
        ['success', 'success', []],
        ['NOT_FOUND namespace', 'success', []],
      ]).toContainEqual([copied, cleared, left])
    })
  })

  test('make one branch of a name', async () => {
    await inRounds(async (one, other) => {
      await withAsset(one)
      const branches = Array.from(
        { length: 8 },
        (_, i) => () =>
          (i % 2 ? one : other).createBranchWithAssets({
            ...inSales,
            sourceBranch: 'main',
            branch: dev,
            assets: i % 3 ? null : [{ namespace: raw.name, name: orders.name }],
          }),
      )
      const outcomes = await outcomesOf(branches)
      expect(outcomes.toSorted()).toEqual([...Array(7).fill('ALREADY_EXISTS branch'), 'success'])
      expect(await namesOn(one, dev.name)).toEqual([orders.name])
    })
  })
})

describe('a pointer', () => {
  test('is swapped by one of many who expect the same', async () => {
    await inRounds(async (one, other) => {
      await withAsset(one)
      const swaps = Array.from(
        { length: 12 },
        (_, i) => () =>
          (i % 2 ? one : other).updateMetadataLocation({
            ...atOrders,
            expectedLocation: orders.location,
            newLocation: `mem://${i}`,
          }),
      )
      const outcomes = await outcomesOf(swaps)
      expect(outcomes.toSorted()).toEqual([...Array(11).fill('ABORTED'), 'success'])
      expect(await one.getMetadataLocation(atOrders)).toBe(`mem://${outcomes.indexOf('success')}`)
    })
  })
})

describe('the end of a branch', () => {
  test('takes along an asset that comes at the same moment', async () => {
    await inRounds(async (one, other) => {
      await withBranch(one)
      const asset = { ...orders, id: id(1) }
      const [deleted, created] = await outcomesOf([
        () => one.deleteBranch({ ...inSales, name: dev.name }),
        () => other.createAsset({ ...onDev, asset }),
      ])
      expect(deleted).toBe('success')
      expect(created).toMatch(/^success$|^NOT_FOUND branch$/)
      await one.createBranch({ ...inSales, branch: dev })
      await one.createAsset({ ...onDev, asset })
      expect(await one.countAssets(inAcme)).toBe(2)
    })
  })
})

describe('the end of an asset', () => {
  test('takes along metadata and a request that come at the same moment', async () => {
    await inRounds(async (one, other) => {
      await withAsset(one)
      const [deleted, ...made] = await outcomesOf([
        () => one.deleteAsset(atOrders),
        () => other.upsertBusinessMetadata({ ...inAcme, metadata: notes }),
        () => other.createAccessRequest({ request }),
      ])
      expect(deleted).toBe('success')
      for (const outcome of made) expect(outcome).toMatch(/^success$|^NOT_FOUND asset$/)
      await one.createAsset({ ...inRaw, asset: orders })
      expect(await one.getBusinessMetadata({ ...inAcme, assetId: orders.id })).toBeNull()
      expect(await one.listAccessRequests(inAcme)).toEqual([])
      await one.upsertBusinessMetadata({ ...inAcme, metadata: notes })
      await one.createAccessRequest({ request })
    })
  })
})

/** The clients that wait for another's lock. */
const selectWaiting = statement([], db =>
  db('pg_stat_activity').where({ wait_event_type: 'Lock' }).select('pid'),
)

/** The names of a branch's assets in the namespace `raw`. */
async function namesOn(store: CatalogStore, branch: string): Promise<string[]> {
  return (await store.listAssets({ ...inRaw, branch })).map(({ name }) => name)
}

function sortedNames(assets: readonly { readonly name: string }[]): string[] {
  return assets.map(({ name }) => name).sort()
}

/** Plays a race several times, each on an empty store, its two clients taking turns at the first place. */
async function inRounds(race: (one: CatalogStore, other: CatalogStore) => Promise<void>): Promise<void> {
  const [one, other] = await clients()
  for (let round = 0; round < ROUNDS; round++) {
    await one.reset?.()
    await (round % 2 ? race(one.store, other.store) : race(other.store, one.store))
  }
}

/** Two clients of a fresh schema. */
async function clients(): Promise<readonly [OpenPostgres, OpenPostgres]> {
  const schema = `test_${randomBytes(6).toString('hex')}`
  return await Promise.all([client(schema), client(schema)])
}

/** A client of a schema, closed when the test ends. */
async function client(schema: string): Promise<OpenPostgres> {
  const opened = await openPostgres({ url: server.url, schema })
  onTestFinished(() => opened.close?.())
  return opened
}
