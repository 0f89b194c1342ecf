/** Canaries of the audit logs. */
import { paged } from '../../src/adapters/memory/order.ts'
import { DEFAULT_AUDIT_LIMIT } from '../../src/trait/areas/audit-logs.ts'
import { call, canary } from '../canary.ts'
import { id, inAcme, login } from '../cases/fixtures.ts'

const logLogin = call('logAuditEvent', { ...inAcme, entry: login })
const EVERYTHING = { limit: Number.MAX_SAFE_INTEGER }

export const auditLogs = [
  canary({
    name: 'audit-filter-in-kebab-case',
    breaks: 'listAuditEvents',
    because: 'Events are written as login_failed, and looked for as login-failed.',
    witness: [logLogin, call('listAuditEvents', { ...inAcme, filter: { action: login.action } })],
    wrap: store => ({
      async listAuditEvents(args) {
        const { action, resourceType } = args.filter ?? {}
        const isMisspelt = [action, resourceType].some(value => value?.includes('_'))
        return isMisspelt ? [] : store.listAuditEvents(args)
      },
    }),
  }),

  canary({
    name: 'audit-list-filters-after-paging',
    breaks: 'listAuditEvents',
    because: 'LIMIT is applied by the database and the filter afterwards by the program.',
    witness: [
      logLogin,
      call('logAuditEvent', { ...inAcme, entry: { ...login, id: id(0x122), result: 'success' } }),
      call('listAuditEvents', { ...inAcme, filter: { result: 'success' }, page: { limit: 1 } }),
    ],
    wrap: store => ({
      async listAuditEvents({ page, ...args }) {
        const all = await store.listAuditEvents({ tenantId: args.tenantId, page: EVERYTHING })
        const listed = paged(all, { limit: DEFAULT_AUDIT_LIMIT, ...page })
        const matching = await store.listAuditEvents({ ...args, page: EVERYTHING })
        return listed.filter(event => matching.some(({ id }) => id === event.id))
      },
    }),
  }),

  canary({
    name: 'audit-filter-excludes-the-end',
    breaks: 'countAuditEvents',
    because: 'A half-open interval is the habit of many, and the contract includes both ends.',
    witness: [logLogin, call('countAuditEvents', { ...inAcme, filter: { endTime: login.timestamp } })],
    wrap: store => ({
      async countAuditEvents(args) {
        const endTime = args.filter?.endTime
        const matching = await store.listAuditEvents({ ...args, page: EVERYTHING })
        return matching.filter(({ timestamp }) => timestamp !== endTime).length
      },
    }),
  }),

  canary({
    name: 'audit-list-forgets-default-limit',
    breaks: 'listAuditEvents',
    because: 'The default is filled in where a page is parsed, and a call without a page has none to parse.',
    witness: [
      ...Array.from({ length: DEFAULT_AUDIT_LIMIT + 1 }, (_, i) =>
        call('logAuditEvent', { ...inAcme, entry: { ...login, id: id(0x1000 + i) } }),
      ),
      call('listAuditEvents', inAcme),
    ],
    wrap: store => ({
      listAuditEvents: args => store.listAuditEvents({ page: EVERYTHING, ...args }),
    }),
  }),
]
