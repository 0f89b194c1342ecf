/** Every case, in the contract's order: those written by hand, then the one that each declaration brings. */
import {
  type AreaKey,
  type OperationName,
  operationNames,
  operations,
} from '../../src/trait/catalog-store.ts'
import type { Case, CasesOf, NamedCase } from '../case.ts'
import { accessRequests } from './access-requests.ts'
import { assets } from './assets.ts'
import { auditLogs } from './audit-logs.ts'
import { branches } from './branches.ts'
import { businessMetadata } from './business-metadata.ts'
import { catalogs } from './catalogs.ts'
import { commits } from './commits.ts'
import { federation } from './federation.ts'
import { malformedCase, malformedClaim } from './malformed.ts'
import { mergeConflicts } from './merge-conflicts.ts'
import { mergeOperations } from './merge-operations.ts'
import { metadataPointers } from './metadata-pointers.ts'
import { namespaces } from './namespaces.ts'
import { permissions } from './permissions.ts'
import { roles } from './roles.ts'
import { search } from './search.ts'
import { serviceUsers } from './service-users.ts'
import { systemSettings } from './system-settings.ts'
import { tags } from './tags.ts'
import { tenants } from './tenants.ts'
import { tokens } from './tokens.ts'
import { users } from './users.ts'
import { warehouses } from './warehouses.ts'

const written: { readonly [A in AreaKey]: CasesOf<A> } = {
  tenants,
  warehouses,
  catalogs,
  namespaces,
  assets,
  metadataPointers,
  branches,
  tags,
  commits,
  users,
  roles,
  permissions,
  serviceUsers,
  systemSettings,
  auditLogs,
  tokens,
  mergeOperations,
  mergeConflicts,
  businessMetadata,
  search,
  accessRequests,
  federation,
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
