/** A lane: one open store that runs one piece of work after another, each from empty. */
import { setImmediate } from 'node:timers/promises'
import type { Adapter, OpenStore, Server } from '../src/adapters/adapter.ts'
import { openStore } from '../src/adapters/open-store.ts'
import type { CatalogStore } from '../src/trait/catalog-store.ts'

export interface LaneOptions {
  readonly callTimeoutMs: number
  /** The time that opening, resetting and closing may take. */
  readonly openTimeoutMs: number
}

export class Lane {
  private readonly adapter: Adapter
  private readonly options: LaneOptions
  private opened: OpenStore | null = null
  private isFresh = false

  private constructor(adapter: Adapter, options: LaneOptions) {
    this.adapter = adapter
    this.options = options
  }

  /** Rejects if the store cannot be opened in time. */
  static async open(adapter: Adapter, options: LaneOptions): Promise<Lane> {
    const lane = new Lane(adapter, options)
    await lane.reopen()
    return lane
  }

  get server(): Server | undefined {
    return this.opened?.server
  }

  /** The store, emptied of what earlier work left in it. */
  async fresh(): Promise<CatalogStore> {
    // A store in memory answers without ever letting timers and messages have their turn.
    await setImmediate()
    if (!this.isFresh) await this.empty()
    this.isFresh = false
    if (this.opened === null) throw new Error('the lane is closed')
    return this.opened.store
  }

  /** Gives up the store, which may be stuck, for a new one. */
  async reopen(): Promise<void> {
    await this.close()
    this.opened = await this.within('open', openStore(this.adapter, this.options)).catch(error => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`the store does not open: ${reason}`, { cause: error })
    })
    this.isFresh = true
  }

  async close(): Promise<void> {
    const { opened } = this
    this.opened = null
    // A store that cannot be closed in order is left behind; there is nobody to tell.
    if (opened?.close) await this.within('close', opened.close()).catch(() => {})
  }

  private async empty(): Promise<void> {
    const reset = this.opened?.reset
    if (reset === undefined) return this.reopen()
    await this.within('reset', reset()).catch(() => this.reopen())
  }

  private within<T>(what: string, work: Promise<T>): Promise<T> {
    const { openTimeoutMs } = this.options
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new Error(`the adapter's ${what} did not finish within ${openTimeoutMs} ms`)),
      openTimeoutMs,
    )
    return Promise.race([work, promise]).finally(() => clearTimeout(timer))
  }
}
