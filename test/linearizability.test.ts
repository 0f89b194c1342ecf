/** Clients that overlap: their answers equal those of some order that respects real time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLinearizable, type Overlap, runOverlapping } from '../conformance/concurrent.ts'
import { Lane } from '../conformance/lane.ts'
import { traceAt } from '../properties/arbitrary.ts'
import { closingAudit } from '../properties/audit.ts'
import { predict } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { madeIdsIn } from '../src/adapters/memory/made-ids.ts'
import { emptyState } from '../src/adapters/memory/state.ts'
import { postgres } from '../src/adapters/postgres/adapter.ts'
import { type ObtainedPostgres, obtainPostgres } from '../src/adapters/postgres/obtain.ts'
import { sqlite, sqliteFile } from '../src/adapters/sqlite/adapter.ts'
import { type CatalogStore, operationNames, operations } from '../src/trait/catalog-store.ts'

const all = operationNames.map(name => operations[name])
const SEED = 20260101
const CLIENTS = 3

let server: ObtainedPostgres
beforeAll(async () => {
  server = await obtainPostgres()
})
afterAll(() => server?.close())

describe('overlapping clients see one order of their calls', () => {
  test.each([
    ['memory', () => memory, 100],
    ['sqlite', () => sqlite, 100],
    ['sqlite-file', () => sqliteFile, 60],
    ['postgres', () => postgres(server), 250],
  ] as const)(`on %s (seed ${SEED})`, async (_, adapter, overlaps) => {
    expect(await firstViolation(adapter(), overlaps)).toBeNull()
  })
})

describe('the search for an order', () => {
  test('finds none where a store checks first and acts later', async () => {
    expect(await firstViolation(hesitant, 250)).not.toBeNull()
  })
})

/** Memory, but a creation is checked and made in two moments, so two clients can both succeed. */
const hesitant: Adapter = {
  ...memory,
  name: 'hesitant',
  async open() {
    const { store, ...rest } = await memory.open()
    const createAsset: CatalogStore['createAsset'] = async args => {
      const before = await store.getAsset({ ...args, name: args.asset.name })
      await new Promise(resolve => setImmediate(resolve))
      return store.createAsset(args).catch(error => {
        if (before === null && error.code === 'ALREADY_EXISTS') return null
        throw error
      })
    }
    return { ...rest, store: { ...store, createAsset } }
  },
}

/** The first of a number of random overlaps whose history has no legal order; null if all have one. */
async function firstViolation(adapter: Adapter, overlaps: number): Promise<Overlap | null> {
  const lane = await Lane.open(adapter, { callTimeoutMs: 5000, openTimeoutMs: 30_000 })
  try {
    for (let position = 0; position < overlaps; position++) {
      const overlap = overlapAt(position)
      const history = await runOverlapping(await lane.fresh(), overlap)
      if (!isLinearizable(overlap.prefix, history)) return overlap
    }
    return null
  } finally {
    await lane.close()
  }
}

/** Three clients that each make the same few calls in another order, on a store with a short past. */
function overlapAt(position: number): Overlap {
  const trace = traceAt({ operations: all, calls: 44 }, SEED, position)
  const calls = trace.calls.slice(0, 44).filter(({ args }) => madeIdsIn(args).length === 0)
  const prefix = calls.slice(0, -4)
  const contended = calls.slice(-4)
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    contended.map((_, i) => contended[(i + client) % contended.length] as (typeof contended)[number]),
  )
  const after = [...prefix, ...contended].reduce(
    (state, call) => predict(state, call, new Set())[0],
    emptyState,
  )
  const lists = closingAudit(after, all).filter(
    ({ operation, args }) => operation.startsWith('list') && madeIdsIn(args).length === 0,
  )
  return { prefix, clients, suffix: lists.slice(0, 12) }
}
