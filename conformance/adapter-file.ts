/** Finds the adapter that a command names: one that ships with the kit, or a module of the user's. */
import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Adapter } from '../src/adapters/adapter.ts'
import { memory } from '../src/adapters/memory/adapter.ts'
import { capabilityGrades } from '../src/trait/capabilities.ts'

/** A server that the command obtained, for adapters that need one. */
export interface Servers {
  readonly postgres?: { readonly url: string; readonly obtained: string }
}

/** The adapters that ship with the kit, by the name that the command line gives them. */
export const builtInAdapters = ['memory', 'sqlite', 'sqlite-file', 'postgres'] as const

/** Resolves to the adapter of that name or in that file; rejects with one sentence that says what is wrong. */
export async function findAdapter(spec: string, servers: Servers): Promise<Adapter> {
  if (spec === 'memory') return memory
  // Drivers take their time to load, and no command needs them all.
  if (spec === 'sqlite') return (await import('../src/adapters/sqlite/adapter.ts')).sqlite
  if (spec === 'sqlite-file') return (await import('../src/adapters/sqlite/adapter.ts')).sqliteFile
  if (spec === 'postgres') {
    if (servers.postgres === undefined) throw new Error('no PostgreSQL server was obtained')
    return (await import('../src/adapters/postgres/adapter.ts')).postgres(servers.postgres)
  }
  return loadAdapter(spec)
}

async function loadAdapter(spec: string): Promise<Adapter> {
  const file = resolve(spec)
  const stats = await stat(file).catch(() => null)
  if (!stats?.isFile()) {
    throw new Error(
      `${spec} is neither a file nor one of ${builtInAdapters.join(', ')}; a file is named by its path`,
    )
  }
  if (['.ts', '.mts', '.cts'].includes(extname(file))) (await import('tsx/esm/api')).register()
  const loaded: unknown = await import(pathToFileURL(file).href).catch(error => {
    throw new Error(`${spec} does not load: ${error instanceof Error ? error.message : String(error)}`)
  })
  const adapter = defaultExport(loaded)
  const problem = problemOf(adapter)
  if (problem !== null) {
    throw new Error(`${spec} ${problem}; write: export default defineAdapter({ name, capabilities, open })`)
  }
  return adapter as Adapter
}

/** A CommonJS module arrives wrapped once more. */
function defaultExport(loaded: unknown): unknown {
  const outer = (loaded as { default?: unknown }).default
  return (outer as { default?: unknown } | undefined)?.default ?? outer
}

function problemOf(adapter: unknown): string | null {
  if (adapter === undefined) return 'has no default export'
  if (typeof adapter !== 'object' || adapter === null) return 'has a default export that is no adapter'
  const { name, open, capabilities } = adapter as Partial<Adapter>
  if (typeof name !== 'string' || name === '') return 'exports an adapter without a name'
  if (typeof open !== 'function') return 'exports an adapter without the function open'
  for (const [ability, grades] of Object.entries(capabilityGrades)) {
    const grade = (capabilities as Record<string, unknown> | undefined)?.[ability]
    if (!grades.some(known => known === grade)) {
      return `exports an adapter whose capabilities.${ability} is not one of ${grades.join(', ')}`
    }
  }
  return null
}
