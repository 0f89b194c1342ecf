/** The SQL stores' areas joined. */
import type { StoreHandlers } from '../../trait/catalog-store.ts'
import { assets } from './areas/assets.ts'
import { catalogs } from './areas/catalogs.ts'
import { namespaces } from './areas/namespaces.ts'
import { serviceUsers } from './areas/service-users.ts'
import { systemSettings } from './areas/system-settings.ts'
import { tenants } from './areas/tenants.ts'
import { warehouses } from './areas/warehouses.ts'
import type { SqlSession } from './session.ts'

export const handlers: StoreHandlers<SqlSession> = {
  tenants,
  warehouses,
  catalogs,
  namespaces,
  assets,
  serviceUsers,
  systemSettings,
}
