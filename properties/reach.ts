/** Which entities a state holds, so that a generated call can name one, or deliberately miss. */
import { pointerOf } from '../src/adapters/memory/areas/metadata-pointers.ts'
import type { CatalogState, PlacedAsset, State, TenantState } from '../src/adapters/memory/state.ts'
import { MAIN_BRANCH } from '../src/trait/areas/assets.ts'
import type { Entity } from '../src/trait/errors.ts'

/** The entities that a call has named so far; they say where the next one is looked for. */
export type Scope = { -readonly [E in Entity]?: E extends 'namespace' ? readonly string[] : string }

/** What calls can name or mention: the entities, and a few things that are known by no id or name. */
type Source = Entity | 'roleAssignment' | 'revocation' | 'pointer' | 'path'

/** The records of each source, in the narrowest scope that is named. */
const records: Readonly<Record<Source, (state: State, scope: Scope) => readonly object[]>> = {
  tenant: state => map(state.tenants.values(), ({ tenant }) => tenant),
  warehouse: (state, scope) => each(tenantsIn(state, scope), ({ warehouses }) => warehouses.values()),
  catalog: (state, scope) =>
    each(tenantsIn(state, scope), ({ catalogs }) => map(catalogs.values(), ({ catalog }) => catalog)),
  namespace: (state, scope) => each(catalogsIn(state, scope), ({ namespaces }) => namespaces.values()),
  asset: (state, scope) => map(placedIn(state, scope), ({ asset }) => asset),
  branch: (state, scope) => each(catalogsIn(state, scope), ({ branches }) => branches.values()),
  tag: (state, scope) => each(catalogsIn(state, scope), ({ tags }) => tags.values()),
  commit: (state, scope) => each(tenantsIn(state, scope), ({ commits }) => commits.values()),
  user: state => [...state.users.values()],
  role: (state, scope) =>
    each(tenantsIn(state, scope), ({ roles }) => map(roles.values(), ({ role }) => role)),
  permission: (state, scope) => each(tenantsIn(state, scope), ({ permissions }) => permissions.values()),
  serviceUser: (state, scope) => each(tenantsIn(state, scope), ({ serviceUsers }) => serviceUsers.values()),
  auditEvent: (state, scope) => ofTenant(state.auditEvents.values(), scope),
  token: (state, scope) => ofTenant(state.tokens.values(), scope),
  mergeOperation: (state, scope) =>
    each(catalogsIn(state, scope), ({ mergeOperations }) => mergeOperations.values()),
  mergeConflict: (state, scope) =>
    each(catalogsIn(state, scope), ({ mergeConflicts }) => mergeConflicts.values()).filter(
      ({ mergeOperationId }) =>
        scope.mergeOperation === undefined || mergeOperationId === scope.mergeOperation,
    ),
  businessMetadata: (state, scope) => map(placedIn(state, scope), ({ metadata }) => metadata ?? {}),
  accessRequest: (state, scope) => each(placedIn(state, scope), ({ requests }) => requests.values()),
  roleAssignment: (state, scope) =>
    each(tenantsIn(state, scope), ({ roles }) =>
      each([...roles.values()], ({ role, assignments }) =>
        scope.role === undefined || scope.role === role.id ? assignments.values() : [],
      ),
    ),
  revocation: state => map(state.revocations, ([tokenId, expiresAt]) => ({ tokenId, expiresAt })),
  pointer: (state, scope) =>
    map(placedIn(state, scope), ({ asset }) => asset)
      .filter(({ name }) => scope.asset === undefined || name === scope.asset)
      .map(asset => ({ location: pointerOf(asset) })),
  path: (state, scope) =>
    each(catalogsIn(state, scope), ({ namespaces }) => namespaces.values()).map(({ name }) => ({
      joined: name.join('.'),
    })),
}

/** The field of a record that each kind of value names it by. */
const FIELDS: Readonly<Record<string, string>> = {
  Id: 'id',
  Name: 'name',
  Path: 'name',
  Username: 'username',
  Email: 'email',
  ApiKeyHash: 'apiKeyHash',
  TokenString: 'token',
}

/** The values of a kind that name an existing entity, as seen from the scope. */
export function reachable(state: State, scope: Scope, entity: Entity, kind: string): readonly unknown[] {
  const field = FIELDS[kind]
  if (field === undefined) throw new Error(`no way to reach a ${entity} by ${kind}`)
  return valuesOf(state, scope, entity, field)
}

/** The values that existing records hold in fields such as `user.id`, as seen from the scope. */
export function mentionable(state: State, scope: Scope, fields: readonly string[]): readonly unknown[] {
  return fields.flatMap(place => {
    const [source, field] = place.split('.') as [Source, string]
    return valuesOf(state, scope, source, field)
  })
}

function valuesOf(state: State, scope: Scope, source: Source, field: string): readonly unknown[] {
  const values: unknown[] = []
  for (const record of records[source](state, scope)) {
    const value: unknown = Reflect.get(record, field)
    if (value !== null && value !== undefined) values.push(value)
  }
  return values
}

function tenantsIn(state: State, { tenant }: Scope): readonly TenantState[] {
  if (tenant === undefined) return [...state.tenants.values()]
  const found = state.tenants.get(tenant)
  return found === undefined ? [] : [found]
}

function catalogsIn(state: State, scope: Scope): readonly CatalogState[] {
  const { catalog } = scope
  return tenantsIn(state, scope).flatMap(({ catalogs }) => {
    if (catalog === undefined) return [...catalogs.values()]
    const found = catalogs.get(catalog)
    return found === undefined ? [] : [found]
  })
}

/** A namespace is one of a branch, of main if none is named; without a namespace, every asset is meant. */
function placedIn(state: State, scope: Scope): readonly PlacedAsset[] {
  const { namespace, branch = MAIN_BRANCH } = scope
  const all = each(catalogsIn(state, scope), ({ assets }) => assets.values())
  if (namespace === undefined) return all
  const path = namespace.join('\0')
  return all.filter(placed => placed.branch === branch && placed.namespace.join('\0') === path)
}

function ofTenant<T extends { readonly tenantId: string }>(items: Iterable<T>, { tenant }: Scope): T[] {
  return [...items].filter(({ tenantId }) => tenant === undefined || tenantId === tenant)
}

function each<T, U>(items: readonly T[], of: (item: T) => Iterable<U>): U[] {
  const found: U[] = []
  for (const item of items) for (const inner of of(item)) found.push(inner)
  return found
}

function map<T, U>(items: Iterable<T>, of: (item: T) => U): U[] {
  return Array.from(items, of)
}
