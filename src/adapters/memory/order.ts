/** The contract's order and pages. */
import type { Page } from '../../trait/value.ts'

/** Orders strings by code point, which is the order of their UTF-8 bytes. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return aboveSurrogates(x) - aboveSurrogates(y)
  }
  return a.length - b.length
}

/** Moves surrogates above the rest of the basic plane, where their code points lie. */
function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Orders paths element by element, a prefix first. */
export function byPath(a: readonly string[], b: readonly string[]): number {
  for (const [i, name] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    const order = byCodePoint(name, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Sorts by the first key that differs. */
export function sortedBy<T>(items: Iterable<T>, ...keys: ((item: T) => string)[]): T[] {
  return [...items].sort(byEach(...keys.map(key => (a: T, b: T) => byCodePoint(key(a), key(b)))))
}
/** Orders values by the first of these orders that tells them apart. */
export function byEach<T>(...orders: readonly ((a: T, b: T) => number)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b)
      if (result !== 0) return result
    }
    return 0
  }
}

/** Sorts the latest first, then by id. */
export function latestFirst<T extends { readonly id: string }>(
  items: Iterable<T>,
  instant: (item: T) => string,
): T[] {
  return [...items].sort(
    byEach(
      (a, b) => byCodePoint(instant(b), instant(a)),
      (a, b) => byCodePoint(a.id, b.id),
    ),
  )
}

/** The part of a list that a page asks for. */
export function paged<T>(items: readonly T[], { limit, offset = 0 }: Page = {}): T[] {
  return items.slice(offset, limit === undefined ? undefined : offset + limit)
}
