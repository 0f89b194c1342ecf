/** Obtains the servers that the named adapters need, and gives them back. */
import type { Servers } from '../conformance/adapter-file.ts'
import type { ObtainedPostgres } from '../src/adapters/postgres/obtain.ts'

export interface ObtainedServers {
  readonly servers: Servers
  /** Why an adapter's server could not be obtained, by adapter. */
  readonly refusals: ReadonlyMap<string, string>
  readonly close: () => Promise<void>
}

export async function obtainServers(
  adapters: readonly string[],
  postgresUrl: string | undefined,
): Promise<ObtainedServers> {
  const refusals = new Map<string, string>()
  let server: ObtainedPostgres | undefined
  if (adapters.includes('postgres')) {
    const { obtainPostgres } = await import('../src/adapters/postgres/obtain.ts')
    server = await obtainPostgres({ url: postgresUrl }).catch(error => {
      refusals.set('postgres', error instanceof Error ? error.message : String(error))
      return undefined
    })
  }
  return {
    servers: server ? { postgres: { url: server.url, obtained: server.obtained } } : {},
    refusals,
    close: async () => server?.close(),
  }
}
