import { Buffer } from 'node:buffer'
import { beforeEach, describe, expect, test } from 'vitest'
import { type NamedCase, runCase } from '../conformance/case.ts'
import { cases } from '../conformance/cases/index.ts'
import { orderedNames, orderedPaths } from '../conformance/cases/names.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { openStore } from '../src/adapters/open-store.ts'
import {
  type CatalogStore,
  type OperationName,
  operationNames,
  operations,
} from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'

type Method = (args: Record<string, unknown>) => Promise<unknown>
/** Breaks a method; the intact store is there to be asked. */
type Break = (method: Method, store: CatalogStore) => Method

const opened = await openStore(memory)
const empty = opened.reset ?? expect.fail('the Memory store can be emptied')

beforeEach(empty)

function casesOf(operation: OperationName): NamedCase[] {
  return cases.filter(named => named.operation === operation)
}

function methodOf(store: CatalogStore, operation: OperationName): Method {
  return store[operation] as Method
}

describe('the cases', () => {
  test.for(cases)('memory › $id', async named => {
    await runCase(opened.store, named)
  })

  test('have ids of their own', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  })

  test.for(operationNames)('%s has at least three written by hand', operation => {
    expect(casesOf(operation).length).toBeGreaterThan(3)
  })

  test.for(operationNames)('%s is seen to succeed and to fail in every declared way', async operation => {
    const seen = await outcomesSeen(operation)
    expect([...seen]).toEqual(expect.arrayContaining(['success', ...operations[operation].fails]))
  })

  test('name paths and names in the order of their bytes', () => {
    const bytes = (text: string) => Buffer.from(text)
    const byBytes = [...orderedNames].sort((a, b) => Buffer.compare(bytes(a), bytes(b)))
    expect(orderedNames).toEqual(byBytes)
    const joined = (path: readonly string[]) => bytes(path.join('\0'))
    expect(orderedPaths).toEqual([...orderedPaths].sort((a, b) => Buffer.compare(joined(a), joined(b))))
  })
})

/** The outcomes of an operation's calls while its own cases run. */
async function outcomesSeen(operation: OperationName): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  const recorded = broken(operation, method => async args => {
    try {
      const result = await method(args)
      seen.add('success')
      return result
    } catch (error) {
      if (error instanceof StoreError) seen.add(error.failure)
      throw error
    }
  })
  for (const named of casesOf(operation)) {
    await empty()
    await runCase(recorded, named)
  }
  return seen
}

/** The store with one method replaced. */
function broken(operation: OperationName, breaks: Break): CatalogStore {
  const method = breaks(methodOf(opened.store, operation), opened.store)
  return { ...opened.store, [operation]: method }
}

const queries = operationNames.filter(name => operations[name].kind === 'query')
const mutations = operationNames.filter(name => operations[name].kind === 'mutation')
const lists = queries.filter(name => name.startsWith('list'))
/** Ordered by an instant or an id. */
const listsByOther: OperationName[] = [
  ...['listPermissions', 'listUserPermissions', 'listAuditEvents', 'listActiveTokens'],
  ...['listMergeOperations', 'listMergeConflicts', 'listAccessRequests'],
] as OperationName[]
const listsByName = lists.filter(name => !listsByOther.includes(name))
const found = queries.filter(name => name.startsWith('search') || name === 'findConflictingAssets')
const ofTenant = operationNames.filter(name => 'tenantId' in operations[name].args.properties)
const byName: OperationName[] = [
  ...['getWarehouse', 'getCatalog', 'getNamespace', 'getAsset', 'getUserByUsername', 'validateToken'],
  ...['getBranch', 'getTag'],
] as OperationName[]
/** Their answers are no objects, which could be kept. */
const bare = queries.filter(name => /^(count|is|getMetadataLocation)/.test(name))
const withMaps: OperationName[] = [
  ...['createTenant', 'updateTenant', 'createWarehouse', 'updateWarehouse', 'createCatalog', 'updateCatalog'],
  ...['createNamespace', 'updateNamespaceProperties', 'replaceNamespaceProperties', 'createAsset'],
  ...['createCommit'],
] as OperationName[]
const withJson: OperationName[] = ['createMergeConflict', 'resolveMergeConflict', 'upsertBusinessMetadata']
const listsByInstant: OperationName[] = [
  ...['listAuditEvents', 'listActiveTokens'],
  ...['listMergeOperations', 'listMergeConflicts', 'listAccessRequests'],
] as OperationName[]

