/** The kinds of value that the contract speaks of, as JSON Schema. */
import Type, { type TSchema } from 'typebox'
import type { Entity } from './errors.ts'

/** Well-formed Unicode without U+0000. The pattern is read with the `u` flag, as JSON Schema asks. */
const WELL_FORMED = '^[^\\u0000\\ud800-\\udfff]*$'
const PROPERTY_KEY = '^[^\\u0000\\ud800-\\udfff]{1,255}$'
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const INSTANT = '^(19[7-9]\\d|[2-9]\\d{3})-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$'

/** Text of any length, the empty text included. */
export const Text = Type.String({ title: 'Text', pattern: WELL_FORMED })

/** 1–255 code points; identity is exact. */
export const Name = Type.String({ title: 'Name', minLength: 1, maxLength: 255, pattern: WELL_FORMED })

/** A lower-case canonical UUID. */
export const Id = Type.String({ title: 'Id', pattern: UUID })

/** RFC 3339, UTC, milliseconds, years 1970–9999: `2026-01-31T23:59:59.999Z`. */
export const Timestamp = Type.String({ title: 'Timestamp', format: 'date-time', pattern: INSTANT })

/** Map of string to string; keys are 1–255 code points, and `__proto__` is a key like any other. */
export const Properties = Type.Record(Type.String({ pattern: PROPERTY_KEY }), Text, {
  title: 'Properties',
  additionalProperties: false,
})

/** An integer that a double holds exactly. */
export const Integer = Type.Integer({
  title: 'Integer',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
})

/** How many of something there are. */
export const Count = Type.Integer({ title: 'Count', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** 1–16 names; a namespace's path. */
export const Path = Type.Array(Name, { title: 'Path', minItems: 1, maxItems: 16 })
export type Path = Type.Static<typeof Path>

/** Names that are stuck to something: in order, without repeats. */
export const Tags = Type.Array(Name, { title: 'Tags', uniqueItems: true })

/** A list of texts, in order, repeats allowed. */
export const Texts = Type.Array(Text, { title: 'Texts' })

const JsonDefinitions = {
  Json: Type.Union([
    Type.Null(),
    Type.Boolean(),
    Type.Number(),
    Text,
    Type.Array(Type.Ref('Json')),
    Type.Record(Type.String({ pattern: WELL_FORMED }), Type.Ref('Json'), { additionalProperties: false }),
  ]),
  JsonObject: Type.Record(Type.String({ pattern: WELL_FORMED }), Type.Ref('Json'), {
    additionalProperties: false,
  }),
}

/** Any JSON value; numbers are finite, strings and keys are well-formed and without U+0000. */
export const Json = Type.Cyclic(JsonDefinitions, 'Json', { title: 'Json' })

/** A JSON object, of any keys and values. */
export const JsonObject = Type.Cyclic(JsonDefinitions, 'JsonObject', { title: 'JsonObject' })

/** The part of a list to return; no limit means everything from the offset. */
export const Page = object({ limit: Type.Optional(Count), offset: Type.Optional(Count) }, 'Page')
export type Page = Type.Static<typeof Page>

/** What an operation without an answer resolves to. */
export const Nothing = Type.Null()

/** A closed object: a key that is not declared is refused. */
export function object<P extends Type.TProperties>(properties: P, title?: string) {
  return Type.Object(properties, { additionalProperties: false, ...(title && { title }) })
}

/** `T` or `null`; present, never absent. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([Type.Null(), schema])
}

/** One of these strings. */
export function oneOf<const Members extends readonly string[]>(members: Members) {
  return Type.Enum<[...Members]>([...members])
}

/** Marks a value that names an existing `entity`: a parent or the subject of a call. */
export function refersTo<T extends TSchema>(entity: Entity, schema: T): T {
  return { ...schema, 'x-refers-to': entity }
}

/** Marks a value that gives a new `entity` its identity. */
export function identifies<T extends TSchema>(entity: Entity, schema: T): T {
  return { ...schema, 'x-identifies': entity }
}

/**
 * Marks a value that may equal what a stored entity holds in a field (`user.id`), and need not: a soft reference, or a
 * value to compare with.
 */
export function mentions<T extends TSchema>(fields: readonly `${string}.${string}`[], schema: T): T {
  return { ...schema, 'x-mentions': fields }
}
