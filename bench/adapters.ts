/**
 * The SQL adapters over their drivers: calls of the store, without the shell, against the statements that they run.
 * Those are recorded beforehand and run again by hand, prepared and with the same values, so that they do the same
 * work, checks and locks; what is left out is all that is not the driver's: path hashes, rows read into entities,
 * JSON, turns, the pool. The two take turns on databases of their own.
 */
import type { Adapter } from '../src/adapters/adapter.ts'
import type { AuditLogEntry } from '../src/trait/areas/audit-logs.ts'
import type { CatalogStore, OperationName } from '../src/trait/catalog-store.ts'
import { operations } from '../src/trait/catalog-store.ts'
import type { Database } from './database.ts'
import { numbered } from './numbered.ts'
import { recorded } from './recorder.ts'
import { median } from './statistics.ts'
import { timed } from './timed.ts'

/** An adapter and a database as it makes them, with the calls of a round. */
export interface Subject {
  readonly adapter: Adapter
  readonly database: () => Promise<Database>
  readonly calls: { readonly query: number; readonly mutation: number }
}

export async function adaptersOverDrivers(subjects: readonly Subject[], rounds: number): Promise<void> {
  for (const subject of subjects) {
    const { query, mutation } = subject.calls
    console.log(
      `\n${subject.adapter.name} over its driver: ${rounds} rounds of ${query} reads or ${mutation} writes, medians\n`,
    )
    console.table(await measure(subject, rounds))
  }
}

async function measure(
  { adapter, database, calls }: Subject,
  rounds: number,
): Promise<Record<string, Record<string, string>>> {
  const opened = await adapter.open()
  const [rehearsal, bare] = [await database(), await database()]
  for (const store of [opened.store, rehearsal.store, bare.store]) await furnish(store)
  const rows: Record<string, Record<string, string>> = {}
  for (const [name, call] of Object.entries(hot)) {
    const count = calls[operations[name as OperationName].kind]
    const through: number[] = []
    const byHand: number[] = []
    for (let round = 0; round < rounds + WARM_UP; round++) {
      const numbers = Array.from({ length: count }, (_, i) => round * count + i)
      const runs = await recorded(rehearsal.session, async store => {
        for (const i of numbers) await call(store, i)
      })
      const steps = runs.map(bare.byHand)
      const adapterMs = () =>
        timed(async () => {
          for (const i of numbers) await call(opened.store, i)
        })
      const byHandMs = () =>
        timed(async () => {
          for (const step of steps) {
            const answer = step()
            if (answer instanceof Promise) await answer
          }
        })
      const [a, b] =
        round % 2 === 0 ? [await adapterMs(), await byHandMs()] : swap([await byHandMs(), await adapterMs()])
      if (round < WARM_UP) continue // Not yet compiled by the engine.
      through.push(a / count)
      byHand.push(b / count)
    }
    rows[name] = {
      'adapter µs': (median(through) * 1000).toFixed(1),
      'by hand µs': (median(byHand) * 1000).toFixed(1),
      'adapter calls/s': Math.round(1000 / median(through)).toLocaleString('en'),
      'by hand calls/s': Math.round(1000 / median(byHand)).toLocaleString('en'),
      'adapter/by hand': median(byHand.map((ms, i) => ms / (through[i] as number))).toFixed(2),
    }
  }
  await opened.close?.()
  await rehearsal.close()
  await bare.close()
  return rows
}

function swap<A, B>([a, b]: readonly [A, B]): readonly [B, A] {
  return [b, a]
}

const WARM_UP = 5
const ASSETS = 500

const tenantId = numbered('tenant', 0)
const at = { tenantId, catalog: 'lake', namespace: ['raw', 'orders'] }
const instant = '2026-01-31T12:00:00.120Z'

const asset = (i: number) => ({
  id: numbered('asset', i),
  name: `asset ${i}`,
  kind: 'iceberg-table' as const,
  location: `s3://lake/raw/${i}`,
  properties: { owner: 'ann', format: '2', 'write.mode': 'append' },
})

const event = (i: number): AuditLogEntry => ({
  id: numbered('event', i),
  tenantId,
  userId: numbered('user', i % 10),
  username: 'ann',
  action: 'load_table',
  resourceType: 'table',
  resourceId: numbered('asset', i % ASSETS),
  resourceName: `asset ${i % ASSETS}`,
  timestamp: instant,
  ipAddress: '192.0.2.1',
  userAgent: 'curl/8',
  result: 'success',
  errorMessage: null,
  metadata: { rows: i },
})

/** What the calls below find. */
async function furnish(store: CatalogStore): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await store.createTenant({ tenant: { id: numbered('tenant', i), name: `tenant ${i}`, properties: {} } })
    const catalog = {
      id: numbered('catalog', i),
      name: 'lake',
      catalogType: 'local' as const,
      warehouseName: 'lake',
      storageLocation: 's3://lake',
      federatedConfig: null,
      properties: { owner: 'ann' },
    }
    await store.createCatalog({ tenantId: numbered('tenant', i), catalog })
    const user = { userId: numbered('user', i), username: 'ann', createdAt: instant }
    await store.storeToken({
      token: {
        id: numbered('token', i),
        tenantId,
        ...user,
        expiresAt: '2027-01-01T00:00:00.000Z',
        token: `token ${i}`,
      },
    })
  }
  for (const name of [['raw'], at.namespace, ['new']]) {
    await store.createNamespace({ ...at, namespace: { name, properties: {} } })
  }
  for (let i = 0; i < ASSETS; i++) await store.createAsset({ ...at, asset: asset(i) })
}

type Hot = (store: CatalogStore, i: number) => Promise<unknown>

const hot: { readonly [Name in OperationName]?: Hot } = {
  getAsset: (store, i) => store.getAsset({ ...at, name: `asset ${i % ASSETS}` }),
  listAssets: (store, i) => store.listAssets({ ...at, page: { limit: 20, offset: i % (ASSETS - 20) } }),
  getCatalog: (store, i) => store.getCatalog({ tenantId: numbered('tenant', i % 20), name: 'lake' }),
  validateToken: (store, i) => store.validateToken({ token: `token ${i % 20}`, now: instant }),
  createAsset: (store, i) => store.createAsset({ ...at, namespace: ['new'], asset: asset(ASSETS + i) }),
  updateMetadataLocation(store, i) {
    const [number, version] = [i % ASSETS, Math.floor(i / ASSETS)]
    const expectedLocation = version === 0 ? asset(number).location : `s3://lake/raw/${number}/v${version}`
    const newLocation = `s3://lake/raw/${number}/v${version + 1}`
    return store.updateMetadataLocation({ ...at, name: `asset ${number}`, expectedLocation, newLocation })
  },
  createTenant: (store, i) =>
    store.createTenant({ tenant: { id: numbered('tenant', 100 + i), name: `tenant ${i}`, properties: {} } }),
  logAuditEvent: (store, i) => store.logAuditEvent({ tenantId, entry: event(i) }),
}
