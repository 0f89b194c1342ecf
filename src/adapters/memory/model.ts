/** The reference model: a pure function from a state and a call to the next state and the outcome. */
import type { Call, OperationName, StoreSteps } from '../../trait/catalog-store.ts'
import type { Failure } from '../../trait/errors.ts'
import { argumentProblem } from '../validate.ts'
import { assets } from './areas/assets.ts'
import { catalogs } from './areas/catalogs.ts'
import { namespaces } from './areas/namespaces.ts'
import { serviceUsers } from './areas/service-users.ts'
import { systemSettings } from './areas/system-settings.ts'
import { tenants } from './areas/tenants.ts'
import { warehouses } from './areas/warehouses.ts'
import type { State } from './state.ts'

const steps: StoreSteps<State> = {
  tenants,
  warehouses,
  catalogs,
  namespaces,
  assets,
  serviceUsers,
  systemSettings,
}

/** What a store answers to a call that it has an answer for. */
export type Outcome = { readonly value: unknown } | { readonly failure: Failure }

type Step = (state: State, args: unknown) => readonly [State, Outcome]
const stepOf = Object.assign({}, ...Object.values(steps)) as Readonly<Record<OperationName, Step>>

/** Applies one call. A failed call leaves the very same state. */
export function step(state: State, call: Call): readonly [State, Outcome] {
  if (argumentProblem(call) !== null) return [state, { failure: 'INVALID_ARGUMENT' }]
  return stepOf[call.operation](state, call.args)
}
