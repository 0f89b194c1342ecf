/** Cases that need no writing: every operation refuses arguments that are not as it declares them. */
import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import { type OperationName, operations } from '../../src/trait/catalog-store.ts'
import { StoreError } from '../../src/trait/errors.ts'
import { type Case, isNoAnswer } from '../case.ts'
import { withEverything } from './fixtures.ts'

/** The claim of the case. */
export const malformedClaim = 'refuses malformed arguments'

/** The case of one operation: each of its calls differs from a well-formed one in one place. */
export function malformedCase(operation: OperationName): Case {
  return async ({ store }) => {
    await withEverything(store).catch(unlessUnimplemented)
    const before = await digest(store)
    for (const args of malformed(operations[operation].args)) {
      const failure = await failureOf(store[operation] as Method, args)
      assert.equal(failure, 'INVALID_ARGUMENT', `${operation}(${JSON.stringify(args)})`)
    }
    assert.deepEqual(await digest(store), before)
  }
}

/** A store that does not offer everything is asked with what it has. */
function unlessUnimplemented(error: unknown): void {
  if (!(error instanceof StoreError) || error.code !== 'UNIMPLEMENTED') throw error
}

type Method = (args: unknown) => Promise<unknown>

async function failureOf(method: Method, args: unknown): Promise<string> {
  try {
    await method(args)
  } catch (error) {
    if (!(error instanceof StoreError) || isNoAnswer(error)) throw error
    return error.failure
  }
  return 'none'
}

/** The part of JSON Schema that the declarations use. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  /** Only JSON is declared by reference, since it holds itself. */
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
}

const uuid = 'abcdef00-0000-4000-8000-000000000000'
const instant = '2026-01-31T23:59:59.999Z'

/** A value that the schema accepts, with every optional key. */
function wellFormed(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.$ref !== undefined) return { key: ['value', 1.5, null] }
  if (schema.anyOf !== undefined) return wellFormed(presentMembers(schema.anyOf)[0] ?? {})
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, of]) => [key, wellFormed(of)]))
  }
  if (schema.type === 'null') return null
  if (schema.type === 'object') return { key: 'value' }
  if (schema.type === 'array') return schema.maxItems === 0 ? [] : [wellFormed(schema.items ?? {})]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer') return 1
  return ['name', uuid, instant].find(text => new RegExp(schema.pattern ?? '', 'u').test(text))
}

/** The values that differ from a well-formed one in one place and that the schema must refuse. */
function* malformed(schema: Schema): Generator<unknown> {
  const members = presentMembers(schema.anyOf ?? [])
  const json = [schema, ...members].find(({ $ref }) => $ref !== undefined)
  if (json !== undefined) return yield* malformedJson(json)
  yield [[]]
  yield Object.create({ inherited: 'key' }, { odd: { value: 1, enumerable: true } })
  if (schema.anyOf !== undefined) {
    for (const member of members) {
      for (const value of malformed(member)) if (value !== null) yield value
    }
    return
  }
  if (schema.type === 'null') return yield* ['', 'null', 0, false, instant]
  yield null
  if (schema.const !== undefined || schema.enum !== undefined) yield* ['', 'no such member', 1]
  else if (schema.properties !== undefined) yield* malformedObjects(schema)
  else if (schema.patternProperties !== undefined) yield* malformedMaps(schema.patternProperties)
  else if (schema.type === 'array') yield* malformedArrays(schema)
  else if (schema.type === 'boolean') yield* ['true', 0, 1, '']
  else if (schema.type === 'integer') yield* malformedIntegers(schema)
  else yield* malformedTexts(schema)
}

function* malformedObjects(schema: Schema): Generator<unknown> {
  const good = wellFormed(schema) as Record<string, unknown>
  yield { ...good, unknown: null }
  yield { ...good, ['__proto__']: {} }
  for (const key of schema.required ?? []) {
    const { [key]: _, ...rest } = good
    yield rest
  }
  for (const [key, of] of Object.entries(schema.properties ?? {})) {
    for (const value of malformed(of)) yield { ...good, [key]: value }
  }
}

function* malformedMaps(values: Readonly<Record<string, Schema>>): Generator<unknown> {
  for (const key of ['', 'a\0b', '\ud800', 'x'.repeat(256)]) yield { [key]: 'value' }
  for (const of of Object.values(values)) for (const value of malformed(of)) yield { good: '', key: value }
}

/** Nearly everything is JSON; where an object is asked for, the rest of it is malformed too. */
function* malformedJson({ $ref }: Schema): Generator<unknown> {
  if ($ref === 'JsonObject') yield* [null, true, 1, 'name', [], [{}]]
  for (const value of ['a\0b', '\ud83d', Number.NaN, Number.POSITIVE_INFINITY]) {
    if ($ref !== 'JsonObject') yield* [value, [value]]
    yield* [{ key: value }, { key: [{ deep: value }] }]
  }
  for (const key of ['a\0b', '\ud83d']) yield* [{ [key]: 1 }, { key: { [key]: 1 } }]
}

function* malformedArrays(schema: Schema): Generator<unknown> {
  const { items = {}, minItems = 0, maxItems, uniqueItems } = schema
  const good = wellFormed(items)
  if (uniqueItems) yield [good, good]
  if (minItems > 0) yield []
  if (maxItems !== undefined) yield Array.from({ length: maxItems + 1 }, () => good)
  for (const item of malformed(items)) yield [good, item]
}

function* malformedIntegers({ minimum = 0, maximum = 0 }: Schema): Generator<unknown> {
  yield* ['1', 1.5, Number.NaN, Number.POSITIVE_INFINITY, minimum - 1, maximum + 1, true]
}

/** An id or an instant that is written in another way is refused like any other text in its place. */
function* malformedTexts(schema: Schema): Generator<unknown> {
  yield* [1, true, 'a\0b', '\ud83d', '\ude00\ud83d']
  if (schema.minLength !== undefined) yield ''
  if (schema.maxLength !== undefined) yield* ['x', '\u{1f600}', 'e\u0301'].map(text => text.repeat(256))
  const good = wellFormed(schema)
  if (good === uuid)
    yield* ['', 'name', uuid.toUpperCase(), `{${uuid}}`, `${uuid}\n`, uuid.replaceAll('-', '')]
  if (good === instant) yield* otherInstants
}

const otherInstants = [
  '',
  '2026-01-31',
  '2026-01-31T23:59:59Z',
  '2026-01-31T23:59:59.99Z',
  '2026-01-31T23:59:59.9999Z',
  '2026-01-31T23:59:59.999',
  '2026-01-31T23:59:59.999+00:00',
  '2026-01-31t23:59:59.999z',
  '2026-01-31 23:59:59.999Z',
  '2026-01-31T24:00:00.000Z',
  '2026-01-31T23:59:60.000Z',
  '2026-02-29T00:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '+10000-01-01T00:00:00.000Z',
  ' 2026-01-31T23:59:59.999Z',
]

/** The members of a union that are not null. */
function presentMembers(members: readonly Schema[]): readonly Schema[] {
  return members.flatMap(member => (member.anyOf ? presentMembers(member.anyOf) : [member])).filter(isPresent)
}

function isPresent({ type }: Schema): boolean {
  return type !== 'null'
}
