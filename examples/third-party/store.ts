/** A third party's catalog, kept in Maps: tenants and warehouses; the rest is not built yet. */
import {
  alreadyExists,
  type CatalogStore,
  defineAdapter,
  notFound,
  type Tenant,
  type Warehouse,
} from 'catalog-parity'
import { notBuilt } from './not-built.ts'

export default defineAdapter({
  name: 'third-party',
  capabilities: { atomicity: 'operation', durability: 'none' },
  open: async () => ({ store: emptyStore() }),
})

interface Owner {
  tenant: Tenant
  /** By name. */
  readonly warehouses: Map<string, Warehouse>
}

function emptyStore(): CatalogStore {
  const owners = new Map<string, Owner>()

  function ownerOf(tenantId: string): Owner {
    const owner = owners.get(tenantId)
    if (owner === undefined) throw notFound('tenant', tenantId)
    return owner
  }

  function warehouseOf({ warehouses }: Owner, name: string): Warehouse {
    const warehouse = warehouses.get(name)
    if (warehouse === undefined) throw notFound('warehouse', name)
    return warehouse
  }

  function isTaken(id: string): boolean {
    return [...owners.values()].some(({ warehouses }) =>
      [...warehouses.values()].some(each => each.id === id),
    )
  }

  return {
    async createTenant({ tenant }) {
      if (owners.has(tenant.id)) throw alreadyExists('tenant', tenant.id)
      owners.set(tenant.id, { tenant: structuredClone(tenant), warehouses: new Map() })
      return null
    },
    async getTenant({ tenantId }) {
      return structuredClone(owners.get(tenantId)?.tenant ?? null)
    },
    async listTenants({ page }) {
      const all = [...owners.values()].map(({ tenant }) => tenant)
      const sorted = all.sort((a, b) => byCodePoint(a.name, b.name) || byCodePoint(a.id, b.id))
      return paged(sorted, page)
    },
    async updateTenant({ tenantId, updates }) {
      const owner = ownerOf(tenantId)
      owner.tenant = structuredClone({ ...owner.tenant, ...updates })
      return structuredClone(owner.tenant)
    },
    async deleteTenant({ tenantId }) {
      ownerOf(tenantId)
      owners.delete(tenantId)
      return null
    },

    async createWarehouse({ tenantId, warehouse }) {
      const { warehouses } = ownerOf(tenantId)
      if (warehouses.has(warehouse.name) || isTaken(warehouse.id)) throw alreadyExists('warehouse', warehouse)
      warehouses.set(warehouse.name, structuredClone(warehouse))
      return null
    },
    async getWarehouse({ tenantId, name }) {
      return structuredClone(owners.get(tenantId)?.warehouses.get(name) ?? null)
    },
    async listWarehouses({ tenantId, page }) {
      const all = [...(owners.get(tenantId)?.warehouses.values() ?? [])]
      const sorted = all.sort((a, b) => a.name.localeCompare(b.name))
      return paged(sorted, page)
    },
    async updateWarehouse({ tenantId, name, updates }) {
      const owner = ownerOf(tenantId)
      const updated = structuredClone({ ...warehouseOf(owner, name), ...updates })
      if (updated.name !== name && owner.warehouses.has(updated.name))
        throw alreadyExists('warehouse', updated)
      owner.warehouses.delete(name)
      owner.warehouses.set(updated.name, updated)
      return structuredClone(updated)
    },
    async deleteWarehouse({ tenantId, name }) {
      const owner = ownerOf(tenantId)
      warehouseOf(owner, name)
      owner.warehouses.delete(name)
      return null
    },

    ...notBuilt,
  }
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function paged<T>(items: readonly T[], { limit, offset = 0 }: { limit?: number; offset?: number } = {}): T[] {
  return structuredClone(items.slice(offset, limit === undefined ? undefined : offset + limit))
}
