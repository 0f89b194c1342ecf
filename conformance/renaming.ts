/** Matches the ids that a store makes with those that the model makes, one to one, through a whole trace. */
import { isMadeId, madeIdsIn } from '../src/adapters/memory/made-ids.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import { type Observed, sameJson } from './compare.ts'

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export class Renaming {
  private readonly storesById = new Map<string, string>()
  private readonly modelsById = new Map<string, string>()
  /** Ids that a caller chose; a store does not make them. */
  private readonly chosen = new Set<string>()

  /** The made ids in a value of which it is not known what the store calls them. */
  unknownIn(value: unknown): readonly string[] {
    return madeIdsIn(value).filter(id => !this.storesById.has(id))
  }

  /** Takes note of the ids in a caller's arguments. */
  hear(args: unknown): void {
    replaced(args, text => {
      if (UUID.test(text) && !isMadeId(text)) this.chosen.add(text)
      return text
    })
  }

  /** A value in the model's ids, in the store's. */
  toStores<T>(value: T): T {
    return replaced(value, text => this.storesById.get(text) ?? text) as T
  }

  /** A value in the store's ids, in the model's. */
  toModels<T>(value: T): T {
    return replaced(value, text => this.modelsById.get(text) ?? text) as T
  }

  /**
   * An answer in the model's ids. Where the model has made an id that is new, the store's is taken for it; this is
   * remembered if the answers are then the same.
   */
  read(expected: Outcome, actual: Observed): Observed {
    if ('failure' in expected || 'failure' in actual) return actual
    const learned = new Map<string, string>()
    this.pair(expected.value, actual.value, learned)
    const value = replaced(actual.value, text => this.modelsById.get(text) ?? learned.get(text) ?? text)
    if (learned.size > 0 && sameJson(expected.value, value)) {
      for (const [store, model] of learned) this.bind(model, store)
    }
    return { value }
  }

  bind(model: string, store: string): void {
    this.storesById.set(model, store)
    this.modelsById.set(store, model)
  }

  /** Collects which of the store's ids stand where the model has new ones. */
  private pair(expected: unknown, actual: unknown, learned: Map<string, string>): void {
    if (typeof expected === 'string') {
      const isNew = isMadeId(expected) && !this.storesById.has(expected)
      if (isNew && typeof actual === 'string' && this.isFresh(actual) && !learned.has(actual)) {
        learned.set(actual, expected)
      }
    } else if (isBranch(expected) && isBranch(actual)) {
      for (const key of Object.keys(expected)) {
        if (Object.hasOwn(actual, key))
          this.pair(Reflect.get(expected, key), Reflect.get(actual, key), learned)
      }
    }
  }

  private isFresh(id: string): boolean {
    return UUID.test(id) && !this.chosen.has(id) && !this.modelsById.has(id)
  }
}

/** The value with every text in it, keys aside, replaced; itself if nothing changes. */
export function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (!isBranch(value)) return value
  let changed = false
  const entries = Object.entries(value).map(([key, inner]) => {
    const other = replaced(inner, replace)
    changed ||= other !== inner
    return [key, other] as const
  })
  if (!changed) return value
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
