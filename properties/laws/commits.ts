/** What always holds of commits. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Commit } from '../../src/trait/areas/commits.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { law } from '../law.ts'
import { assertUnchanged, refused } from './claims.ts'
import { putTenant, several, two } from './place.ts'

/** Commits of which most have a parent among themselves: chains, forks and circles. */
const related = several(values(Commit), 'id').chain(commits =>
  fc
    .array(fc.nat({ max: commits.length }), { minLength: commits.length, maxLength: commits.length })
    .map(parents =>
      commits.map((commit, i) => ({ ...commit, parentId: commits[parents[i] ?? 0]?.id ?? commit.parentId })),
    ),
)

export const commits = [
  law({
    name: 'a created commit is got as given and keeps its id',
    area: 'commits',
    operations: ['createCommit', 'getCommit'],
    arbitrary: fc.record({ tenants: two(values(Tenant), 'id'), commits: two(values(Commit), 'id') }),
    async holds(store, { tenants: [tenant, other], commits: [commit, next] }) {
      const inTenant = await putTenant(store, tenant)
      const inOther = await putTenant(store, other)
      const commitId = commit.id
      await store.createCommit({ ...inTenant, commit })
      assert.deepEqual(await store.getCommit({ ...inTenant, commitId }), commit)
      assert.equal(await store.getCommit({ ...inOther, commitId }), null)
      await assertUnchanged(
        async () => [
          await store.getCommit({ ...inTenant, commitId }),
          await store.getCommit({ ...inOther, commitId }),
        ],
        refused(
          'ALREADY_EXISTS commit',
          () => store.createCommit({ ...inTenant, commit: { ...next, id: commitId } }),
          () => store.createCommit({ ...inOther, commit: { ...next, id: commitId } }),
        ),
        () => store.createCommit({ ...inTenant, commit: next }),
      )
    },
  }),

  law({
    name: 'the ancestry follows the parents until it ends, comes back or is long enough',
    area: 'commits',
    operations: ['getCommitAncestry', 'createCommit'],
    arbitrary: fc.record({ tenant: values(Tenant), commits: related, limit: fc.nat({ max: 9 }) }),
    async holds(store, { tenant, commits, limit }) {
      const inTenant = await putTenant(store, tenant)
      const known = new Map(commits.map(commit => [commit.id, commit]))
      for (const commit of commits) await store.createCommit({ ...inTenant, commit })
      for (const { id: headCommitId } of commits) {
        const chain = new Set<Commit>()
        let next = known.get(headCommitId)
        while (next !== undefined && !chain.has(next)) {
          chain.add(next)
          next = known.get(next.parentId ?? '')
        }
        assert.deepEqual(
          await store.getCommitAncestry({ ...inTenant, headCommitId, limit }),
          [...chain].slice(0, limit),
        )
      }
    },
  }),

  law({
    name: "a tenant's ancestry never shows the commits of another",
    area: 'commits',
    operations: ['getCommitAncestry', 'getCommit', 'createCommit'],
    arbitrary: fc.record({ tenants: two(values(Tenant), 'id'), commits: related }),
    async holds(store, { tenants, commits }) {
      const places = [await putTenant(store, tenants[0]), await putTenant(store, tenants[1])]
      for (const [i, commit] of commits.entries()) {
        await store.createCommit({ tenantId: places[i % 2]?.tenantId ?? '', commit })
      }
      for (const [i, place] of places.entries()) {
        const own = commits.filter((_, j) => j % 2 === i)
        for (const commit of commits) {
          const ancestry = await store.getCommitAncestry({ ...place, headCommitId: commit.id, limit: 100 })
          const isOwn = own.includes(commit)
          assert.deepEqual(ancestry[0], isOwn ? commit : undefined)
          assert.deepEqual(await store.getCommit({ ...place, commitId: commit.id }), isOwn ? commit : null)
          for (const { id } of ancestry) assert.ok(own.some(mine => mine.id === id))
        }
      }
    },
  }),
]
