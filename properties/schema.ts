/** Reads the schemas of the trait: what a place in an argument holds, and which entity it names. */
import type { TSchema } from 'typebox'
import type { Entity } from '../src/trait/errors.ts'

/** How a value is related to the entities of a store. */
export type Role =
  | { readonly refersTo: Entity }
  | { readonly identifies: Entity }
  /** Fields of stored entities whose values it may equal: `user.id`. */
  | { readonly mentions: readonly string[] }
  | null

/** The entity that a role speaks of; of a mention, the first that it may be. */
export function entityOf(role: NonNullable<Role>): Entity {
  if ('identifies' in role) return role.identifies
  if ('refersTo' in role) return role.refersTo
  return role.mentions[0]?.split('.')[0] as Entity
}

/** A schema read once into the few shapes that the contract is made of. */
export type Shape =
  | { readonly is: 'object'; readonly fields: readonly Field[] }
  | { readonly is: 'choice'; readonly of: readonly Shape[] }
  | { readonly is: 'list'; readonly of: Shape }
  | { readonly is: 'constant'; readonly values: readonly unknown[]; readonly role: Role }
  /** A value kind of `value.ts`, by its title: `Name`, `Id`, `Path`, … */
  | { readonly is: 'kind'; readonly kind: string; readonly role: Role }

export interface Field {
  readonly name: string
  readonly optional: boolean
  readonly shape: Shape
}

interface RawSchema {
  readonly type?: string
  readonly title?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly TSchema[]
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly required?: readonly string[]
  readonly items?: TSchema
  readonly 'x-refers-to'?: Entity
  readonly 'x-identifies'?: Entity
  readonly 'x-mentions'?: readonly string[]
}

const shapes = new WeakMap<object, Shape>()

export function shapeOf(schema: TSchema): Shape {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const shape = read(schema as RawSchema)
  shapes.set(schema, shape)
  return shape
}

function read(schema: RawSchema): Shape {
  const role = roleOf(schema)
  if (schema.anyOf) return { is: 'choice', of: schema.anyOf.flatMap(branchesOf) }
  if (schema.enum) return { is: 'constant', values: schema.enum, role }
  if ('const' in schema) return { is: 'constant', values: [schema.const], role }
  if (schema.type === 'null') return { is: 'constant', values: [null], role }
  if (schema.type === 'boolean') return { is: 'constant', values: [false, true], role }
  if (schema.title !== undefined) return { is: 'kind', kind: schema.title, role }
  if (schema.type === 'object') return { is: 'object', fields: fieldsOf(schema) }
  if (schema.items) return { is: 'list', of: shapeOf(schema.items) }
  throw new Error(`no shape for the schema ${JSON.stringify(schema)}`)
}

/** A choice within a choice is one choice. */
function branchesOf(schema: TSchema): readonly Shape[] {
  const shape = shapeOf(schema)
  return shape.is === 'choice' ? shape.of : [shape]
}

function roleOf(schema: RawSchema): Role {
  if (schema['x-refers-to']) return { refersTo: schema['x-refers-to'] }
  if (schema['x-identifies']) return { identifies: schema['x-identifies'] }
  if (schema['x-mentions']) return { mentions: schema['x-mentions'] }
  return null
}

/** The tenant comes first, because it says where everything else is found. */
function fieldsOf({ properties = {}, required = [] }: RawSchema): readonly Field[] {
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    optional: !required.includes(name),
    shape: shapeOf(schema),
  }))
  return fields.toSorted((a, b) => Number(namesTenant(b.shape)) - Number(namesTenant(a.shape)))
}

function namesTenant(shape: Shape): boolean {
  if (shape.is === 'choice') return shape.of.some(namesTenant)
  return (
    shape.is === 'kind' && shape.role !== null && 'refersTo' in shape.role && shape.role.refersTo === 'tenant'
  )
}

/** Every role in a shape, with the kind of the value that plays it. */
export function* rolesIn(shape: Shape): Generator<{ readonly kind: string; readonly role: Role }> {
  if (shape.is === 'kind') yield shape
  if (shape.is === 'list') yield* rolesIn(shape.of)
  if (shape.is === 'choice') for (const branch of shape.of) yield* rolesIn(branch)
  if (shape.is === 'object') for (const field of shape.fields) yield* rolesIn(field.shape)
}
