import type { Knex } from 'knex'
import {
  AuditFilter,
  type AuditLogEntry,
  DEFAULT_AUDIT_LIMIT,
  type auditLogs as declared,
} from '../../../trait/areas/audit-logs.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { type Params, type Statement, statement } from '../statement.ts'

export const auditLogs: Handlers<typeof declared, SqlSession> = {
  async logAuditEvent(session, { entry }) {
    await session.run(insertEvent, rows.write(entry))
    return null
  },

  async getAuditEvent(session, { tenantId, eventId }) {
    const row = await session.one(selectEvent, { tenant: tenantId, auditEvent: eventId })
    return row === undefined ? null : rows.read(row)
  },

  async listAuditEvents(session, { tenantId, filter = {}, page }) {
    const paged = pageParams({ limit: DEFAULT_AUDIT_LIMIT, ...page })
    const found = await session.all(selectEvents(filter), { tenant: tenantId, ...given(filter), ...paged })
    return found.map(rows.read)
  },

  async countAuditEvents(session, { tenantId, filter = {} }) {
    const row = await session.one(countEvents(filter), { tenant: tenantId, ...given(filter) })
    return row?.count as number
  },
}

const rows = rowsOf<AuditLogEntry>('audit_logs', {
  id: 'plain',
  tenantId: 'plain',
  userId: 'plain',
  username: 'plain',
  action: 'plain',
  resourceType: 'plain',
  resourceId: 'plain',
  resourceName: 'plain',
  timestamp: 'plain',
  ipAddress: 'plain',
  userAgent: 'plain',
  result: 'plain',
  errorMessage: 'plain',
  metadata: 'json',
})

type Criterion = keyof AuditFilter

/** What an event must satisfy for each part of a filter. */
const criteria: { readonly [C in Criterion]: readonly [column: string, operator: '=' | '>=' | '<='] } = {
  userId: ['user_id', '='],
  action: ['action', '='],
  resourceType: ['resource_type', '='],
  resourceId: ['resource_id', '='],
  startTime: ['timestamp', '>='],
  endTime: ['timestamp', '<='],
  result: ['result', '='],
}

/** A filter as parameters: its statement takes no others than those that it gives. */
function given(filter: AuditFilter): Params<Criterion> {
  return filter as Params<Criterion>
}

const insertEvent = statement(rows.columns, (db, event) => db('audit_logs').insert(event))

const selectEvent = statement(['tenant', 'auditEvent'], (db, { tenant, auditEvent }) =>
  db('audit_logs').where({ tenant_id: tenant, id: auditEvent }).select(rows.columns),
)

const selectEvents = forEachFilter(names =>
  statement(['tenant', ...names, ...pageNames], (db, { limit, offset, ...params }) =>
    matching(db, names, params)
      .select(rows.columns)
      .modify(inPages, ['timestamp desc', 'id'], { limit, offset }),
  ),
)

const countEvents = forEachFilter(names =>
  statement(['tenant', ...names], (db, params) => matching(db, names, params).count('* as count')),
)

function matching(
  db: Knex,
  names: readonly Criterion[],
  params: { readonly [Name in 'tenant' | Criterion]: Knex.Raw },
): Knex.QueryBuilder {
  return names.reduce(
    (query, name) => {
      const [column, operator] = criteria[name]
      return query.where(column, operator, params[name])
    },
    db('audit_logs').where({ tenant_id: params.tenant }),
  )
}

/** One statement for all filters that give the same parts, so that an index serves each. */
function forEachFilter<Name extends string>(
  declare: (names: readonly Criterion[]) => Statement<Name>,
): (filter: AuditFilter) => Statement<Name> {
  const declared = new Map<string, Statement<Name>>()
  return filter => {
    const names = every.filter(name => filter[name] !== undefined)
    const known = declared.get(names.join())
    if (known !== undefined) return known
    const fresh = declare(names)
    declared.set(names.join(), fresh)
    return fresh
  }
}

const every = Object.keys(AuditFilter.properties) as readonly Criterion[]
