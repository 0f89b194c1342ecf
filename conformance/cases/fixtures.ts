/** Entities that the cases share; each is valid as it is. */
import type { Tenant } from '../../src/trait/areas/tenants.ts'

export const acme: Tenant = {
  id: 'a0000000-0000-4000-8000-000000000001',
  name: 'acme',
  properties: { region: 'eu' },
}

export const globex: Tenant = { id: 'a0000000-0000-4000-8000-000000000002', name: 'globex', properties: {} }
