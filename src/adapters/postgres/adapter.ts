/** The PostgreSQL store, each in a schema of its own. */
import { randomBytes } from 'node:crypto'
import { type Adapter, defineAdapter } from '../adapter.ts'
import { openPostgres } from './open.ts'

export interface PostgresServer {
  readonly url: string
  /** Where the server came from, as reports show it. */
  readonly obtained: string
}

/** The adapter to a server that is running; it leaves no trace in the database. */
export function postgres({ url, obtained }: PostgresServer): Adapter {
  return defineAdapter({
    name: 'postgres',
    capabilities: { atomicity: 'operation', durability: 'kill' },
    lanes: 4,
    async open() {
      const schema = `catalog_parity_${randomBytes(8).toString('hex')}`
      const { session, ...opened } = await openPostgres({ url, schema, obtained })
      return {
        ...opened,
        close: async () => {
          try {
            await session.script(`drop schema ${schema} cascade`)
          } finally {
            await opened.close?.()
          }
        },
      }
    },
  })
}
