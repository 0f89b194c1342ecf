import type { Commit, commits as declared } from '../../../trait/areas/commits.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const commits: Handlers<typeof declared, SqlSession> = {
  async createCommit(session, { tenantId, commit }) {
    const row = rows.write(commit)
    await orMissing(session, { tenant: tenantId }, at => session.run(insertCommit, { ...at, ...row }))
    return null
  },

  async getCommit(session, { tenantId, commitId }) {
    const row = await session.one(selectCommit, { tenant: tenantId, commit: commitId })
    return row === undefined ? null : rows.read(row)
  },

  async getCommitAncestry(session, { tenantId, headCommitId, limit }) {
    const walked = await session.all(selectAncestry, { tenant: tenantId, head: headCommitId, limit })
    return untilRepeat(walked.map(rows.read))
  },
}

/** Where parents lead back into the chain, the walk that the database does goes on for a while. */
function untilRepeat(walked: readonly Commit[]): Commit[] {
  const seen = new Set<string>()
  const repeat = walked.findIndex(({ id }) => seen.size === seen.add(id).size)
  return walked.slice(0, repeat === -1 ? undefined : repeat)
}

const rows = rowsOf<Commit>('commits', {
  id: 'plain',
  parentId: 'plain',
  timestamp: 'plain',
  author: 'plain',
  message: 'plain',
  operations: 'json',
})

const insertCommit = statement(['tenant', ...rows.columns], (db, { tenant, ...commit }) =>
  insertBelow(db, ['tenant'], { tenant }, 'commits', { tenant_id: tenant, ...commit }),
)

const selectCommit = statement(['tenant', 'commit'], (db, { tenant, commit }) =>
  db('commits').where({ tenant_id: tenant, id: commit }).select(rows.columns),
)

/**
 * Walks from the head along the parents and leaves a mark at the steps 1, 2, 4, 8, …: a walk in circles comes
 * to its mark and ends there. Source: Brent, An improved Monte Carlo factorization algorithm, 1980. It takes
 * along what it finds, for to join the ids afterwards both databases would rather read every commit there is;
 * and the tenant, for of a given one PostgreSQL 18 would rather read every commit beforehand.
 */
const selectAncestry = statement(['tenant', 'head', 'limit'], (db, { tenant, head, limit }) =>
  db
    .withRecursive('ancestry', [...rows.columns, 'tenant_id', 'step', 'mark', 'next_mark'], walk =>
      walk
        .from('commits')
        .where({ tenant_id: tenant, id: head })
        .select([...rows.columns, 'tenant_id'])
        .select(db.raw('cast(1 as bigint)'), 'id', db.raw('cast(2 as bigint)'))
        .unionAll(further =>
          further
            .from('ancestry')
            .join('commits', join =>
              join.on('commits.id', 'ancestry.parent_id').on('commits.tenant_id', 'ancestry.tenant_id'),
            )
            .whereRaw('commits.id <> mark')
            .whereRaw('step < ?', [limit])
            .select([...rows.selection, 'commits.tenant_id'])
            .select(db.raw('step + 1'))
            .select(db.raw('case when step + 1 = next_mark then commits.id else mark end'))
            .select(db.raw('case when step + 1 = next_mark then next_mark * 2 else next_mark end')),
        ),
    )
    .from('ancestry')
    .whereRaw('step <= ?', [limit])
    .orderBy('step')
    .select(rows.columns),
)
