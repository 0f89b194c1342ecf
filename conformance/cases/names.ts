/** Names, texts and instants on which encodings, collations, pattern languages and key formats disagree. */

/** In the contract's order: by code point. All are different names. */
export const orderedNames = [
  '\u0001',
  ' a',
  '"',
  '%',
  "'; --",
  '.',
  '10',
  '2',
  'A',
  'B',
  '["a"]',
  '\\',
  '_',
  '__proto__',
  'a',
  'a ',
  'a%',
  'a.b',
  'ab',
  'constructor',
  'e\u0301',
  'i',
  'ss',
  '\u00df',
  '\u00e9',
  '\u0131',
  '\ufeffa',
  '\uff5e',
  '\u{1f600}',
] as const

/** Names that a collation, a trim or a normalisation takes for one another. */
export const lookalikes = ['a', 'a ', 'B', 'e\u0301', '\u00e9', 'ss', '_', 'ab'] as const

/** Names that none of the lookalikes is. */
export const strangers = ['A', ' a', 'b', 'a  ', 'E\u0301', '\u00df', '%', '__', 'a_', '\\_'] as const

/** In the contract's order: element by element, a prefix first. */
export const orderedPaths: readonly string[][] = [
  ['A'],
  ['B'],
  ['__proto__'],
  ['a'],
  ['a', '%'],
  ['a', 'B'],
  ['a', 'a'],
  ['a', 'a', 'z'],
  ['a', 'b'],
  ['a', '\u{1f600}'],
  ['a\u0001'],
  ['a\u001fb'],
  ['a '],
  ['a","b'],
  ['a.b'],
  ['a/b'],
  ['ab'],
  ['e\u0301'],
  ['\u00e9'],
  ['\uff5e'],
  ['\uff5e', 'a'],
  ['\u{1f600}'],
]

/** The longest name: 255 code points of four bytes each. */
export const longestName = '\u{1f600}'.repeat(255)

/** The longest path; it differs from its sibling in the last code point only. */
export const longestPath: readonly string[] = Array.from({ length: 16 }, () => longestName)
export const longestSibling: readonly string[] = longestPath.with(15, `${'\u{1f600}'.repeat(254)}\u{1f601}`)

/** Texts that stores like to change; `''` is not null. */
export const oddTexts = [
  '',
  ' ',
  'null',
  '{}',
  '\\n',
  '\n\r\t',
  '\'"`',
  '\u{1f600}',
  'e\u0301',
  '\u2028',
  '\u0001',
]

/** In order: the ends of the calendar, and instants that a coarser clock would merge. */
export const instants = [
  '1970-01-01T00:00:00.000Z',
  '1970-01-01T00:00:00.001Z',
  '2000-02-29T12:00:00.100Z',
  '2026-03-29T01:30:00.120Z',
  '9999-12-31T23:59:59.999Z',
] as const

/** Every key and value that a map may hold and an encoding may lose. */
export const oddProperties: Record<string, string> = Object.fromEntries([
  ...orderedNames.map(name => [name, `value of ${name}`]),
  ...oddTexts.map((text, i) => [`text ${i}`, text]),
  ['$set', '$unset'],
  ['$.a', '$.b'],
  ['a[0]', ''],
  [longestName, longestName],
  ['long', 'x'.repeat(20_000)],
])
