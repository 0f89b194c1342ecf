import type { Knex } from 'knex'
import { MAIN_BRANCH } from '../../../trait/areas/assets.ts'
import type { Branch, branches as declared } from '../../../trait/areas/branches.ts'
import {
  alreadyExists,
  failedPrecondition,
  invalidArgument,
  notFound,
  type StoreError,
} from '../../../trait/errors.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { readPath, rowsOf, searchable } from '../codec.ts'
import {
  branchCopy,
  type Copy,
  mergeAssets,
  type NamedAsset,
  namedCopy,
  namespaceCopy,
  selectLost,
  writeNamed,
} from '../copies.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import { along, idAt } from '../place.ts'
import { prefixed, unprefixed } from '../prefixed.ts'
import type { Row, SqlSession } from '../session.ts'
import { type Dialect, type Params, statement } from '../statement.ts'
import { rows as assetRows } from './assets.ts'
import { byPath } from './namespaces.ts'

export const branches: Handlers<typeof declared, SqlSession> = {
  async createBranch(session, { tenantId, catalog, branch }) {
    const row = { ...rows.write(branch), search_name: searchable(branch.name) }
    const place = { tenant: tenantId, catalog }
    await orMissing(session, place, at => session.run(insertBranch, { ...at, ...row }))
    return null
  },

  async getBranch(session, { tenantId, catalog, name }) {
    const row = await session.one(selectBranch, { tenant: tenantId, catalog, branch: name })
    return row === undefined ? null : rows.read(row)
  },

  async listBranches(session, { tenantId, catalog, page }) {
    const at = { tenant: tenantId, catalog, ...pageParams(page) }
    return (await session.all(selectBranches, at)).map(rows.read)
  },

  async deleteBranch(session, { tenantId, catalog, name }) {
    const place = { tenant: tenantId, catalog, branch: name }
    if (name === MAIN_BRANCH) {
      await orMissing(session, place, at => session.one(selectBranch, at))
      throw failedPrecondition(`branch "${name}" of catalog "${catalog}" is there to stay`)
    }
    await orMissing(session, place, at => session.run(deleteBranch, at))
    return null
  },

  async mergeBranch(session, { tenantId, catalog, source, target }) {
    if (source === target) throw invalidArgument(`branch "${source}" is source and target`)
    await aloneIn(session, { tenant: tenantId, catalog }, async (tx, within) => {
      const from = await branchIn(tx, within, source)
      const to = await branchIn(tx, within, target)
      await tx.run(mergeAssets, { source_id: from.id, target_id: to.id })
      await tx.run(moveHead, { id: to.id, head_commit_id: from.head_commit_id })
    })
    return null
  },

  async findConflictingAssets(session, { tenantId, catalog, source, target }) {
    const found = await session.all(selectPairs, { tenant: tenantId, catalog, source, target })
    return found.map(row => ({
      namespace: readPath(row.path),
      source: assetRows.read(unprefixed('source', row)),
      target: assetRows.read(unprefixed('target', row)),
    }))
  },

  async listBranchAssets(session, { tenantId, catalog, branch, page }) {
    const at = { tenant: tenantId, catalog, branch, ...pageParams(page) }
    const found = await session.all(selectBranchAssets, at)
    return found.map(row => ({ namespace: readPath(row.path), asset: assetRows.read(row) }))
  },

  async createBranchWithAssets(session, { tenantId, catalog, sourceBranch, branch, assets }) {
    const row = { ...rows.write(branch), search_name: searchable(branch.name) }
    return await aloneIn(session, { tenant: tenantId, catalog }, async (tx, within) => {
      const { id: source_id, catalog_id } = await branchIn(tx, within, sourceBranch)
      const choice = assets === null ? null : { catalog_id, named: writeNamed(assets) }
      const lost = choice && (await tx.one(selectLost, { source_id, ...choice }))
      if (lost) throw namedMissing(assets?.[lost.position as number], lost.namespace_id)
      await tx.run(insertBranchInto, { catalog_id, ...row })
      const { id: target_id } = await branchIn(tx, within, branch.name)
      const ends = { source_id, target_id }
      const copied = choice
        ? await tx.run(namedCopy.insert, { ...ends, ...choice })
        : await tx.run(branchCopy.insert, ends)
      return { copied }
    })
  },

  async copyAssets(session, { tenantId, catalog, sourceBranch, targetBranch, namespace }) {
    return await aloneIn(session, { tenant: tenantId, catalog }, async (tx, within) => {
      const { id: source_id } = await branchIn(tx, within, sourceBranch)
      const { id: target_id } = await branchIn(tx, within, targetBranch)
      const ends = { source_id, target_id }
      if (namespace === null) return await copyUnlessTaken(tx, branchCopy, ends)
      const found = await orMissing(tx, { ...within, namespace }, at => tx.one(selectNamespaceId, at))
      return await copyUnlessTaken(tx, namespaceCopy, { ...ends, namespace_id: found.id })
    })
  },
}

interface InCatalog {
  readonly tenant: string
  readonly catalog: string
}

/**
 * One transaction that nobody else writes to the catalog beside: its lock excludes every other write to its
 * branches, namespaces and assets, for they all hold the catalog. What `work` asks, it asks after the lock:
 * PostgreSQL would answer a statement that waited for the lock with what it had seen before.
 */
