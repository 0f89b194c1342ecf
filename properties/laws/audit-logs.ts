/** What always holds of audit logs. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { AuditFilter, AuditLogEntry } from '../../src/trait/areas/audit-logs.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, latestFirst, refused } from './claims.ts'
import { pageSize, putTenant, several, two } from './place.ts'

const events = several(values(AuditLogEntry), 'id')

/** Events, and a filter made of what one of them holds, so that it finds some. */
const sought = fc
  .record({
    events,
    seek: fc.subarray(['userId', 'action', 'resourceType', 'resourceId', 'result'] as const),
  })
  .chain(({ events, seek }) => {
    const [model] = events
    const exact = Object.fromEntries(seek.map(field => [field, model?.[field] ?? undefined]))
    return values(AuditFilter).map(({ startTime, endTime }) => {
      const given = Object.entries({ ...exact, startTime, endTime }).filter(
        ([, value]) => value !== undefined,
      )
      return { events, filter: Object.fromEntries(given) as AuditFilter }
    })
  })

export const auditLogs = [
  law({
    name: 'events are got as given, listed, whole and in pages, newest first, and counted',
    area: 'auditLogs',
    operations: ['listAuditEvents', 'getAuditEvent', 'countAuditEvents', 'logAuditEvent'],
    arbitrary: fc.record({ tenant: values(Tenant), events, size: pageSize }),
    async holds(store, { tenant: { id: tenantId }, events, size }) {
      const owned = events.map(event => ({ ...event, tenantId }))
      for (const entry of owned) await store.logAuditEvent({ tenantId, entry })
      const expected = latestFirst(owned, ({ timestamp }) => timestamp)
      await assertListed(page => store.listAuditEvents({ tenantId, page }), expected, size)
      assert.equal(await store.countAuditEvents({ tenantId }), owned.length)
      for (const entry of owned) {
        assert.deepEqual(await store.getAuditEvent({ tenantId, eventId: entry.id }), entry)
        await refused('ALREADY_EXISTS auditEvent', () => store.logAuditEvent({ tenantId, entry }))()
      }
    },
  }),

  law({
    name: 'a filter keeps exactly the events that match it, in their order, in pages and counted',
    area: 'auditLogs',
    operations: ['listAuditEvents', 'countAuditEvents', 'logAuditEvent'],
    arbitrary: fc.record({ tenant: values(Tenant), sought, size: pageSize }),
    async holds(store, { tenant: { id: tenantId }, sought: { events, filter }, size }) {
      for (const event of events) await store.logAuditEvent({ tenantId, entry: { ...event, tenantId } })
      const all = await store.listAuditEvents({ tenantId })
      const expected = all.filter(event => matches(event, filter))
      await assertListed(page => store.listAuditEvents({ tenantId, filter, page }), expected, size)
      assert.equal(await store.countAuditEvents({ tenantId, filter }), expected.length)
    },
  }),

  law({
    name: 'the trail of a tenant outlives it, and never shows in that of another',
    area: 'auditLogs',
    operations: ['logAuditEvent', 'listAuditEvents', 'getAuditEvent', 'deleteTenant'],
    arbitrary: fc.record({ tenants: two(values(Tenant), 'id'), events: two(values(AuditLogEntry), 'id') }),
    async holds(store, { tenants, events: [mine, theirs] }) {
      const [inMine, inTheirs] = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      await store.logAuditEvent({ ...inTheirs, entry: { ...theirs, ...inTheirs } })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        () => store.logAuditEvent({ ...inMine, entry: { ...mine, ...inMine } }),
      )
      assert.equal(await store.getAuditEvent({ ...inMine, eventId: theirs.id }), null)
      await assertUnchanged(
        () => store.listAuditEvents(inMine),
        () => store.deleteTenant(inMine),
        () => store.createTenant({ tenant: tenants[0] }),
      )
    },
  }),
]

function matches(event: AuditLogEntry, { startTime, endTime, ...exact }: AuditFilter): boolean {
  const isEqual = Object.entries(exact).every(([field, value]) => Reflect.get(event, field) === value)
  return isEqual && event.timestamp >= (startTime ?? '') && event.timestamp <= (endTime ?? '~')
}
