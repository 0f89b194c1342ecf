/** Canaries of the commits. */
import { sortedBy } from '../../src/adapters/memory/order.ts'
import type { Commit } from '../../src/trait/areas/commits.ts'
import { call, canary } from '../canary.ts'
import { acme, commit, globex, id, inAcme, inGlobex } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const child: Commit = { ...commit, id: id(0x92), parentId: commit.id }

export const commits = [
  canary({
    name: 'commit-ancestry-crosses-tenants',
    breaks: 'getCommitAncestry',
    because: 'The recursive part of the query joins parents by id alone, without the tenant.',
    witness: [
      createAcme,
      call('createTenant', { tenant: globex }),
      call('createCommit', { ...inGlobex, commit }),
      call('createCommit', { ...inAcme, commit: child }),
      call('getCommitAncestry', { ...inAcme, headCommitId: child.id, limit: 2 }),
    ],
    wrap: store => ({
      async getCommitAncestry({ tenantId, headCommitId, limit }) {
        const chain = new Map<string, Commit>()
        let next = await store.getCommit({ tenantId, commitId: headCommitId })
        while (next !== null && chain.size < limit && !chain.has(next.id)) {
          chain.set(next.id, next)
          const { parentId } = next
          next = null
          if (parentId === null) continue
          for (const { id } of await store.listTenants({})) {
            next ??= await store.getCommit({ tenantId: id, commitId: parentId })
          }
        }
        return [...chain.values()]
      },
    }),
  }),

  canary({
    name: 'commit-ancestry-by-timestamp',
    breaks: 'getCommitAncestry',
    because: 'The chain is put in order by the clocks of those who committed.',
    witness: [
      createAcme,
      call('createCommit', { ...inAcme, commit }),
      call('createCommit', { ...inAcme, commit: { ...child, timestamp: '2026-01-30T12:00:00.000Z' } }),
      call('getCommitAncestry', { ...inAcme, headCommitId: child.id, limit: 2 }),
    ],
    wrap: store => ({
      async getCommitAncestry(args) {
        const newestLast = sortedBy(
          (await store.getCommitAncestry(args)).reverse(),
          ({ timestamp }) => timestamp,
        )
        return newestLast.reverse()
      },
    }),
  }),
]
