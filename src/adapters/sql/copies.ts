/** Copies of assets on another branch: made by the database, each with an id of its own. */
import type { Knex } from 'knex'
import type { Path } from '../../trait/value.ts'
import { pathHash, writeJson } from './codec.ts'
import { insertEach, insertEachOver } from './insert-each.ts'
import { type Dialect, type Statement, statement } from './statement.ts'

/** Copies some assets to the branch `target_id`. */
export interface Copy<Name extends string> {
  /** The name of one that the target has already. */
  readonly selectTaken: Statement<Name | 'target_id'>
  readonly insert: Statement<Name | 'target_id'>
}

/** All assets of a branch. */
export const branchCopy = copyOf(['source_id'], (db, { source_id }) => onBranch(db, source_id))

/** The assets of a branch in one namespace. */
export const namespaceCopy = copyOf(['source_id', 'namespace_id'], (db, { source_id, namespace_id }) =>
  onBranch(db, source_id).where({ 'assets.namespace_id': namespace_id }),
)

/** The assets of a branch that a call names, all of which must be there. */
export const namedCopy = copyOf(
  ['catalog_id', 'source_id', 'named'],
  (db, { catalog_id, source_id, named }, dialect) => byName(db, catalog_id, source_id, named, dialect),
)

/** The first of the named assets that is not there, one without a namespace before the others. */
export const selectLost = statement(
  ['catalog_id', 'source_id', 'named'],
  (db, { catalog_id, source_id, named }, dialect) =>
    byName(db, catalog_id, source_id, named, dialect)
      .whereNull('assets.id')
      .select('named.position', 'namespaces.id as namespace_id')
      .orderByRaw('namespaces.id is not null, named.position')
      .limit(1),
)

/** Writes the assets of a branch to another: over those of the same path and name, else as copies. */
export const mergeAssets = statement(['source_id', 'target_id'], (db, { source_id, target_id }) =>
  insertEachOver(db, 'assets', copied(db, target_id), onBranch(db, source_id), {
    key: ['branch_id', 'namespace_id', 'name'],
    columns: ['kind', 'location', 'properties'],
  }),
)

export interface NamedAsset {
  readonly namespace: Path
  readonly name: string
}

/** The named assets as a statement takes them, each with its position. */
export function writeNamed(assets: readonly NamedAsset[]): string {
  return writeJson(
    assets.map(({ namespace, name }, position) => ({
      position,
      path_hash: pathHash(namespace).toString('hex'),
      name,
    })),
  )
}

type Assets<Name extends string> = (
  db: Knex,
  params: { readonly [N in Name]: Knex.Raw },
  dialect: Dialect,
) => Knex.QueryBuilder

function copyOf<const Name extends string>(names: readonly Name[], assets: Assets<Name>): Copy<Name> {
  return {
    selectTaken: statement<Name | 'target_id'>([...names, 'target_id'], (db, params, dialect) =>
      assets(db, params, dialect)
        .join('assets as taken', join =>
          join
            .on('taken.branch_id', params.target_id)
            .on('taken.namespace_id', 'assets.namespace_id')
            .on('taken.name', 'assets.name'),
        )
        .select('taken.name')
        .limit(1),
    ),
    insert: statement<Name | 'target_id'>([...names, 'target_id'], (db, params, dialect) =>
      insertEach(db, 'assets', copied(db, params.target_id), assets(db, params, dialect)),
    ),
  }
}

function onBranch(db: Knex, branch_id: Knex.Raw): Knex.QueryBuilder {
  return db('assets').where({ 'assets.branch_id': branch_id })
}

/** A row for the target, of a row of `assets`. SQLite has the function from us. */
function copied(db: Knex, branch_id: Knex.Raw) {
  const same = ['namespace_id', 'name', 'search_name', 'kind', 'location', 'properties']
  return {
    id: db.raw('gen_random_uuid()'),
    branch_id,
    ...Object.fromEntries(same.map(column => [column, db.raw('??', [`assets.${column}`])])),
  }
}

/**
 * A row for each name, also of an asset that is not there: so SQLite 3.54 begins with the names, instead of
 * reading all of them again for each asset of the branch.
 */
function byName(
  db: Knex,
  catalog_id: Knex.Raw,
  source_id: Knex.Raw,
  named: Knex.Raw,
  dialect: Dialect,
): Knex.QueryBuilder {
  return db
    .from(db.raw(`(${rowsOfJson[dialect]}) as named`, [named]))
    .leftJoin('namespaces', join =>
      join.on('namespaces.catalog_id', catalog_id).on('namespaces.path_hash', 'named.path_hash'),
    )
    .leftJoin('assets', join =>
      join
        .on('assets.branch_id', source_id)
        .on('assets.namespace_id', 'namespaces.id')
        .on('assets.name', 'named.name'),
    )
}

const rowsOfJson: Readonly<Record<Dialect, string>> = {
  sqlite: `
    select value ->> 'position' as position, unhex(value ->> 'path_hash') as path_hash,
      value ->> 'name' as name
    from json_each(?)`,
  postgres: `
    select position, decode(path_hash, 'hex') as path_hash, name
    from jsonb_to_recordset(?::jsonb) as given (position bigint, path_hash text, name text)`,
}
