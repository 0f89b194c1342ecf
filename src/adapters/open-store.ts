/** The shell around every store: check arguments, call within a time limit, check the result, wrap errors. */
import { type CatalogStore, type OperationName, operationNames } from '../trait/catalog-store.ts'
import { invalidArgument, StoreError } from '../trait/errors.ts'
import type { Adapter, OpenStore } from './adapter.ts'
import { deadline } from './deadline.ts'
import { argumentProblem, resultProblem } from './validate.ts'

export interface ShellOptions {
  /** The time that a call may take; 5000 ms unless given. */
  readonly callTimeoutMs?: number
}

/** Opens an adapter's store behind the shell. Rejects with the adapter's own error if it cannot open. */
export async function openStore(adapter: Adapter, options: ShellOptions = {}): Promise<OpenStore> {
  const opened: Partial<OpenStore> | undefined = await adapter.open()
  if (typeof opened?.store !== 'object') throw new TypeError('open answers no { store }')
  return { ...opened, store: shell(adapter.name, opened.store, options) }
}

type Method = (args: unknown) => Promise<unknown>

function shell(adapter: string, store: CatalogStore, { callTimeoutMs = 5000 }: ShellOptions): CatalogStore {
  const withinLimit = deadline(callTimeoutMs)

  const guarded = (operation: OperationName): Method => {
    const method = store[operation] as Method | undefined
    return async args => {
      try {
        const refused = argumentProblem({ operation, args: args as Record<string, unknown> })
        if (refused !== null) throw invalidArgument(refused)
        if (method === undefined) throw absent
        const result = await withinLimit(method.call(store, args))
        const wrong = resultProblem(operation, result)
        if (wrong !== null) throw internal(`the result is not as declared: ${wrong}`, result)
        return result
      } catch (error) {
        throw named(error, operation, adapter)
      }
    }
  }

  return Object.fromEntries(operationNames.map(name => [name, guarded(name)])) as unknown as CatalogStore
}

const absent = new StoreError({ code: 'UNIMPLEMENTED', fact: 'the store has no such method' })

function internal(fact: string, cause: unknown): StoreError {
  return new StoreError({ code: 'INTERNAL', fact, cause })
}

function named(error: unknown, operation: OperationName, adapter: string): StoreError {
  if (!isStoreError(error)) {
    const fact = `the store threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
    return new StoreError({ code: 'INTERNAL', fact, operation, adapter, cause: error })
  }
  const { code, fact, entity, key, cause } = error
  return new StoreError({ code, fact, ...(entity && { entity }), key, cause, operation, adapter })
}

/** By name, not by class: an adapter may hold its own copy of this package. */
function isStoreError(error: unknown): error is StoreError {
  return (
    error instanceof StoreError || (error instanceof Error && error.name === 'StoreError' && 'code' in error)
  )
}
