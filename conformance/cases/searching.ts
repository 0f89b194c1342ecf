/** Which texts contain which queries, where pattern languages and letter cases disagree. */
import assert from 'node:assert/strict'

/** In the contract's order. */
export const searchedTexts = [
  '%',
  '*x*',
  'Et',
  'E\u0301t',
  'I',
  'Kelvin',
  'MASSE',
  'Ma\u00dfe',
  '[a-z]',
  '\\',
  'a b',
  'a%b',
  'a\\%b',
  'a_b',
  'axb',
  '\u00c9t\u00e9',
  '\u0130x',
  '\u0131x',
  '\u01c4',
  '\u039f\u0394\u039f\u03a3',
  '\u03a3',
  '\u03bf\u03b4\u03bf\u03c3',
  '\u1e9e',
  '\u212aelvin',
  '\ufb01',
  '\u{10400}',
] as const

type Found = readonly (typeof searchedTexts)[number][]

/** By query: every text that contains it. */
const containing: readonly (readonly [query: string, found: Found])[] = [
  ['', searchedTexts],
  ['%', ['%', 'a%b', 'a\\%b']],
  ['_', ['a_b']],
  ['\\', ['\\', 'a\\%b']],
  ['\\%', ['a\\%b']],
  ['\\\\', []],
  ['%%', []],
  ['A%B', ['a%b']],
  ['a_b', ['a_b']],
  ['a.b', []],
  ['a*b', []],
  ['*', ['*x*']],
  ['.*', []],
  ['[A-Z]', ['[a-z]']],
  [']', ['[a-z]']],
  ['^a', []],
  [' ', ['a b']],
  ['AXB', ['axb']],
  ['b ', []],
  ['ET', ['Et']],
  ['\u00e9T', ['\u00c9t\u00e9']],
  ['e\u0301t', ['E\u0301t']],
  ['i', ['I', 'Kelvin', '\u0130x', '\u212aelvin']],
  ['I', ['I', 'Kelvin', '\u0130x', '\u212aelvin']],
  ['\u0130', ['\u0130x']],
  ['i\u0307X', ['\u0130x']],
  ['\u0131', ['\u0131x']],
  ['ss', ['MASSE']],
  ['\u00df', ['Ma\u00dfe', '\u1e9e']],
  ['\u1e9e', ['Ma\u00dfe', '\u1e9e']],
  ['k', ['Kelvin', '\u212aelvin']],
  ['\u212a', ['Kelvin', '\u212aelvin']],
  ['\u03a3', ['\u03a3', '\u03bf\u03b4\u03bf\u03c3']],
  ['\u03c3', ['\u03a3', '\u03bf\u03b4\u03bf\u03c3']],
  ['\u03c2', ['\u039f\u0394\u039f\u03a3']],
  ['\u03b4\u03bf\u03c2', ['\u039f\u0394\u039f\u03a3']],
  ['\u01c5', ['\u01c4']],
  ['fi', []],
  ['\u{10428}', ['\u{10400}']],
]

/** Asserts of a search through `searchedTexts` that it finds what contains the query, in order. */
export async function assertFinds(search: (query: string) => Promise<readonly string[]>): Promise<void> {
  for (const [query, found] of containing) {
    assert.deepEqual(await search(query), found, `a search for ${JSON.stringify(query)}`)
  }
}
