/** A finding as a Vitest file that needs nothing but the published package and the adapter. */
import { dirname, relative, resolve } from 'node:path'
import { builtInAdapters } from '../conformance/adapter-file.ts'
import type { Call } from '../src/trait/catalog-store.ts'
import type { FindingRecord, RunRecord } from './record.ts'
import { provenance, verdictLine, visible } from './wording.ts'

/** The text of `file`, which replays the calls on the adapter that they were found on. */
export function replayTest(
  { adapter }: RunRecord,
  finding: FindingRecord,
  calls: readonly Call[],
  file: string,
): string {
  const isBuiltIn = builtInAdapters.some(name => name === adapter)
  return `// ${verdictLine(adapter, finding)}: ${visible(finding.fact)}
// ${provenance(finding)}
${isBuiltIn ? builtIn(adapter) : ownAdapter(adapter, file)}
const calls: Call[] = ${literal(calls)}

test(${quoted(`${finding.operation} answers as the contract says`)}, async () => {
  expect(await replay(adapter, calls)).toEqual([])
})
`
}

function builtIn(adapter: string): string {
  const name = adapter.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const names = name < 'replay' ? `${name}, replay` : `replay, ${name}`
  return `import { type Call, ${names} } from 'catalog-parity'
import { expect, test } from 'vitest'

/** The store to ask; any other adapter can stand here. */
const adapter = ${name === 'postgres' ? POSTGRES : name}
`
}

const POSTGRES = `postgres({ url: process.env.DATABASE_URL ?? '', obtained: 'DATABASE_URL' })`

function ownAdapter(adapter: string, file: string): string {
  const path = relative(dirname(resolve(file)), resolve(adapter)).replaceAll('\\', '/')
  return `import { type Call, replay } from 'catalog-parity'
import { expect, test } from 'vitest'
import adapter from ${quoted(path.startsWith('.') ? path : `./${path}`)}
`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** JSON as TypeScript; written bare, the key `__proto__` would set the prototype. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?<!\\)"__proto__":/g, '["__proto__"]:')
}
