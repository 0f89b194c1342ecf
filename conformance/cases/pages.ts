/** What the contract says of pages, asserted of any list. */
import assert from 'node:assert/strict'
import type { Page } from '../../src/trait/value.ts'

/** Asserts that limits and offsets cut the full list; the list must have at least three items. */
export async function assertPages(list: (page?: Page) => Promise<unknown[]>): Promise<void> {
  const all = await list({})
  assert.ok(all.length >= 3, 'too short a list to page')
  assert.deepEqual(await list({ limit: 0 }), [])
  assert.deepEqual(await list({ limit: 2 }), all.slice(0, 2))
  assert.deepEqual(await list({ limit: Number.MAX_SAFE_INTEGER }), all)
  assert.deepEqual(await list({ offset: 1 }), all.slice(1))
  assert.deepEqual(await list({ offset: all.length }), [])
  assert.deepEqual(await list({ limit: 2, offset: Number.MAX_SAFE_INTEGER }), [])
  for (const limit of [1, 2, all.length]) {
    const pages: unknown[] = []
    for (let offset = 0; offset < all.length; offset += limit) pages.push(...(await list({ limit, offset })))
    assert.deepEqual(pages, all, `pages of ${limit}`)
  }
}
