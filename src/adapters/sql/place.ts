/** Places: the way from the tenant down to what a call is about. */
import type { Knex } from 'knex'
import type { Entity } from '../../trait/errors.ts'
import type { Path } from '../../trait/value.ts'
import { pathHash } from './codec.ts'
import type { Params } from './statement.ts'

/** What a call names, outermost first: ids, names and paths as the caller wrote them. */
export type Place = { readonly [E in Entity]?: string | Path }

/** The parameters that name a place in a statement. */
export type At<P extends Place> = Params<keyof P & Entity>

/** The entities that a place names. */
export function wayTo<P extends Place>(place: P): readonly (keyof P & Entity)[] {
  return Object.keys(place) as (keyof P & Entity)[]
}

export function placeParams<P extends Place>(place: P): At<P> {
  return Object.fromEntries(wayTo(place).map(entity => [entity, keyOf(place[entity])])) as At<P>
}

function keyOf(key: Place[Entity]): unknown {
  return typeof key === 'string' ? key : pathHash(key as Path)
}

type Bound = Readonly<Record<string, Knex.Raw>>

/** The rows of all entities on the way, joined; none if one is missing. */
export function along(db: Knex, way: readonly Entity[], params: Bound): Knex.QueryBuilder {
  return way.reduce((query, entity) => query.join(levels[entity].table, condition(entity, params)), here(db))
}

/** The id of the innermost on the way, as a subquery: a list found by it comes in the order of its index. */
export function idAt(db: Knex, way: readonly Entity[], params: Bound): Knex.QueryBuilder {
  return along(db, way, params).select(tablesOf(way.slice(-1)).map(table => `${table}.id`))
}

/** One row that tells by a null which entities on the way are missing. */
export function presence(db: Knex, way: readonly Entity[], params: Bound): Knex.QueryBuilder {
  const ids = Object.fromEntries(way.map(entity => [entity, `${levels[entity].table}.id`]))
  return way
    .reduce((query, entity) => query.leftJoin(levels[entity].table, condition(entity, params)), here(db))
    .select(ids)
}

/** The tables of the entities on the way. */
export function tablesOf(way: readonly Entity[]): readonly string[] {
  return way.map(entity => levels[entity].table)
}

/** The entity that a table holds. */
export function entityOf(table: string): Entity {
  const found = Object.entries(levels).find(([, level]) => level.table === table)
  if (found === undefined) throw new TypeError(`no entity is stored in table ${table}`)
  return found[0] as Entity
}

interface Level {
  readonly table: string
  /** Column by column, the row above that it belongs to. */
  readonly below: Readonly<Record<string, string>>
  /** Column by column, the part of the place that it equals. */
  readonly named: Readonly<Record<string, Entity>>
}

/** How each entity is found, once those above it are. */
const levels: Readonly<Record<Entity, Level>> = {
  tenant: { table: 'tenants', below: {}, named: { id: 'tenant' } },
  warehouse: { table: 'warehouses', below: {}, named: { tenant_id: 'tenant', name: 'warehouse' } },
  catalog: { table: 'catalogs', below: {}, named: { tenant_id: 'tenant', name: 'catalog' } },
  branch: { table: 'branches', below: { catalog_id: 'catalogs.id' }, named: { name: 'branch' } },
  namespace: { table: 'namespaces', below: { catalog_id: 'catalogs.id' }, named: { path_hash: 'namespace' } },
  asset: {
    table: 'assets',
    below: { branch_id: 'branches.id', namespace_id: 'namespaces.id' },
    named: { name: 'asset' },
  },
  tag: { table: 'tags', below: { catalog_id: 'catalogs.id' }, named: { name: 'tag' } },
  commit: { table: 'commits', below: {}, named: { tenant_id: 'tenant', id: 'commit' } },
  user: { table: 'users', below: {}, named: { id: 'user' } },
  role: { table: 'roles', below: {}, named: { tenant_id: 'tenant', id: 'role' } },
  permission: { table: 'permissions', below: {}, named: { tenant_id: 'tenant', id: 'permission' } },
  serviceUser: { table: 'service_users', below: {}, named: { tenant_id: 'tenant', id: 'serviceUser' } },
  auditEvent: { table: 'audit_logs', below: {}, named: { tenant_id: 'tenant', id: 'auditEvent' } },
  token: { table: 'tokens', below: {}, named: { tenant_id: 'tenant', id: 'token' } },
  mergeOperation: {
    table: 'merge_operations',
    below: {},
    named: { tenant_id: 'tenant', id: 'mergeOperation' },
  },
  mergeConflict: {
    table: 'merge_conflicts',
    below: {},
    named: { tenant_id: 'tenant', id: 'mergeConflict' },
  },
  businessMetadata: {
    table: 'business_metadata',
    below: { asset_id: 'assets.id' },
    named: { id: 'businessMetadata' },
  },
  accessRequest: { table: 'access_requests', below: {}, named: { tenant_id: 'tenant', id: 'accessRequest' } },
}

/** A single row to join to. */
function here(db: Knex): Knex.QueryBuilder {
  return db.from(db.raw('(select 1) as here'))
}

function condition(entity: Entity, params: Bound): Knex.JoinCallback {
  const { table, below, named } = levels[entity]
  return join => {
    for (const [column, parent] of Object.entries(below)) join.on(`${table}.${column}`, parent)
    for (const [column, name] of Object.entries(named))
      join.on(`${table}.${column}`, params[name] as Knex.Raw)
  }
}
