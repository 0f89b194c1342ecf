/** System settings: one record per tenant, with defaults. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Integer, nullable, object, Text } from '../value.ts'
import { TenantId } from './tenants.ts'

export const SystemSettings = object({
  allowPublicSignup: nullable(Type.Boolean()),
  defaultWarehouseBucket: nullable(Text),
  defaultRetentionDays: nullable(Integer),
  smtpHost: nullable(Text),
  smtpPort: nullable(Integer),
  smtpUser: nullable(Text),
  smtpPassword: nullable(Text),
})
export type SystemSettings = Static<typeof SystemSettings>

/** The settings of a tenant that has stored none. */
export const DEFAULT_SYSTEM_SETTINGS: SystemSettings = Object.freeze({
  allowPublicSignup: false,
  defaultWarehouseBucket: null,
  defaultRetentionDays: 30,
  smtpHost: null,
  smtpPort: null,
  smtpUser: null,
  smtpPassword: null,
})

export const systemSettings = area('system settings', 'System Settings', {
  getSystemSettings: operation({
    summary: 'The stored record, else the defaults, also for a tenant that does not exist.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId },
    returns: SystemSettings,
    fails: [],
  }),
  updateSystemSettings: operation({
    summary: 'Stores the whole record and returns it.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId, settings: SystemSettings },
    returns: SystemSettings,
    fails: ['NOT_FOUND tenant'],
  }),
})

export interface SystemSettingsMethods extends Methods<typeof systemSettings> {}