/** What a store may get wrong, and the operations whose own cases must notice it. */
const mistakes: readonly [string, readonly OperationName[], Break][] = [
  ['answers nothing', queries, () => async () => null],
  ['does nothing', mutations, () => async () => null],
  ['does it, and answers an error', mutations, method => args => method(args).then(unavailable)],
  ['leaves out the first', [...lists, ...found], method => async args => rows(await method(args)).slice(1)],
  [
    'ignores the page',
    lists,
    method =>
      ({ page: _, ...args }) =>
        method(args),
  ],
  [
    'pages by one too many',
    lists,
    method =>
      ({ page, ...args }) =>
        method(widened(args, page)),
  ],
  ['turns the order round', [...lists, ...found], method => async args => rows(await method(args)).reverse()],
  ['orders by UTF-16 unit', [...listsByName, ...found], sortedAgain((a, b) => (a < b ? -1 : a > b ? 1 : 0))],
  ['orders by locale', [...listsByName, ...found], sortedAgain((a, b) => a.localeCompare(b))],
  ['orders without regard to case', [...listsByName, ...found], sortedAgain(foldedOrder)],
  ['looks into other tenants', ofTenant.filter(name => queries.includes(name)), lookingElsewhere],
  ['writes into other tenants', ofTenant.filter(name => mutations.includes(name)), writingElsewhere],
  ['folds case', byName, changingTexts(text => text.toLowerCase())],
  ['normalises to NFC', [...byName, ...withMaps], changingTexts(text => text.normalize('NFC'))],
  ['trims', [...byName, ...withMaps], changingTexts(text => text.trimEnd())],
  [
    'drops what is not in the basic plane',
    withMaps,
    changingTexts(text => text.replace(/[^\0-\uffff]/gu, '')),
  ],
  ['breaks ties the other way', listsByInstant, breakingTies],
  [
    'loses the key __proto__',
    [...withMaps, ...withJson],
    method => args => method(withoutProto(args) as typeof args),
  ],
  ['takes no path apart', ['createNamespace', 'getNamespace'], joiningPaths],
  ['hands out what it keeps', queries.filter(name => !bare.includes(name)), remembering],
  [
    'drops the milliseconds',
    [
      ...['createServiceUser', 'updateServiceUserLastUsed', 'createUser', 'updateUser', 'createRole'],
      ...['updateRole', 'assignRole', 'createPermission', 'logAuditEvent', 'storeToken', 'revokeToken'],
      ...['createCommit', 'syncFederatedCatalog', 'createMergeOperation', 'completeMergeOperation'],
      ...['abortMergeOperation', 'createMergeConflict', 'resolveMergeConflict', 'upsertBusinessMetadata'],
      ...['createAccessRequest', 'updateAccessRequest'],
    ] as OperationName[],
    changingTexts(text => text.replace(/\.\d{3}Z$/, '.000Z')),
  ],
  [
    'answers the settings of before',
    ['updateSystemSettings'],
    (method, store) => async args => {
      const before = await store.getSystemSettings({ tenantId: String(args.tenantId) })
      await method(args)
      return before
    },
  ],
  [
    'merges the settings',
    ['updateSystemSettings'],
    (method, store) => async args => {
      const stored = await store.getSystemSettings({ tenantId: String(args.tenantId) })
      const given = Object.entries(args.settings as object).filter(([, value]) => value !== null)
      return method({ ...args, settings: { ...stored, ...Object.fromEntries(given) } })
    },
  ],
  [
    'keeps the last record',
    ['assignRole'],
    (method, store) => async args => {
      const { assignment } = args as Parameters<CatalogStore['assignRole']>[0]
      await store.revokeRole({ userId: assignment.userId, roleId: assignment.roleId }).catch(() => null)
      return method(args)
    },
  ],
  [
    'keeps the first decision',
    ['resolveMergeConflict'],
    (method, store) => async args => {
      const { tenantId, conflictId } = args as Parameters<CatalogStore['resolveMergeConflict']>[0]
      const stored = await store.getMergeConflict({ tenantId, conflictId })
      return stored?.resolution ? null : method(args)
    },
  ],
  [
    'completes whatever the status',
    ['completeMergeOperation'],
    (method, store) => async args => {
      const { tenantId, operationId } = args as Parameters<CatalogStore['completeMergeOperation']>[0]
      const at = { tenantId, operationId }
      await store.updateMergeOperationStatus({ ...at, status: 'ready' }).catch(() => null)
      return method(args)
    },
  ],
  [
    'takes the id given last',
    ['upsertBusinessMetadata'],
    (method, store) => async args => {
      const { tenantId, metadata } = args as Parameters<CatalogStore['upsertBusinessMetadata']>[0]
      await store.deleteBusinessMetadata({ tenantId, assetId: metadata.assetId }).catch(() => null)
      return method(args)
    },
  ],
  [
    'forgets the default limit',
    ['listAuditEvents'],
    method =>
      ({ page, ...args }) =>
        method({ ...args, page: { limit: Number.MAX_SAFE_INTEGER, ...(page as object) } }),
  ],
  [
    'lets expire a millisecond late',
    ['listActiveTokens', 'validateToken', 'cleanupExpiredTokens'],
    method =>
      ({ now, ...args }) =>
        method({ ...args, now: new Date(Math.max(0, Date.parse(String(now)) - 1)).toISOString() }),
  ],
  [
    'takes a new id',
    ['renameAsset'],
    (method, store) => async args => {
      const { source, target, ...at } = args as unknown as Parameters<CatalogStore['renameAsset']>[0]
      const asset = await store.getAsset({ ...at, ...source })
      await method(args)
      if (asset === null) return null
      await store.deleteAsset({ ...at, ...target })
      const id = '99999999-0000-4000-8000-000000000000'
      return store.createAsset({ ...at, ...target, asset: { ...asset, id, name: target.name } })
    },
  ],
  [
    'forgets what is below',
    ['updateTenant'],
    (method, store) => async args => {
      const tenant = await method(args)
      await store.deleteTenant({ tenantId: String(args.tenantId) })
      await store.createTenant({ tenant } as Parameters<CatalogStore['createTenant']>[0])
      return tenant
    },
  ],
]

