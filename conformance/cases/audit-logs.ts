import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import {
  AUDIT_ACTIONS,
  type AuditFilter,
  type AuditLogEntry,
  RESOURCE_TYPES,
} from '../../src/trait/areas/audit-logs.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import { dated, latestFirst, mixed } from './dated.ts'
import {
  ann,
  id,
  inAcme,
  inGlobex,
  inNoTenant,
  login,
  nobody,
  orders,
  withEvent,
  withTenants,
} from './fixtures.ts'
import { oddJson } from './json.ts'
import { instants, longestName, oddTexts, orderedNames } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atLogin = { ...inAcme, eventId: login.id }

/** Asserts that an event with these fields comes back as it was given. */
async function stored(store: CatalogStore, n: number, fields: Partial<AuditLogEntry>): Promise<void> {
  const entry = { ...login, id: id(n), ...fields }
  await store.logAuditEvent({ ...inAcme, entry })
  assert.deepEqual(await store.getAuditEvent({ ...inAcme, eventId: entry.id }), entry)
}

/** Logs the events to the tenants that they name. */
async function logAll(store: CatalogStore, entries: readonly AuditLogEntry[]): Promise<void> {
  for (const entry of entries) await store.logAuditEvent({ tenantId: entry.tenantId, entry })
}

/** Asserts that list and count agree with this on what matches. */
async function assertMatches(
  store: CatalogStore,
  filter: AuditFilter,
  expected: readonly AuditLogEntry[],
): Promise<void> {
  const label = JSON.stringify(filter)
  assert.deepEqual(await store.listAuditEvents({ ...inAcme, filter }), expected, label)
  assert.equal(await store.countAuditEvents({ ...inAcme, filter }), expected.length, label)
}

/** `login`, and by name an event that differs from it in one field only. */
const others = {
  userId: { ...login, id: id(1), userId: nobody },
  action: { ...login, id: id(2), action: 'login' },
  resourceType: { ...login, id: id(3), resourceType: 'service_user' },
  resourceId: { ...login, id: id(4), resourceId: orders.id },
  result: { ...login, id: id(5), result: 'success' },
  nothing: { ...login, id: id(6), userId: null, resourceId: null },
} as const satisfies Record<string, AuditLogEntry>

const { timestamp: _, ...ofLogin } = {
  userId: ann.id,
  action: login.action,
  resourceType: login.resourceType,
  resourceId: ann.id,
  result: login.result,
  timestamp: login.timestamp,
}

/** `login` and the events that differ from it, in acme, and one like it in globex. */
async function withOthers(store: CatalogStore): Promise<void> {
  await withEvent(store)
  await logAll(store, [...Object.values(others), { ...login, ...inGlobex, id: id(7) }])
}

/** More events than a list holds by default, newest first; the oldest two at the same time. */
const many = Array.from({ length: 101 }, (_, i) => ({
  ...login,
  id: id(i),
  timestamp: new Date(Date.UTC(2026, 0, 1) - Math.min(i, 99)).toISOString(),
}))

/** The time a millisecond away. */
function shifted(timestamp: string, byMs: number): string {
  return new Date(Date.parse(timestamp) + byMs).toISOString()
}

