/** The stored form of values. Only what pg itself would read otherwise is elsewhere, in postgres/types.ts. */
import { hash } from 'node:crypto'
import type { Path } from '../../trait/value.ts'
import type { Row } from './session.ts'

/** Declares how each field of an entity is stored. */
export function rowsOf<Entity extends object>(
  table: string,
  forms: { readonly [Field in keyof Entity]-?: Form },
): Rows<Entity> {
  type Columns = Column<keyof Entity>
  const fields = Object.entries<Form>(forms).map(([field, form]) => {
    const column = field.replace(/[A-Z]/g, upper => `_${upper.toLowerCase()}`) as Columns
    return { field: field as keyof Entity & string, column, form: codecs[form] }
  })
  return {
    columns: fields.map(({ column }) => column),
    selection: fields.map(({ column }) => `${table}.${column}`),
    write(entity) {
      const row: Record<string, unknown> = {}
      for (const { field, column, form } of fields) row[column] = nullOr(form.write, entity[field])
      return row as { [C in Columns]: unknown }
    },
    read(row) {
      const entity: Record<string, unknown> = {}
      for (const { field, column, form } of fields) entity[field] = nullOr(form.read, row[column])
      return entity as Entity
    },
  }
}

/** How a field is stored: as it is, as 0 or 1, or as JSON text. `null` is always `NULL`. */
type Form = 'plain' | 'flag' | 'json'

/** The column of a field: `tenantId` is stored in `tenant_id`. */
type Column<Field> = Field extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Column<Rest>}`
    : `_${Lowercase<Head>}${Column<Rest>}`
  : ''

/** An entity as a row of its table. */
export interface Rows<Entity> {
  readonly columns: readonly Column<keyof Entity>[]
  /** The columns with their table, for a query that joins others. */
  readonly selection: readonly string[]
  readonly write: (entity: Entity) => { readonly [C in Column<keyof Entity>]: unknown }
  readonly read: (row: Row) => Entity
}

/** PostgreSQL takes 0 and 1 for a boolean, SQLite takes nothing else. */
const codecs = {
  plain: { write: (value: unknown) => value, read: (stored: unknown) => stored },
  flag: { write: Number, read: Boolean },
  json: { write: writeJson, read: readJson },
}

function nullOr(convert: (value: unknown) => unknown, value: unknown): unknown {
  return value === null ? null : convert(value)
}

export function writeJson(value: unknown): string {
  return JSON.stringify(value)
}

/** A key `__proto__` of the text becomes a key like any other. */
export function readJson(text: unknown): unknown {
  return JSON.parse(text as string)
}

/** What search looks through and for: lower case as the contract means it; databases differ in theirs. */
export function searchable(text: string): string {
  return text.toLowerCase()
}

/** The columns of a namespace's path; the hash stands for it where its full length would not fit an index. */
export const pathColumns = ['path', 'path_hash', 'parent_hash', 'path_head'] as const

export function writePath(path: readonly string[]) {
  const bytes = pathBytes(path)
  return {
    path: bytes,
    path_hash: sha256(bytes),
    parent_hash: path.length === 1 ? null : pathHash(path.slice(0, -1)),
    path_head: pathHead(bytes),
  }
}

export function readPath(bytes: unknown): Path {
  return (bytes as Buffer).toString('utf8').split('\0')
}

export function pathHash(path: readonly string[]): Buffer {
  return sha256(pathBytes(path))
}

/** Where the longer paths that begin with this one lie: from `low`, up to but not including `high`. */
export function pathsBelow(path: readonly string[]) {
  const bytes = pathBytes(path)
  const low = Buffer.concat([bytes, Buffer.of(0)])
  const high = Buffer.concat([bytes, Buffer.of(1)])
  return { low, high, low_head: pathHead(low), high_head: pathHead(high) }
}

/** Names hold no U+0000, so that joined by it their bytes order as the contract orders paths. */
function pathBytes(path: readonly string[]): Buffer {
  return Buffer.from(path.join('\0'))
}

/** The part of a path that an index orders by; PostgreSQL 18 takes 2704 bytes at most into an index entry. */
function pathHead(bytes: Buffer): Buffer {
  return bytes.subarray(0, 512)
}

/** By way of a text: a digest that Node 24.21 makes a buffer of itself takes it twice as long. */
export function sha256(bytes: Buffer | string): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary')
}
