/** Assets found by id, wherever in the tenant they are. */
import type { Knex } from 'knex'
import { notFound } from '../../trait/errors.ts'
import type { SqlSession } from './session.ts'
import { statement } from './statement.ts'

interface AssetById<Value> {
  readonly tenant: Value
  readonly asset: Value
}

/** The row of the asset with those of its branch and catalog, if it is the tenant's. */
export function assetById(db: Knex, { tenant, asset }: AssetById<Knex.Raw>): Knex.QueryBuilder {
  return db
    .from('assets')
    .join('branches', 'branches.id', 'assets.branch_id')
    .join('catalogs', 'catalogs.id', 'branches.catalog_id')
    .where({ 'assets.id': asset, 'catalogs.tenant_id': tenant })
}

/**
 * The `NOT_FOUND` of an asset that a statement has just not found. If its tenant is there by now, both were
 * true at one moment: the tenant came before the asset.
 */
export async function assetMissing(
  session: SqlSession,
  { tenant, asset }: AssetById<string>,
): Promise<Error> {
  const found = await session.one(selectTenant, { tenant })
  return found === undefined ? notFound('tenant', tenant) : notFound('asset', asset)
}

const selectTenant = statement(['tenant'], (db, { tenant }) =>
  db('tenants').where({ id: tenant }).select('id'),
)
