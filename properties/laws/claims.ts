/** What laws claim of a store: that a reading stays the same, that a call is refused, that a list is in order. */
import assert from 'node:assert/strict'
import { type Failure, StoreError } from '../../src/trait/errors.ts'
import type { Page } from '../../src/trait/value.ts'

type Act = () => Promise<unknown>

/** Asserts that the reading is the same after each of the acts as it was before the first. */
export async function assertUnchanged(read: () => Promise<unknown>, ...acts: readonly Act[]): Promise<void> {
  const before = await read()
  for (const act of acts) {
    await act()
    assert.deepEqual(await read(), before)
  }
}

/** The act of making a call that is to fail in this way. Any other error of the call is passed on as it is. */
export function refused(failure: Failure, call: Act): Act {
  return () =>
    assert.rejects(call, error => {
      if (error instanceof StoreError && error.failure === failure) return true
      throw error
    })
}

/** Asserts that the whole list is these items, and that its pages of one size, put together, are the same. */
export async function assertListed<T>(
  list: (page: Page) => Promise<readonly T[]>,
  expected: readonly T[],
  limit: number,
): Promise<void> {
  const paged: T[] = []
  for (let offset = 0; offset < expected.length + limit; offset += limit) {
    paged.push(...(await list({ limit, offset })))
  }
  assert.deepEqual(await list({}), expected)
  assert.deepEqual(paged, expected, `pages of ${limit} do not make up the list`)
}

/** The items in the contract's order: by a key of strings, element by element, each by code point. */
export function inOrder<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): readonly T[] {
  return items.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)))
}

/** The order of UTF-8 bytes is that of code points; a key comes after its prefixes. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a, b].map(key => key.map(text => Buffer.from(text, 'utf8')))
  for (const [i, bytes] of (first ?? []).entries()) {
    const order = Buffer.compare(bytes, second?.[i] ?? Buffer.alloc(0))
    if (order !== 0) return order
  }
  return a.length - b.length
}