describe('a store that', () => {
  const mutants = mistakes.flatMap(([mistake, names, breaks]) =>
    names.map(operation => ({ mistake, operation, breaks })),
  )
  test.for(mutants)('$mistake is caught by a case of $operation', async ({ operation, breaks }) => {
    expect(await failing(operation, breaks)).not.toEqual([])
  })

  const swallowed = operationNames.flatMap(operation =>
    operations[operation].fails.map(failure => ({ operation, failure })),
  )
  test.for(swallowed)(
    'swallows $failure is caught by a case of $operation',
    async ({ operation, failure }) => {
      const swallows: Break = method => args =>
        method(args).catch(error => {
          if ((error as StoreError).failure === failure) return null
          throw error
        })
      expect(await failing(operation, swallows)).not.toEqual([])
    },
  )
})

/** The ids of the operation's cases that do not pass once it is broken. */
async function failing(operation: OperationName, breaks: Break): Promise<string[]> {
  const ids: string[] = []
  for (const named of casesOf(operation)) {
    await empty()
    await runCase(broken(operation, breaks), named).catch(() => ids.push(named.id))
  }
  return ids
}

function unavailable(): never {
  throw new StoreError({ code: 'UNAVAILABLE', fact: 'the answer was lost' })
}

/** An item of a list, with whatever it is ordered by. */
type Row = Partial<
  Record<'catalog' | 'branch' | 'namespace' | 'asset' | 'source' | 'username' | 'name', unknown>
