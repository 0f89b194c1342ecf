/** Where a PostgreSQL comes from: a URL given, else DATABASE_URL, else an embedded one, else a container. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { startEmbeddedPostgres } from './server.ts'

export interface PostgresChoice {
  readonly url?: string | undefined
}

export interface ObtainedPostgres {
  readonly url: string
  /** As the report shows it. */
  readonly obtained: 'given URL' | 'DATABASE_URL' | 'embedded' | 'container'
  /** Gives back what was started; a server that was given stays as it is. */
  readonly close: () => Promise<void>
}

/**
 * Obtains a PostgreSQL that answers. A URL that is given is the user's decision: if it does not answer,
 * nothing else is tried. Rejects with one sentence that names what was tried, and never shows a password.
 */
export async function obtainPostgres({ url }: PostgresChoice = {}): Promise<ObtainedPostgres> {
  if (url) return given(url, 'given URL')
  if (process.env.DATABASE_URL) return given(process.env.DATABASE_URL, 'DATABASE_URL')
  const refusals = ['no URL is given (--postgres-url, DATABASE_URL)']
  for (const [obtained, start] of startable) {
    try {
      return { obtained, ...(await start()) }
    } catch (error) {
      refusals.push(`${obtained}: ${reason(error)}`)
    }
  }
  throw new Error(`there is no PostgreSQL to use: ${refusals.join('; ')}`)
}

const startable = [
  ['embedded', startEmbeddedPostgres],
  ['container', startContainer],
] as const

async function given(url: string, obtained: ObtainedPostgres['obtained']): Promise<ObtainedPostgres> {
  const client = clientOf(url)
  if (client === undefined)
    throw new Error(`the ${obtained} is not of the form postgres://user@host:port/database`)
  // What becomes of the connection after the answer is no concern of this one question.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    // Without a cause, for that may hold the URL and so the password.
    throw new Error(`${obtained}: no connection to ${client.host}, port ${client.port}: ${reason(error)}`)
  } finally {
    client.end().catch(() => {})
  }
  return { url, obtained, close: async () => {} }
}

function clientOf(connectionString: string): pg.Client | undefined {
  if (!/^postgres(ql)?:/.test(connectionString)) return undefined
  try {
    return new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  } catch {
    return undefined
  }
}

/** One line; of a host with several addresses that all refuse, the first refusal. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0])
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ')
}

/** The engine's own reaper removes the container when this process ends without closing it. */
async function startContainer(): Promise<Omit<ObtainedPostgres, 'obtained'>> {
  const name: string = 'testcontainers'
  const { GenericContainer, Wait }: Testcontainers = await import(name)
  const password = randomUUID()
  const container = await new GenericContainer('postgres:18')
    .withEnvironment({
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: '--no-locale --locale-provider=builtin --builtin-locale=C.UTF-8',
    })
    .withCommand(['-c', 'fsync=off', '-c', 'full_page_writes=off'])
    .withExposedPorts(5432)
    // The first time it is only the image setting itself up.
    .withWaitStrategy(
      Wait.forAll([Wait.forLogMessage(/ready to accept connections/, 2), Wait.forListeningPorts()]),
    )
    .start()
  const host = `${container.getHost()}:${container.getMappedPort(5432)}`
  const url = `postgresql://postgres:${password}@${host}/postgres`
  return { url, close: async () => void (await container.stop()) }
}

/** The part of `testcontainers` that is used here; the package need not be installed. */
interface Testcontainers {
  readonly GenericContainer: new (image: string) => Container
  readonly Wait: {
    forAll(strategies: unknown[]): unknown
    forLogMessage(message: RegExp, times: number): unknown
    forListeningPorts(): unknown
  }
}

interface Container {
  withEnvironment(variables: Record<string, string>): Container
  withCommand(words: string[]): Container
  withExposedPorts(port: number): Container
  withWaitStrategy(strategy: unknown): Container
  start(): Promise<{ getHost(): string; getMappedPort(port: number): number; stop(): Promise<unknown> }>
}
