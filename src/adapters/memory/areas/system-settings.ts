import {
  DEFAULT_SYSTEM_SETTINGS,
  type systemSettings as declared,
} from '../../../trait/areas/system-settings.ts'
import type { Steps } from '../../../trait/operation.ts'
import { done, fails } from '../outcome.ts'
import { type State, withTenant } from '../state.ts'

export const systemSettings: Steps<typeof declared, State> = {
  getSystemSettings(state, { tenantId }) {
    return done(state, state.tenants.get(tenantId)?.settings ?? DEFAULT_SYSTEM_SETTINGS)
  },

  updateSystemSettings(state, { tenantId, settings }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    return done(withTenant(state, { ...owner, settings }), settings)
  },
}
