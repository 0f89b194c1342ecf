/** Entities dated by instants that come back in the contract's order, ties included. */
import { id } from './fixtures.ts'
import { instants } from './names.ts'

/** Two entities per instant, the earliest first, then by id; the ids alone give another order. */
export function dated<T extends { id: string }>(entity: T, field: keyof T): T[] {
  return instants.flatMap((instant, i) =>
    [0x1000, 0x1100].map(first => ({ ...entity, id: id(first + ((i * 17) % 61)), [field]: instant })),
  )
}

/** The same entities with the latest first, then by id. */
export function latestFirst<T>(entities: readonly T[], field: keyof T): T[] {
  return instants.toReversed().flatMap(instant => entities.filter(entity => entity[field] === instant))
}

/** The same items in an order that is neither theirs nor its reverse. */
export function mixed<T>(items: readonly T[]): T[] {
  return [...items.filter((_, i) => i % 2 === 1), ...items.filter((_, i) => i % 2 === 0).reverse()]
}
