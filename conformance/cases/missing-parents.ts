/** Every way in which a parent of an asset may be missing, and the claim that a write names the outermost. */
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { Failure } from '../../src/trait/errors.ts'
import type { CaseTools } from '../case.ts'
import { inGlobex, inNoTenant, inRaw, type inSales, withAsset } from './fixtures.ts'

type Parent = 'tenant' | 'catalog' | 'branch' | 'namespace'
type Place = typeof inRaw & { branch?: string }

/** Each with everything inside the missing parent missing too. */
export const missingParents: readonly [Partial<Place>, Failure][] = [
  [{ ...inNoTenant, catalog: 'no', branch: 'no', namespace: ['no'] }, 'NOT_FOUND tenant'],
  [{ catalog: 'no', branch: 'no', namespace: ['no'] }, 'NOT_FOUND catalog'],
  [{ ...inGlobex }, 'NOT_FOUND catalog'],
  [{ branch: 'no', namespace: ['no'] }, 'NOT_FOUND branch'],
  [{ branch: 'Main' }, 'NOT_FOUND branch'],
  [{ namespace: ['no'] }, 'NOT_FOUND namespace'],
  [{ namespace: ['raw', 'no'] }, 'NOT_FOUND namespace'],
]

/** The places of catalogs that do not exist: no such tenant, no such catalog, another tenant's. */
export const missingCatalogs: readonly Partial<typeof inSales>[] = missingParents
  .filter(([, failure]) => failure === 'NOT_FOUND tenant' || failure === 'NOT_FOUND catalog')
  .map(([{ tenantId, catalog }]) => ({ ...(tenantId && { tenantId }), ...(catalog && { catalog }) }))

/** Asserts that a write names the first parent that is missing, for the parents of one kind. */
export async function refusesMissing(
  kind: Parent,
  { store, refuses }: CaseTools,
  write: (at: Place) => Promise<unknown>,
  prepare: (store: CatalogStore) => Promise<void> = withAsset,
): Promise<void> {
  await prepare(store)
  for (const [missing, failure] of missingParents) {
    if (failure === `NOT_FOUND ${kind}`) await refuses(() => write({ ...inRaw, ...missing }), failure)
  }
}

/** As `refusesMissing`, for a write right below a catalog. */
export function refusesMissingCatalog(
  kind: 'tenant' | 'catalog',
  tools: CaseTools,
  write: (at: typeof inSales) => Promise<unknown>,
  prepare?: (store: CatalogStore) => Promise<void>,
): Promise<void> {
  return refusesMissing(kind, tools, ({ tenantId, catalog }) => write({ tenantId, catalog }), prepare)
}
