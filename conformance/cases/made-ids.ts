/** What the contract says of ids that a store makes, asserted of the assets of a branch. */
import assert from 'node:assert/strict'
import type { Asset } from '../../src/trait/areas/assets.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import { inAcme } from './fixtures.ts'

/** An asset of a branch with its namespace. */
export interface Placed {
  readonly namespace: readonly string[]
  readonly asset: Asset
}

/** Asserts that these are those, each under an id that none of them and nothing in `known` has. */
export function assertCopies(
  copies: readonly Placed[],
  originals: readonly Placed[],
  known: Iterable<string> = [],
): void {
  assert.deepEqual(copies.map(withoutId), originals.map(withoutId))
  const ids = copies.map(({ asset }) => asset.id)
  const taken = new Set([...known, ...originals.map(({ asset }) => asset.id)])
  assert.equal(new Set(ids).size, ids.length, 'two copies have one id')
  for (const id of ids) assert.ok(!taken.has(id), `the id ${id} is not a new one`)
}

/** Asserts that the assets can be got by the ids that the store made for them. */
export async function assertFoundById(
  store: CatalogStore,
  place: { readonly catalog: string; readonly branch: string },
  placed: readonly Placed[],
): Promise<void> {
  for (const { namespace, asset } of placed) {
    const { catalog, branch } = place
    const found = await store.getAssetById({ ...inAcme, assetId: asset.id })
    assert.deepEqual(found, { asset, catalog, branch, namespace })
  }
}

function withoutId({ namespace, asset: { id: _, ...rest } }: Placed): unknown {
  return { namespace, ...rest }
}
