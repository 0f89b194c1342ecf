/** What laws claim: that a reading stays the same, that calls are refused, that a list is in order. */
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

/** The act of making calls that must each fail in this way; any other error is passed on as it is. */
export function refused(failure: Failure, ...calls: readonly Act[]): Act {
  const isExpected = (error: unknown) => {
    if (error instanceof StoreError && error.failure === failure) return true
    throw error
  }
  return async () => {
    for (const call of calls) await assert.rejects(call, isExpected, `a call was not refused with ${failure}`)
  }
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
  return items.toSorted((a, b) => Buffer.compare(bytesOf(keyOf(a)), bytesOf(keyOf(b))))
}

/** The items with the latest first, then by id. */
export function latestFirst<T extends { readonly id: string }>(
  items: readonly T[],
  instantOf: (item: T) => string,
): readonly T[] {
  const byId = inOrder(items, ({ id }) => [id])
  return byId.toSorted((a, b) => Buffer.compare(bytesOf([instantOf(b)]), bytesOf([instantOf(a)])))
}

/** UTF-8 sorts as code points do; U+0000 is in no name and before all that are, so a prefix comes first. */
function bytesOf(key: readonly string[]): Buffer {
  return Buffer.from(key.join('\0'), 'utf8')
}
