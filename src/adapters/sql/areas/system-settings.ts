import {
  DEFAULT_SYSTEM_SETTINGS,
  type systemSettings as declared,
  type SystemSettings,
} from '../../../trait/areas/system-settings.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { orMissing } from '../missing.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'
import { holdTenant } from './tenants.ts'

export const systemSettings: Handlers<typeof declared, SqlSession> = {
  async getSystemSettings(session, { tenantId }) {
    const row = await session.one(selectSettings, { tenant: tenantId })
    return row === undefined ? { ...DEFAULT_SYSTEM_SETTINGS } : rows.read(row)
  },

  async updateSystemSettings(session, { tenantId, settings }) {
    await session.transaction(async tx => {
      await orMissing(tx, { tenant: tenantId }, at => tx.one(holdTenant, at))
      await tx.run(upsertSettings, { tenant_id: tenantId, ...rows.write(settings) })
    })
    return settings
  },
}

const rows = rowsOf<SystemSettings>('system_settings', {
  allowPublicSignup: 'flag',
  defaultWarehouseBucket: 'plain',
  defaultRetentionDays: 'plain',
  smtpHost: 'plain',
  smtpPort: 'plain',
  smtpUser: 'plain',
  smtpPassword: 'plain',
})

const selectSettings = statement(['tenant'], (db, { tenant }) =>
  db('system_settings').where({ tenant_id: tenant }).select(rows.columns),
)

const upsertSettings = statement(['tenant_id', ...rows.columns], (db, row) =>
  db('system_settings')
    .insert(row)
    .onConflict('tenant_id')
    .merge([...rows.columns]),
)
