/** The walk along a commit's parents ends on the SQL stores wherever the parents lead. */
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { commit, id, inAcme, withTenants } from '../conformance/cases/fixtures.ts'
import { openSqlite } from '../src/adapters/sqlite/open.ts'

const SEED = 20260101

describe('getCommitAncestry', () => {
  test(`walks any chain and any ring, with a tail or without, once (seed ${SEED})`, async () => {
    const { store, reset, close } = await openSqlite()
    onTestFinished(() => close?.())
    const lengths = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
    const limits = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.MAX_SAFE_INTEGER))
    await fc.assert(
      fc.asyncProperty(lengths, limits, async ([tail, ring], limit) => {
        await reset?.()
        await withTenants(store)
        const commits = Array.from({ length: tail + ring }, (_, i) => ({
          ...commit,
          id: id(i),
          parentId: i + 1 < tail + ring ? id(i + 1) : ring > 0 ? id(tail) : null,
        }))
        for (const each of commits) await store.createCommit({ ...inAcme, commit: each })
        const walked = await store.getCommitAncestry({ ...inAcme, headCommitId: id(0), limit })
        expect(walked).toEqual(commits.slice(0, limit))
      }),
      { seed: SEED, numRuns: 150 },
    )
  })
})
