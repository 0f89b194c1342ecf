/**
 * The values that generated calls are made of: few, so that calls meet, and chosen to disagree on case,
 * collation, dots, wildcards, quotes, Unicode and prefixes. Every pool starts with its simplest member.
 */
import { ACTIONS } from '../src/trait/areas/permissions.ts'

const IDS = Array.from({ length: 12 }, (_, i) => `a0000000-0000-4000-8000-${hex(i + 1)}`)

const NAMES = [
  'a',
  'b',
  'c',
  'A',
  'ab',
  'a ',
  'a.b',
  'a_',
  'a%',
  'a\\',
  "a'b",
  'a"b',
  'main',
  '__proto__',
  'ss',
  '\u00df', // sharp s, folded to "ss" by some collations
  '\u0130', // dotted capital I, two code points when lower-cased
  '\u00e9', // e acute, one code point …
  'e\u0301', // … and two
  '\uff5e', // above every surrogate as a UTF-16 unit …
  '\u{1f600}', // … and below this one as a code point
  '\u{1f600}'.repeat(255), // as long as a name may be
]

/** Names that a store may take for one another, or put in the wrong order. */
export const TWINS: readonly (readonly [string, string])[] = [
  ['a', 'A'],
  ['a', 'a '],
  ['a', 'ab'],
  ['ss', '\u00df'],
  ['\u00e9', 'e\u0301'],
  ['\uff5e', '\u{1f600}'],
]

const TEXTS = [
  '',
  'a',
  "it's",
  '"quoted" \\ and $1 %s',
  '{"json":[null]}',
  'two\nlines\t',
  '\u{1f600}\uff5e',
  'x'.repeat(5000),
]

const PROPERTIES = [
  '{}',
  '{"a":"1"}',
  '{"a":"2","b":""}',
  '{"a.b":"1","$set":"2"}',
  '{"__proto__":"x"}',
  '{"metadata_location":"a"}',
  '{"metadata_location":"","a":"1"}',
].map(text => JSON.parse(text))

const JSON_OBJECTS = [
  '{}',
  '{"a":1}',
  '{"b":[1,"1",true,null,{}],"a":{"a.b":[[]],"$set":""}}',
  '{"__proto__":{"a":"x"}}',
].map(text => JSON.parse(text))

const JSON_VALUES = [...JSON_OBJECTS, [], [null, [1, [2]]], '', 'a', '{}', 0, -1.5, 1e21, true, false, null]

const TAG_LISTS = [[], ['a'], ['b', 'a'], ['a', 'a ', 'A'], ['%', '__proto__', '\u{1f600}']]

const ACTION_SETS = [['read'], [], ['write', 'read'], ['update', 'all', 'create'], [...ACTIONS].reverse()]

/** Parts of names, and what looks like one to a store that folds or escapes in another way. */
const QUERIES = [
  '',
  'a',
  'A',
  'B',
  '.',
  '%',
  '_',
  '\\',
  'ss',
  'SS',
  '\u00df',
  'i',
  '\u0130',
  '\u00c9',
  'e\u0301',
  '\u{1f600}',
]

const TIMESTAMPS = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '1970-01-01T00:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
]

const INTEGERS = [0, 1, 30, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]

const COUNTS = [3, 0, 1, 2, 100]

const PAGES = [
  {},
  { limit: 1 },
  { offset: 1 },
  { limit: 2, offset: 1 },
  { limit: 0 },
  { limit: 2, offset: 9 },
]

/** The pool of each value kind, simplest first. */
const pools: Readonly<Record<string, readonly unknown[]>> = {
  Id: IDS,
  Name: NAMES,
  Username: NAMES.slice(0, 12),
  Email: NAMES.slice(0, 12),
  ApiKeyHash: NAMES.slice(0, 8),
  TokenString: ['a', 'A', '', ...NAMES.slice(4, 10), 'x'.repeat(5000)],
  Path: pathsOf(NAMES),
  Text: TEXTS,
  Texts: [[], ['a'], ['b', '', 'a', 'a']],
  NewLocation: TEXTS.filter(text => text !== ''),
  Query: QUERIES,
  Tags: TAG_LISTS,
  Actions: ACTION_SETS,
  NoIds: [[]],
  Properties: PROPERTIES,
  Timestamp: TIMESTAMPS,
  Json: JSON_VALUES,
  JsonObject: JSON_OBJECTS,
  Integer: INTEGERS,
  Count: COUNTS,
  Page: PAGES,
}

export function poolOf(kind: string): readonly unknown[] {
  const pool = pools[kind]
  if (pool === undefined) throw new Error(`no pool for values of the kind ${kind}`)
  return pool
}

/** The ids that tenants may have; other entities draw from the whole pool. */
export const TENANT_IDS: readonly string[] = IDS.slice(0, 3)

/** An id of no tenant. */
export const NO_TENANT_ID = IDS[3] as string

/** A few paths over some names: prefixes of one another, a dotted twin, the longest that is legal. */
export function pathsOf(names: readonly string[]): readonly (readonly string[])[] {
  const [a = 'a', b = 'b', c = 'c'] = names
  return [[a], [b], [a, b], [a, b, c], [c], [a, c], [dotted(a, b)], Array(16).fill(c)]
}

/** One name that reads like the path of two. */
function dotted(a: string, b: string): string {
  return [...`${a}.${b}`].slice(0, 255).join('')
}

function hex(n: number): string {
  return n.toString(16).padStart(12, '0')
}
