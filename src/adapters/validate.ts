/** Checks arguments and results against the declarations, once for every adapter. */
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type Call, type OperationName, operations } from '../trait/catalog-store.ts'

/** Why a call is refused as `INVALID_ARGUMENT`, or null. */
export function argumentProblem({ operation, args }: Call): string | null {
  return schemaProblem(argsValidator(operation), args) ?? foreignTenantProblem(args)
}

/** Why a result is not what the operation declares, or null. */
export function resultProblem(operation: OperationName, result: unknown): string | null {
  return schemaProblem(resultValidator(operation), result)
}

/** An entity that carries the `tenantId` of its own call must carry the same one. */
function foreignTenantProblem(args: Call['args']): string | null {
  if (typeof args.tenantId !== 'string') return null
  for (const [name, value] of Object.entries(args)) {
    const carried = (value as { tenantId?: unknown } | null)?.tenantId
    if (carried !== undefined && carried !== args.tenantId) {
      return `${name}.tenantId is ${JSON.stringify(carried)}, the call's is "${args.tenantId}"`
    }
  }
  return null
}

function schemaProblem(validator: Validator, value: unknown): string | null {
  if (validator.Check(value)) return null
  const [first] = validator.Errors(value)
  return `${first?.instancePath || 'the value'} ${first?.message ?? 'is not as declared'}`
}

const argsValidator = compiledOnce(name => operations[name].args)
const resultValidator = compiledOnce(name => operations[name].returns)

function compiledOnce(schemaOf: (name: OperationName) => TSchema): (name: OperationName) => Validator {
  const compiled = new Map<OperationName, Validator>()
  return name => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const validator = Compile(schemaOf(name)) as Validator
    compiled.set(name, validator)
    return validator
  }
}