>

function rows(result: unknown): Row[] {
  return result as Row[]
}

function widened(args: Record<string, unknown>, page: unknown): Record<string, unknown> {
  if (page === undefined) return args
  const { limit, ...rest } = page as { limit?: number }
  return { ...args, page: limit === undefined ? rest : { ...rest, limit: limit + 1 } }
}

function sortedAgain(order: (a: string, b: string) => number): Break {
  return method => async args => rows(await method(args)).sort((a, b) => order(keyOf(a), keyOf(b)))
}

/** All that a row is ordered by, the outermost first, so that a path comes before those that it begins. */
function keyOf({ catalog, branch, namespace, asset, source, username, name }: Row): string {
  const parts = [catalog, branch, namespace, asset, source, username, name].filter(part => part !== undefined)
  return parts.map(nameOf).join('\0\0')
}

function nameOf(part: unknown): string {
  if (typeof part === 'string') return part
  return Array.isArray(part) ? part.join('\0') : nameOf((part as Row).name)
}

/** Turns the order round among those of one instant. */
function breakingTies(method: Method): Method {
  const instantOf = (row: object) =>
    ['timestamp', 'expiresAt', 'initiatedAt', 'requestedAt', 'createdAt']
      .map(field => Reflect.get(row, field))
      .find(instant => instant !== undefined)
  return async args =>
    [...Map.groupBy(rows(await method(args)), instantOf).values()].flatMap(tied => tied.reverse())
}

function foldedOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase()))
}

function lookingElsewhere(method: Method, store: CatalogStore): Method {
  return async args => {
    const own = await method(args)
    if (own !== null && own !== 0 && JSON.stringify(own) !== '[]' && !isDefault(own)) return own
    for (const { id } of await store.listTenants({})) {
      const found = await method({ ...args, tenantId: id })
      if (JSON.stringify(found) !== JSON.stringify(own)) return found
    }
    return own
  }
}

function isDefault(result: unknown): boolean {
  return (result as { defaultRetentionDays?: number }).defaultRetentionDays === 30
}

function writingElsewhere(method: Method, store: CatalogStore): Method {
  return async args => {
    const tenants = await store.listTenants({})
    const others = tenants.filter(({ id }) => id !== args.tenantId)
    for (const { id } of others) await method({ ...args, tenantId: id }).catch(() => null)
    return method(args)
  }
}

function joiningPaths(method: Method): Method {
  return ({ namespace, ...args }) => {
    const joined = (path: unknown) => [(path as string[]).join('.').slice(0, 255)]
    if (Array.isArray(namespace)) return method({ ...args, namespace: joined(namespace) })
    const { name, ...rest } = namespace as { name: string[] }
    return method({ ...args, namespace: { ...rest, name: joined(name) } })
  }
}

/** Answers the very same object to the same call until the result of the intact store changes. */
function remembering(method: Method): Method {
  const kept = new Map<string, { readonly fresh: string; readonly answer: unknown }>()
  return async args => {
    const answer = await method(args)
    const [key, fresh] = [JSON.stringify(args), JSON.stringify(answer)]
    const known = kept.get(key)
    if (known?.fresh === fresh) return known.answer
    kept.set(key, { fresh, answer })
    return answer
  }
}

/** Changes every text among the arguments, except ids and the values of enumerations. */
function changingTexts(change: (text: string) => string): Break {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value) || value
    if (Array.isArray(value)) return value.map(changed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, changed(of)]))
  }
  return method => args => method(changed(args) as typeof args)
}

function withoutProto(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProto)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
  return Object.fromEntries(entries.map(([key, of]) => [key, withoutProto(of)]))
}