async function aloneIn<T>(
  session: SqlSession,
  within: InCatalog,
  work: (tx: SqlSession, within: InCatalog) => Promise<T>,
): Promise<T> {
  return await session.transaction(async tx => {
    await orMissing(tx, within, at => tx.one(lockCatalog, at))
    return await work(tx, within)
  })
}

async function branchIn(tx: SqlSession, within: InCatalog, branch: string): Promise<Row> {
  return await orMissing(tx, { ...within, branch }, at => tx.one(selectBranchIn, at))
}

function namedMissing(asset: NamedAsset | undefined, namespaceId: unknown): StoreError {
  return namespaceId === null ? notFound('namespace', asset?.namespace) : notFound('asset', asset?.name)
}

async function copyUnlessTaken<Name extends string>(
  tx: SqlSession,
  { selectTaken, insert }: Copy<Name>,
  params: Params<Name | 'target_id'>,
): Promise<{ copied: number }> {
  const taken = await tx.one(selectTaken, params)
  if (taken !== undefined) throw alreadyExists('asset', taken.name)
  return { copied: await tx.run(insert, params) }
}

export const rows = rowsOf<Branch>('branches', {
  name: 'plain',
  headCommitId: 'plain',
  branchType: 'plain',
})

const written = [...rows.columns, 'search_name'] as const

const insertBranch = statement(['tenant', 'catalog', ...written], (db, { tenant, catalog, ...branch }) =>
  insertBelow(db, ['tenant', 'catalog'], { tenant, catalog }, 'branches', {
    catalog_id: db.raw('catalogs.id'),
    ...branch,
  }),
)

const insertBranchInto = statement(['catalog_id', ...written], (db, row) => db('branches').insert(row))

const selectBranch = statement(['tenant', 'catalog', 'branch'], (db, place) =>
  along(db, ['catalog', 'branch'], place).select(rows.selection),
)

const selectBranches = statement(['tenant', 'catalog', ...pageNames], (db, { limit, offset, ...place }) =>
  db('branches')
    .where({ catalog_id: idAt(db, ['catalog'], place) })
    .select(rows.columns)
    .modify(inPages, ['name'], { limit, offset }),
)

// Holds the catalog, so that a branch does not go in the middle of a merge.
const deleteBranch = statement(['tenant', 'catalog', 'branch'], (db, { branch, ...place }) =>
  db('branches')
    .where({ catalog_id: idAt(db, ['catalog'], place).forKeyShare('catalogs'), name: branch })
    .delete(),
)

const lockCatalog = statement(['tenant', 'catalog'], (db, place) =>
  along(db, ['catalog'], place).select('catalogs.id').forUpdate('catalogs'),
)

const selectBranchIn = statement(['tenant', 'catalog', 'branch'], (db, place) =>
  along(db, ['catalog', 'branch'], place).select(
    'branches.id',
    'branches.catalog_id',
    'branches.head_commit_id',
  ),
)

const moveHead = statement(['id', 'head_commit_id'], (db, { id, head_commit_id }) =>
  db('branches').where({ id }).update({ head_commit_id }),
)

const selectNamespaceId = statement(['tenant', 'catalog', 'namespace'], (db, place) =>
  idAt(db, ['catalog', 'namespace'], place),
)

const selectPairs = statement(['tenant', 'catalog', 'source', 'target'], (db, { source, target, ...place }) =>
  db('assets as source')
    .join('assets as target', join =>
      join.on('target.namespace_id', 'source.namespace_id').on('target.name', 'source.name'),
    )
    .join('namespaces', 'namespaces.id', 'source.namespace_id')
    .where({
      'source.branch_id': idAt(db, ['catalog', 'branch'], { ...place, branch: source }),
      'target.branch_id': idAt(db, ['catalog', 'branch'], { ...place, branch: target }),
    })
    .select('namespaces.path')
    .select(prefixed('source', assetRows.columns))
    .select(prefixed('target', assetRows.columns))
    .orderBy([...byPath, 'source.name']),
)

const selectBranchAssets = statement(
  ['tenant', 'catalog', 'branch', ...pageNames],
  (db, { branch, limit, offset, ...place }, dialect) => {
    const branch_id = idAt(db, ['catalog', 'branch'], { ...place, branch })
    return db('namespaces')
      .crossJoin(assetsOfEach[dialect](db, branch_id, { limit, offset }))
      .where({ 'namespaces.catalog_id': idAt(db, ['catalog'], place), 'assets.branch_id': branch_id })
      .whereRaw('assets.namespace_id = namespaces.id')
      .select('namespaces.path')
      .select(assetRows.selection)
      .modify(inPages, [...byPath, 'assets.name'], { limit, offset })
  },
)

type AssetsOfEach = (
  db: Knex,
  branch_id: Knex.QueryBuilder,
  page: Record<'limit' | 'offset', Knex.Raw>,
) => Knex.Raw

/**
 * Asks each namespace for its assets, lest a page read and sort the whole branch. SQLite 3.54 does that in the
 * order of the list once the join is a cross join; PostgreSQL 18 is told how many a page needs at most.
 */
const assetsOfEach: Readonly<Record<Dialect, AssetsOfEach>> = {
  sqlite: db => db.raw('assets'),
  postgres: (db, branch_id, { limit, offset }) =>
    db.raw('lateral (?) as assets', [
      db('assets')
        .where({ branch_id })
        .whereRaw('namespace_id = namespaces.id')
        .orderByRaw('name limit ?::bigint + ?::bigint', [limit, offset]),
    ]),
}