export const auditLogs: CasesOf<'auditLogs'> = {
  logAuditEvent: {
    'stores the event as given': async ({ store }) => {
      await withTenants(store)
      assert.equal(await store.logAuditEvent({ ...inAcme, entry: login }), null)
      assert.deepEqual(await store.getAuditEvent(atLogin), login)
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
    },
    'keeps every action, every resource type and both results': async ({ store }) => {
      assert.equal(AUDIT_ACTIONS.length, 66)
      assert.equal(RESOURCE_TYPES.length, 19)
      for (const [n, action] of AUDIT_ACTIONS.entries()) await stored(store, n, { action })
      for (const [n, resourceType] of RESOURCE_TYPES.entries()) await stored(store, 100 + n, { resourceType })
      for (const [n, result] of (['success', 'failure'] as const).entries()) {
        await stored(store, 200 + n, { result })
      }
    },
    'keeps any JSON as metadata': async ({ store }) => {
      await withTenants(store)
      for (const [n, metadata] of oddJson.entries()) await stored(store, n, { metadata })
    },
    'tells texts that are empty from none': async ({ store }) => {
      const fields = ['ipAddress', 'userAgent', 'errorMessage'] as const
      for (const [n, text] of [null, ...oddTexts].entries()) {
        await stored(store, n, Object.fromEntries(fields.map(field => [field, text])))
      }
    },
    'keeps every username and resource name exactly, the empty one too': async ({ store }) => {
      for (const [n, text] of ['', longestName, `${longestName}x`, ...orderedNames].entries()) {
        await stored(store, n, { username: text, resourceName: text })
      }
    },
    'keeps every instant to the millisecond': async ({ store }) => {
      for (const [n, timestamp] of instants.entries()) await stored(store, n, { timestamp })
    },
    'accepts a user and a resource that nobody knows, and none': async ({ store }) => {
      await stored(store, 1, { userId: nobody, resourceId: nobody })
      await stored(store, 2, { userId: null, resourceId: null })
    },
    'accepts a tenant that does not exist, or not any more': async ({ store }) => {
      await withTenants(store)
      await store.deleteTenant(inAcme)
      await stored(store, 1, {})
      const entry = { ...login, ...inNoTenant }
      await store.logAuditEvent({ ...inNoTenant, entry })
      assert.deepEqual(await store.listAuditEvents(inNoTenant), [entry])
      assert.equal(await store.getTenant(inNoTenant), null)
    },
    'refuses an event that carries another tenant, before the taken id': async ({ store, refuses }) => {
      await withEvent(store)
      await refuses(() => store.logAuditEvent({ ...inGlobex, entry: login }), 'INVALID_ARGUMENT')
      const entry = { ...login, id: id(1) }
      await refuses(() => store.logAuditEvent({ ...inGlobex, entry }), 'INVALID_ARGUMENT')
    },
    'refuses an id taken in any tenant, existing or not': async ({ store, refuses }) => {
      await withEvent(store)
      for (const place of [inAcme, inGlobex, inNoTenant]) {
        const entry = { ...login, ...place, result: 'success' } as const
        await refuses(() => store.logAuditEvent({ ...place, entry }), 'ALREADY_EXISTS auditEvent')
        assert.deepEqual(await store.listAuditEvents(place), place === inAcme ? [login] : [])
      }
    },
    'keeps nothing of its argument': async ({ store }) => {
      const entry = structuredClone(login)
      await store.logAuditEvent({ ...inAcme, entry })
      spoil(entry)
      assert.deepEqual(await store.getAuditEvent(atLogin), login)
    },
  },

  getAuditEvent: {
    'answers null for an id or tenant that does not exist': async ({ store }) => {
      await withEvent(store)
      assert.equal(await store.getAuditEvent({ ...inAcme, eventId: nobody }), null)
      assert.equal(await store.getAuditEvent({ ...atLogin, ...inNoTenant }), null)
    },
    "does not see another tenant's event": async ({ store }) => {
      await withEvent(store)
      assert.equal(await store.getAuditEvent({ ...atLogin, ...inGlobex }), null)
    },
    'answers the one of this id among events that are the same': async ({ store }) => {
      await withEvent(store)
      for (const n of [1, 2]) await stored(store, n, {})
      assert.deepEqual(await store.getAuditEvent(atLogin), login)
    },
    'answers an event whose tenant and user are gone': async ({ store }) => {
      await withEvent(store)
      await store.createUser({ user: ann })
      await store.deleteUser({ userId: ann.id })
      await store.deleteTenant(inAcme)
      assert.deepEqual(await store.getAuditEvent(atLogin), login)
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
    },
    'answers a copy': async ({ store }) => {
      await withEvent(store)
      spoil(await store.getAuditEvent(atLogin))
      assert.deepEqual(await store.getAuditEvent(atLogin), login)
    },
  },

  listAuditEvents: {
    'is empty for a tenant without any, existing or not': async ({ store }) => {
      await withEvent(store)
      assert.deepEqual(await store.listAuditEvents(inGlobex), [])
      assert.deepEqual(await store.listAuditEvents(inNoTenant), [])
    },
    "lists the tenant's own only, without a filter or with an empty one": async ({ store }) => {
      await withEvent(store)
      const entry = { ...login, ...inGlobex, id: id(1) }
      await store.logAuditEvent({ ...inGlobex, entry })
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
      assert.deepEqual(await store.listAuditEvents({ ...inGlobex, filter: {} }), [entry])
    },
    'orders the newest first, those of one time by id': async ({ store }) => {
      const events = dated(login, 'timestamp')
      await logAll(store, mixed(events))
      assert.deepEqual(await store.listAuditEvents(inAcme), latestFirst(events, 'timestamp'))
    },
    'lists 100 unless the page has a limit, from any offset': async ({ store }) => {
      await logAll(store, mixed(many))
      assert.deepEqual(await store.listAuditEvents(inAcme), many.slice(0, 100))
      assert.deepEqual(await store.listAuditEvents({ ...inAcme, page: {} }), many.slice(0, 100))
      assert.deepEqual(await store.listAuditEvents({ ...inAcme, page: { offset: 1 } }), many.slice(1))
      const filter = { action: login.action }
      assert.deepEqual(await store.listAuditEvents({ ...inAcme, filter }), many.slice(0, 100))
    },
    'lists as many as a limit allows, also more than 100': async ({ store }) => {
      await logAll(store, mixed(many))
      for (const limit of [0, 99, 100, 101, Number.MAX_SAFE_INTEGER]) {
        const listed = await store.listAuditEvents({ ...inAcme, page: { limit } })
        assert.deepEqual(listed, many.slice(0, limit))
      }
    },
    'filters by each field alone': async ({ store }) => {
      await withOthers(store)
      for (const [field, value] of Object.entries(ofLogin)) {
        const matching = Object.values(others).filter(event => Reflect.get(event, field) === value)
        await assertMatches(store, { [field]: value }, [...matching, login])
        const other = others[field as keyof typeof ofLogin]
        await assertMatches(store, { [field]: Reflect.get(other, field) }, [other])
      }
    },
    'filters by several fields together': async ({ store }) => {
      await withOthers(store)
      const times = { startTime: login.timestamp, endTime: login.timestamp }
      await assertMatches(store, { ...ofLogin, ...times }, [login])
      await assertMatches(store, { ...ofLogin, result: 'success' }, [others.result])
      await assertMatches(store, { ...ofLogin, action: 'login', result: 'success' }, [])
      await assertMatches(store, { userId: nobody, resourceId: ann.id }, [others.userId])
      await assertMatches(store, { ...ofLogin, startTime: shifted(login.timestamp, 1) }, [])
    },
    'tells every action and every resource type apart': async ({ store }) => {
      const events = AUDIT_ACTIONS.map((action, n) => ({ ...login, id: id(n), action }))
      const rest = RESOURCE_TYPES.map((resourceType, n) => ({
        ...others.action,
        id: id(100 + n),
        resourceType,
      }))
      await logAll(store, [...events, ...rest])
      for (const event of events.filter(({ action }) => action !== 'login')) {
        await assertMatches(store, { action: event.action }, [event])
      }
      for (const event of rest.filter(({ resourceType }) => resourceType !== 'user')) {
        await assertMatches(store, { resourceType: event.resourceType }, [event])
      }
    },
    'includes both ends of the time': async ({ store }) => {
      const [early, late] = [-1, 1].map(ms => shifted(login.timestamp, ms)) as [string, string]
      const events = [late, login.timestamp, early].map((timestamp, n) => ({
        ...login,
        id: id(n),
        timestamp,
      }))
      await logAll(store, events)
      await assertMatches(store, { startTime: login.timestamp }, events.slice(0, 2))
      await assertMatches(store, { endTime: login.timestamp }, events.slice(1))
      await assertMatches(store, { startTime: early, endTime: late }, events)
      await assertMatches(store, { startTime: late, endTime: early }, [])
    },
    'matches no event without a user or resource by the id of one': async ({ store }) => {
      await logAll(store, [others.nothing])
      await assertMatches(store, { userId: ann.id }, [])
      await assertMatches(store, { resourceId: ann.id }, [])
      await assertMatches(store, { action: login.action }, [others.nothing])
    },
    'cuts what matches into pages': async ({ store }) => {
      const events = dated(login, 'timestamp')
      const noise = { ...others.result, timestamp: '9999-12-31T23:59:59.999Z' }
      await logAll(store, [...mixed(events), noise, { ...login, ...inGlobex, id: id(7) }])
      const filter = { result: login.result }
      await assertPages(page => store.listAuditEvents({ ...inAcme, filter, ...(page && { page }) }))
      const page = { limit: 4, offset: 3 }
      const listed = await store.listAuditEvents({ ...inAcme, filter, page })
      assert.deepEqual(listed, latestFirst(events, 'timestamp').slice(3, 7))
    },
    'answers copies': async ({ store }) => {
      await withEvent(store)
      spoil(await store.listAuditEvents(inAcme))
      assert.deepEqual(await store.listAuditEvents(inAcme), [login])
    },
  },

  countAuditEvents: {
    'is 0 for a tenant without any, existing or not': async ({ store }) => {
      await withEvent(store)
      assert.equal(await store.countAuditEvents(inGlobex), 0)
      assert.equal(await store.countAuditEvents(inNoTenant), 0)
    },
    "counts the tenant's own only, without a filter or with an empty one": async ({ store }) => {
      await withOthers(store)
      assert.equal(await store.countAuditEvents(inAcme), 7)
      assert.equal(await store.countAuditEvents({ ...inGlobex, filter: {} }), 1)
    },
    'counts beyond the limit of a list': async ({ store }) => {
      await logAll(store, many)
      assert.equal(await store.countAuditEvents(inAcme), 101)
      assert.equal(await store.countAuditEvents({ ...inAcme, filter: { result: 'failure' } }), 101)
    },
    'counts what matches in every field given, times inclusive': async ({ store }) => {
      await withOthers(store)
      const count = (filter: AuditFilter) => store.countAuditEvents({ ...inAcme, filter })
      assert.equal(await count(ofLogin), 1)
      for (const [field, value] of Object.entries(ofLogin)) {
        assert.equal(await count({ [field]: value }), field.endsWith('Id') ? 5 : 6)
      }
      assert.equal(await count({ startTime: login.timestamp, endTime: login.timestamp }), 7)
      assert.equal(await count({ startTime: shifted(login.timestamp, 1) }), 0)
      assert.equal(await count({ endTime: shifted(login.timestamp, -1) }), 0)
    },
    'counts the events of a tenant that is gone': async ({ store }) => {
      await withEvent(store)
      const before = await digest(store, [inAcme.tenantId])
      await store.deleteTenant(inAcme)
      assert.equal(await store.countAuditEvents(inAcme), 1)
      await store.createTenant({ tenant: { id: inAcme.tenantId, name: 'acme', properties: {} } })
      const after = await digest(store, [inAcme.tenantId])
      assert.deepEqual(after.tenants?.[0]?.audit, before.tenants?.[0]?.audit)
    },
  },
}
