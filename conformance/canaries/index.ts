/** Every canary, in the contract's order of areas. */
import type { Canary } from '../canary.ts'
import { assets } from './assets.ts'
import { catalogs } from './catalogs.ts'
import { namespaces } from './namespaces.ts'
import { serviceUsers } from './service-users.ts'
import { systemSettings } from './system-settings.ts'
import { tenants } from './tenants.ts'
import { warehouses } from './warehouses.ts'

export const canaries: readonly Canary[] = [
  ...tenants,
  ...warehouses,
  ...catalogs,
  ...namespaces,
  ...assets,
  ...serviceUsers,
  ...systemSettings,
]
