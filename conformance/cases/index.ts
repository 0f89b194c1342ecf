/** Every case, in the contract's order: those written by hand, then the one that each declaration brings. */
import {
  type AreaKey,
  type OperationName,
  operationNames,
  operations,
} from '../../src/trait/catalog-store.ts'
import type { Case, CasesOf, NamedCase } from '../case.ts'
import { assets } from './assets.ts'
import { catalogs } from './catalogs.ts'
import { malformedCase, malformedClaim } from './malformed.ts'
import { namespaces } from './namespaces.ts'
import { serviceUsers } from './service-users.ts'
import { systemSettings } from './system-settings.ts'
import { tenants } from './tenants.ts'
import { warehouses } from './warehouses.ts'

const written: { readonly [A in AreaKey]: CasesOf<A> } = {
  tenants,
  warehouses,
  catalogs,
  namespaces,
  assets,
  serviceUsers,
  systemSettings,
}

const writtenFor = Object.assign({}, ...Object.values(written)) as Record<OperationName, Record<string, Case>>

export const cases: readonly NamedCase[] = operationNames.flatMap(operation => {
  const claims = { ...writtenFor[operation], [malformedClaim]: malformedCase(operation) }
  return Object.entries(claims).map(([claim, run]) => ({
    id: `${operation} › ${claim}`,
    operation,
    area: operations[operation].area,
    run,
  }))
})
