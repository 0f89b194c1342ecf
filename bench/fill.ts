/** Many tenants with a few things each, and one with very many. Rows go in by SQL, for that is quick. */
import type { Dialect } from '../src/adapters/sql/statement.ts'
import type { Token } from '../src/trait/areas/tokens.ts'
import type { Database } from './database.ts'
import { idPrefix, type Kind, numbered } from './numbered.ts'

export interface Size {
  readonly tenants: number
  /** Those of the big tenant, which has as many events, and a tenth as many of everything else. */
  readonly assets: number
}

/** The tenant that has nearly everything, and one of the others. */
export const big = { tenantId: numbered('tenant', 0), catalog: 'lake' }
export const small = { tenantId: numbered('tenant', 7), catalog: 'lake' }

/** A token whose string is known. */
export const knownToken: Token = {
  id: numbered('known token', 0),
  tenantId: big.tenantId,
  userId: numbered('user', 0),
  username: 'user 0',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
  token: 'a known token',
}

const PER_NAMESPACE = 500
const PER_SMALL_TENANT = 3

export const parent = ['warehouse']

/** Every catalog has the first; that of the big tenant has more, each with five hundred assets. */
export const namespaceAt = (i: number): string[] => [...parent, `area ${i}`]

/** Fills an empty database and lets it take statistics. */
export async function fill({ session, store }: Database, { tenants, assets }: Size): Promise<void> {
  const { id, instant, digest } = forms[session.dialect]

  /** One row for each of so many of the big tenant's, then for those of the others. */
  const insert = async (table: string, ofBig: number, row: Readonly<Record<string, string>>) => {
    const count = ofBig + (tenants - 1) * PER_SMALL_TENANT
    const owner = `case when i < ${ofBig} then 0 else 1 + (i - ${ofBig}) / ${PER_SMALL_TENANT} end`
    await session.script(`
      insert into ${table} (${Object.keys(row).join()})
      with recursive
        n (i) as (select 0 union all select i + 1 from n where i < ${count - 1}),
        owned (i, tenant) as (select i, ${id('tenant', owner)} from n)
      select ${Object.values(row).join()} from owned`)
  }

  await session.script(`
    insert into tenants (id, name, properties)
    with recursive n (i) as (select 0 union all select i + 1 from n where i < ${tenants - 1})
    select ${id('tenant', 'i')}, 'tenant ' || i, '{}' from n;

    insert into catalogs (id, tenant_id, name, search_name, catalog_type, properties)
    with recursive n (i) as (select 0 union all select i + 1 from n where i < ${tenants - 1})
    select ${id('catalog', 'i')}, ${id('tenant', 'i')}, 'lake', 'lake', 'local', '{}' from n;

    insert into branches (catalog_id, name, search_name, branch_type)
    select id, 'main', 'main', 'ingest' from catalogs;`)

  for (const name of [parent, ...Array.from({ length: assets / PER_NAMESPACE }, (_, i) => namespaceAt(i))]) {
    await store.createNamespace({ ...big, namespace: { name, properties: {} } })
    if (name !== parent && name.at(-1) !== namespaceAt(0).at(-1)) continue
    await session.script(`
      insert into namespaces (catalog_id, path, path_hash, parent_hash, path_head, search_path, properties)
      select catalogs.id, path, path_hash, parent_hash, path_head, search_path, '{}'
      from namespaces cross join catalogs
      where catalogs.id <> '${numbered('catalog', 0)}'
        and namespaces.id = (select max(id) from namespaces)`)
  }

  await session.script(`
    insert into assets (id, branch_id, namespace_id, name, search_name, kind, location, properties)
    with recursive n (i) as (select 0 union all select i + 1 from n where i < ${PER_NAMESPACE - 1})
    select
      ${id('asset', '(row_number() over (order by namespaces.catalog_id, namespaces.id, i) - 1)')},
      branches.id, namespaces.id, 'table ' || i, 'table ' || i, 'iceberg-table', 's3://lake/' || i, '{"owner":"ann"}'
    from namespaces
    join branches on branches.catalog_id = namespaces.catalog_id
    join n on i < case when namespaces.catalog_id = '${numbered('catalog', 0)}' then ${PER_NAMESPACE}
      else ${PER_SMALL_TENANT} end
    where namespaces.parent_hash is not null;

    insert into business_metadata
      (id, asset_id, description, search_description, tags, properties, discoverable,
       created_by, created_at, updated_by, updated_at)
    select id, id, 'Gold', 'gold', '["gold"]', '{}', true, id, ${instant('1')}, id, ${instant('1')}
    from assets where name like '%0';

    insert into access_requests (id, tenant_id, user_id, asset_id, requested_at, status)
    select assets.id, catalogs.tenant_id, assets.id, assets.id, ${instant('branches.id')}, 'pending'
    from assets
    join branches on branches.id = branch_id
    join catalogs on catalogs.id = branches.catalog_id
    where assets.name like '%0';`)

  const some = assets / 10
  // Of each such kind of event there are a hundred, however many there are in all.
  const rare = assets / 100
  await insert('users', some, {
    id: id('user', 'i'),
    username: `'user ' || i`,
    email: `i || '@users.test'`,
    tenant_id: 'tenant',
    role: `'tenant-user'`,
    created_at: instant('i'),
    updated_at: instant('i'),
    active: 'true',
  })
  await insert('service_users', some, {
    id: id('service user', 'i'),
    tenant_id: 'tenant',
    name: `'robot ' || i`,
    api_key_hash: `'key ' || i`,
    role: `'tenant-user'`,
    created_at: instant('i'),
    created_by: id('user', '0'),
    active: 'true',
  })
  await insert('tokens', some, {
    id: id('token', 'i'),
    tenant_id: 'tenant',
    user_id: id('user', 'i'),
    username: `'user ' || i`,
    created_at: instant('i'),
    expires_at: instant('i'),
    token: `'token ' || i`,
    token_hash: digest('i'),
  })
  await store.storeToken({ token: knownToken })
  await insert('revoked_tokens', some, {
    token_id: `case when i % 10 = 0 then ${id('token', 'i')} else ${id('user', 'i')} end`,
    expires_at: instant('i'),
  })
  await insert('commits', some, {
    id: id('commit', 'i'),
    tenant_id: 'tenant',
    parent_id: `case when i > 0 then ${id('commit', 'i - 1')} end`,
    timestamp: instant('i'),
    author: `'ann'`,
    message: `'load'`,
    operations: `'[]'`,
  })
  await insert('roles', some, {
    id: id('role', 'i'),
    tenant_id: 'tenant',
    name: `'role ' || i`,
    permissions: `'[{"scope":{"type":"tenant"},"actions":["read"]}]'`,
    created_by: id('user', '0'),
    created_at: instant('i'),
    updated_at: instant('i'),
  })
  await insert('role_assignments', some, {
    user_id: id('user', 'i'),
    role_id: id('role', 'i'),
    assigned_by: id('user', '0'),
    assigned_at: instant('i'),
  })
  await insert('permissions', some, {
    id: id('permission', 'i'),
    tenant_id: 'tenant',
    user_id: id('user', 'i'),
    scope: `'{"type":"tenant"}'`,
    actions: `'["read"]'`,
    granted_by: id('user', '0'),
    granted_at: instant('i'),
  })
  await insert('audit_logs', assets, {
    id: id('event', 'i'),
    tenant_id: 'tenant',
    user_id: id('user', `i % ${rare}`),
    username: `'user'`,
    action: `case when i % ${rare} = 0 then 'drop_table' else 'load_table' end`,
    resource_type: `case when i % ${rare} = 1 then 'view' else 'table' end`,
    resource_id: id('asset', 'i'),
    resource_name: `'table'`,
    timestamp: instant('i'),
    result: `case when i % ${rare} = 2 then 'failure' else 'success' end`,
  })
  await session.script(`
    insert into merge_operations
      (id, tenant_id, catalog_id, source_branch, target_branch, status, conflicts, initiated_by, initiated_at)
    select id, tenant_id, '${numbered('catalog', 0)}', 'dev', 'main', 'pending', '[]', user_id, "timestamp"
    from audit_logs where tenant_id = '${big.tenantId}' and resource_type = 'view';

    insert into merge_conflicts (id, tenant_id, merge_operation_id, conflict_type, description, created_at)
    select id, tenant_id, (select id from merge_operations order by id limit 1), '{}', '', "timestamp"
    from audit_logs where tenant_id = '${big.tenantId}' and resource_type = 'view';

    insert into tags (catalog_id, name, commit_id)
    select '${numbered('catalog', 0)}', message || timestamp, id from commits;

    analyze`)
}

interface Forms {
  /** The id of a kind by its number. */
  readonly id: (kind: Kind, n: string) => string
  readonly instant: (seconds: string) => string
  readonly digest: (n: string) => string
}

const forms: Readonly<Record<Dialect, Forms>> = {
  sqlite: {
    id: (kind, n) => `printf('${idPrefix(kind)}%012x', ${n})`,
    instant: seconds => `strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || (${seconds}) || ' seconds')`,
    digest: () => 'randomblob(32)',
  },
  postgres: {
    id: (kind, n) => `('${idPrefix(kind)}' || lpad(to_hex(${n}), 12, '0'))::uuid`,
    instant: seconds => `timestamptz '2026-01-01Z' + (${seconds}) * interval '1 second'`,
    digest: n => `sha256((${n})::text::bytea)`,
  },
}
