/** JSON that stores like to change: what is nothing, what looks like it, what nests, and odd numbers and keys. */
import type { Static } from 'typebox'
import type { Json, JsonObject } from '../../src/trait/value.ts'
import { oddProperties, oddTexts } from './names.ts'

/** Any one of these is a value by itself. */
export const oddJson: readonly Static<typeof Json>[] = [
  null,
  false,
  true,
  0,
  1,
  -1.5,
  1e-7,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.MAX_VALUE,
  Number.EPSILON,
  ...oddTexts,
  [],
  {},
  [null],
  [[]],
  [{}],
  [2, 10, 1, '2', null, false],
  { a: null, b: [], c: {}, d: '', e: 0, f: false },
  { '': { '': '' } },
  { b: 1, a: 2, 10: 3, 9: 4 },
  { a: { b: { c: { d: { e: [[[['deep']]]] } } } } },
  JSON.parse('{"__proto__":{"a":1},"constructor":{"__proto__":null}}'),
  oddProperties,
]

/** All of them at once, in an object. */
export const oddObject: Static<typeof JsonObject> = Object.fromEntries([
  ...oddJson.map((value, i) => [`value ${i}`, value]),
  ['list', [...oddJson]],
  ...Object.entries(oddProperties),
])
