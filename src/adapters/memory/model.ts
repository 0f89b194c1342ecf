/** The reference model: a pure function from a state and a call to the next state and the outcome. */
import type { Call, OperationName, StoreSteps } from '../../trait/catalog-store.ts'
import type { Failure } from '../../trait/errors.ts'
import { argumentProblem } from '../validate.ts'
import { accessRequests } from './areas/access-requests.ts'
import { assets } from './areas/assets.ts'
import { auditLogs } from './areas/audit-logs.ts'
import { branches } from './areas/branches.ts'
import { businessMetadata } from './areas/business-metadata.ts'
import { catalogs } from './areas/catalogs.ts'
import { commits } from './areas/commits.ts'
import { federation } from './areas/federation.ts'
import { mergeConflicts } from './areas/merge-conflicts.ts'
import { mergeOperations } from './areas/merge-operations.ts'
import { metadataPointers } from './areas/metadata-pointers.ts'
import { namespaces } from './areas/namespaces.ts'
import { permissions } from './areas/permissions.ts'
import { roles } from './areas/roles.ts'
import { search } from './areas/search.ts'
import { serviceUsers } from './areas/service-users.ts'
import { systemSettings } from './areas/system-settings.ts'
import { tags } from './areas/tags.ts'
import { tenants } from './areas/tenants.ts'
import { tokens } from './areas/tokens.ts'
import { users } from './areas/users.ts'
import { warehouses } from './areas/warehouses.ts'
import { madeIdsIn } from './made-ids.ts'
import type { State } from './state.ts'

const steps: StoreSteps<State> = {
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

/** What a store answers to a call that it has an answer for. */
export type Outcome = { readonly value: unknown } | { readonly failure: Failure }

type Step = (state: State, args: unknown) => readonly [State, Outcome]
const stepOf = Object.assign({}, ...Object.values(steps)) as Readonly<Record<OperationName, Step>>

/** Applies one call. A failed call leaves the very same state. */
export function step(state: State, call: Call): readonly [State, Outcome] {
  if (argumentProblem(call) !== null) return [state, { failure: 'INVALID_ARGUMENT' }]
  const [next, outcome] = stepOf[call.operation](state, call.args)
  return [next === state ? state : noticing(next, call), outcome]
}

/** An id that a call wrote is not made afterwards, also if it is of the range that ids are made from. */
function noticing(state: State, { args }: Call): State {
  const unknown = madeIdsIn(args).filter(id => !state.usedIds.has(id))
  return unknown.length === 0 ? state : { ...state, usedIds: new Set([...state.usedIds, ...unknown]) }
}
