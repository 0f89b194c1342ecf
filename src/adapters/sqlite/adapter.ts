/** The SQLite stores, in memory and on a file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineAdapter } from '../adapter.ts'
import { openSqlite } from './open.ts'

export const sqlite = defineAdapter({
  name: 'sqlite',
  capabilities: { atomicity: 'operation', durability: 'none' },
  open: () => openSqlite(),
})

export const sqliteFile = defineAdapter({
  name: 'sqlite-file',
  capabilities: { atomicity: 'operation', durability: 'kill' },
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'catalog-parity-sqlite-'))
    const remove = () => rm(folder, { recursive: true, force: true })
    try {
      const opened = await openSqlite({ file: join(folder, 'store.db') })
      return {
        ...opened,
        close: async () => {
          await opened.close?.()
          await remove()
        },
      }
    } catch (error) {
      await remove()
      throw error
    }
  },
})
