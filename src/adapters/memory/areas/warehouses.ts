import type { warehouses as declared } from '../../../trait/areas/warehouses.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { drop, put, type State, withTenant } from '../state.ts'

export const warehouses: Steps<typeof declared, State> = {
  createWarehouse(state, { tenantId, warehouse }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (owner.warehouses.has(warehouse.name) || hasId(state, warehouse.id)) {
      return fails(state, 'ALREADY_EXISTS warehouse')
    }
    const warehouses = put(owner.warehouses, warehouse.name, warehouse)
    return done(withTenant(state, { ...owner, warehouses }), null)
  },

  getWarehouse(state, { tenantId, name }) {
    return done(state, state.tenants.get(tenantId)?.warehouses.get(name) ?? null)
  },

  listWarehouses(state, { tenantId, page }) {
    const all = state.tenants.get(tenantId)?.warehouses.values() ?? []
    return done(
      state,
      paged(
        sortedBy(all, warehouse => warehouse.name),
        page,
      ),
    )
  },

  updateWarehouse(state, { tenantId, name, updates }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    const current = owner.warehouses.get(name)
    if (current === undefined) return fails(state, 'NOT_FOUND warehouse')
    const warehouse = { ...current, ...updates }
    if (warehouse.name !== name && owner.warehouses.has(warehouse.name)) {
      return fails(state, 'ALREADY_EXISTS warehouse')
    }
    const warehouses = put(drop(owner.warehouses, name), warehouse.name, warehouse)
    return done(withTenant(state, { ...owner, warehouses }), warehouse)
  },

  deleteWarehouse(state, { tenantId, name }) {
    const owner = state.tenants.get(tenantId)
    if (owner === undefined) return fails(state, 'NOT_FOUND tenant')
    if (!owner.warehouses.has(name)) return fails(state, 'NOT_FOUND warehouse')
    return done(withTenant(state, { ...owner, warehouses: drop(owner.warehouses, name) }), null)
  },
}

function hasId(state: State, id: string): boolean {
  for (const { warehouses } of state.tenants.values()) {
    for (const warehouse of warehouses.values()) if (warehouse.id === id) return true
  }
  return false
}
