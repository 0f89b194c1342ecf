import {
  type AuditFilter,
  type AuditLogEntry,
  DEFAULT_AUDIT_LIMIT,
  type auditLogs as declared,
} from '../../../trait/areas/audit-logs.ts'
import type { Steps } from '../../../trait/operation.ts'
import { latestFirst, paged } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { put, type State } from '../state.ts'

export const auditLogs: Steps<typeof declared, State> = {
  logAuditEvent(state, { entry }) {
    if (state.auditEvents.has(entry.id)) return fails(state, 'ALREADY_EXISTS auditEvent')
    return done({ ...state, auditEvents: put(state.auditEvents, entry.id, entry) }, null)
  },

  getAuditEvent(state, { tenantId, eventId }) {
    const event = state.auditEvents.get(eventId)
    return done(state, event?.tenantId === tenantId ? event : null)
  },

  listAuditEvents(state, { tenantId, filter, page }) {
    const found = latestFirst(matching(state, tenantId, filter), event => event.timestamp)
    return done(state, paged(found, { limit: DEFAULT_AUDIT_LIMIT, ...page }))
  },

  countAuditEvents(state, { tenantId, filter }) {
    return done(state, matching(state, tenantId, filter).length)
  },
}

function matching(state: State, tenantId: string, filter: AuditFilter = {}): AuditLogEntry[] {
  const { startTime, endTime, ...exact } = filter
  return [...state.auditEvents.values()].filter(
    event =>
      event.tenantId === tenantId &&
      (startTime === undefined || event.timestamp >= startTime) &&
      (endTime === undefined || event.timestamp <= endTime) &&
      Object.entries(exact).every(([field, value]) => Reflect.get(event, field) === value),
  )
}
