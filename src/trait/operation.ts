/** What an operation is: one literal, read by callers, adapters, the model, the generator and the report. */
import type { Static, TObject, TProperties, TSchema } from 'typebox'
import type { Failure } from './errors.ts'
import type { Feature } from './features.ts'
import { object } from './value.ts'

export type Kind = 'query' | 'mutation'

interface Declaration<Args extends TProperties, Returns extends TSchema, Fails extends Failure> {
  /** What the operation promises, in a sentence or two. */
  readonly summary: string
  readonly kind: Kind
  /** The contract version that brought it. */
  readonly since: string
  readonly args: Args
  readonly returns: Returns
  /** The failures that the contract allows, in order of precedence. */
  readonly fails: readonly Fails[]
  /** Whether it makes ids of the store's own choice, which are compared up to a consistent renaming. */
  readonly makesIds?: true
}

export interface Operation<
  Args extends TProperties = TProperties,
  Returns extends TSchema = TSchema,
  Fails extends Failure = Failure,
> extends Omit<Declaration<Args, Returns, Fails>, 'args'> {
  readonly args: TObject<Args>
}

export function operation<
  Args extends TProperties,
  Returns extends TSchema,
  const Fails extends Failure = never,
>(declaration: Declaration<Args, Returns, Fails>): Operation<Args, Returns, Fails> {
  return { ...declaration, args: object(declaration.args) }
}

/** Operations that stand or fall together; a row of the reference page. */
export interface Area<Ops extends Record<string, Operation> = Record<string, Operation>> {
  /** As the contract spells it: `service users`. */
  readonly name: string
  readonly feature: Feature
  readonly operations: Ops
}

export function area<Ops extends Record<string, Operation>>(
  name: string,
  feature: Feature,
  operations: Ops,
): Area<Ops> {
  return { name, feature, operations }
}

export type ArgsOf<O> = O extends Operation<infer Args, TSchema, Failure> ? Static<TObject<Args>> : never
export type ResultOf<O> = O extends { readonly returns: infer R extends TSchema } ? Static<R> : never
export type FailureOf<O> = O extends { readonly fails: readonly (infer F extends Failure)[] } ? F : never
type OperationsOf<A> = A extends Area<infer Ops> ? Ops : never

/** The operations of an area as its caller sees them. */
export type Methods<A extends Area> = {
  [K in keyof OperationsOf<A>]: (args: ArgsOf<OperationsOf<A>[K]>) => Promise<ResultOf<OperationsOf<A>[K]>>
}

/** The operations of an area as an adapter implements them, over its own kind of session. */
export type Handlers<A extends Area, Session> = {
  [K in keyof OperationsOf<A>]: (
    session: Session,
    args: ArgsOf<OperationsOf<A>[K]>,
  ) => Promise<ResultOf<OperationsOf<A>[K]>>
}

/** What the model says of a call: the value, or one of the failures declared for the operation. */
export type OutcomeOf<O> = { readonly value: ResultOf<O> } | { readonly failure: FailureOf<O> }

/** The operations of an area as pure steps of the model. */
export type Steps<A extends Area, State> = {
  [K in keyof OperationsOf<A>]: (
    state: State,
    args: ArgsOf<OperationsOf<A>[K]>,
  ) => readonly [State, OutcomeOf<OperationsOf<A>[K]>]
}
