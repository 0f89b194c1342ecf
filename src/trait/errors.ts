/** The one error type of the contract, with the canonical codes of gRPC. */

/** What a call can be about; named by `NOT_FOUND` and `ALREADY_EXISTS`. */
export const entities = [
  'tenant',
  'warehouse',
  'catalog',
  'namespace',
  'asset',
  'branch',
  'tag',
  'commit',
  'user',
  'role',
  'permission',
  'serviceUser',
  'auditEvent',
  'token',
  'mergeOperation',
  'mergeConflict',
  'businessMetadata',
  'accessRequest',
] as const

export type Entity = (typeof entities)[number]

/** A way in which an operation may be declared to fail; `code` or `code entity`. */
export type Failure =
  | 'INVALID_ARGUMENT'
  | `NOT_FOUND ${Entity}`
  | `ALREADY_EXISTS ${Entity}`
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'UNIMPLEMENTED'
  | 'UNAVAILABLE'
  | 'INTERNAL'

type Code<F extends Failure = Failure> = F extends `${infer C} ${string}` ? C : F
export type ErrorCode = Code

export interface StoreErrorFields {
  readonly code: ErrorCode
  /** One line: subject and fact, such as `tenant "a" does not exist`. */
  readonly fact: string
  readonly entity?: Entity
  readonly key?: unknown
  readonly operation?: string
  readonly adapter?: string
  readonly cause?: unknown
}

/** What a store throws; anything else that it throws is a finding. */
export class StoreError extends Error {
  readonly code: ErrorCode
  readonly fact: string
  readonly entity: Entity | undefined
  readonly key: unknown
  readonly operation: string | undefined
  readonly adapter: string | undefined

  constructor(fields: StoreErrorFields) {
    const subject = fields.operation === undefined ? '' : `${fields.operation}: `
    super(`${subject}${fields.fact}`, { cause: fields.cause })
    this.name = 'StoreError'
    this.code = fields.code
    this.fact = fields.fact
    this.entity = fields.entity
    this.key = fields.key
    this.operation = fields.operation
    this.adapter = fields.adapter
  }

  /** What conformance compares: the code, and the entity where the contract names one. */
  get failure(): Failure {
    const named = this.code === 'NOT_FOUND' || this.code === 'ALREADY_EXISTS'
    return (named ? `${this.code} ${this.entity}` : this.code) as Failure
  }
}

export function notFound(entity: Entity, key: unknown): StoreError {
  return new StoreError({ code: 'NOT_FOUND', entity, key, fact: `${entity} ${show(key)} does not exist` })
}

export function alreadyExists(entity: Entity, key: unknown, cause?: unknown): StoreError {
  const fact = `${entity} ${show(key)} already exists`
  return new StoreError({ code: 'ALREADY_EXISTS', entity, key, fact, cause })
}

export function failedPrecondition(fact: string): StoreError {
  return new StoreError({ code: 'FAILED_PRECONDITION', fact })
}

export function invalidArgument(fact: string): StoreError {
  return new StoreError({ code: 'INVALID_ARGUMENT', fact })
}

function show(key: unknown): string {
  return JSON.stringify(key) ?? String(key)
}
