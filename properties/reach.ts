/** Which entities a state holds, so that a generated call can name one, or deliberately miss. */
import type { CatalogState, State, TenantState } from '../src/adapters/memory/state.ts'
import type { Entity } from '../src/trait/errors.ts'

/** The entities that a call has named so far; they say where the next one is looked for. */
export interface Scope {
  tenant?: string | undefined
  catalog?: string | undefined
  branch?: string | undefined
  namespace?: readonly string[] | undefined
}

type Reach = (state: State, scope: Scope) => Iterable<unknown>

/** By entity, then by the kind of value that names it. */
const reaches: Readonly<Record<Entity, Readonly<Record<string, Reach>>>> = {
  tenant: { Id: state => state.tenants.keys() },
  warehouse: {
    Id: state => every(state, tenant => [...tenant.warehouses.values()].map(({ id }) => id)),
    Name: (state, scope) => tenantIn(state, scope)?.warehouses.keys() ?? [],
  },
  catalog: {
    Id: state => every(state, tenant => [...tenant.catalogs.values()].map(({ catalog }) => catalog.id)),
    Name: (state, scope) => tenantIn(state, scope)?.catalogs.keys() ?? [],
  },
  branch: { Name: (state, scope) => catalogIn(state, scope)?.branches ?? [] },
  namespace: {
    Path: (state, scope) => map(catalogIn(state, scope)?.namespaces.values(), ({ name }) => name),
  },
  asset: {
    Id: state =>
      every(state, tenant =>
        [...tenant.catalogs.values()].flatMap(({ assets }) => map(assets.values(), ({ asset }) => asset.id)),
      ),
    Name: assetNames,
  },
  serviceUser: {
    Id: state => every(state, tenant => [...tenant.serviceUsers.keys()]),
    Name: (state, scope) => map(tenantIn(state, scope)?.serviceUsers.values(), ({ name }) => name),
    ApiKeyHash: state =>
      every(state, tenant => map(tenant.serviceUsers.values(), ({ apiKeyHash }) => apiKeyHash)),
  },
}

/** The values of a kind that name an existing entity, as seen from the scope. */
export function reachable(state: State, scope: Scope, entity: Entity, kind: string): readonly unknown[] {
  const reach = reaches[entity][kind]
  if (reach === undefined) throw new Error(`no way to reach a ${entity} by ${kind}`)
  return [...reach(state, scope)]
}

function assetNames(state: State, scope: Scope): readonly string[] {
  const { branch = 'main', namespace } = scope
  const path = namespace?.join('\0')
  return map(catalogIn(state, scope)?.assets.values(), placed => placed)
    .filter(placed => placed.branch === branch && placed.namespace.join('\0') === path)
    .map(({ asset }) => asset.name)
}

function tenantIn(state: State, { tenant }: Scope): TenantState | undefined {
  return tenant === undefined ? undefined : state.tenants.get(tenant)
}

function catalogIn(state: State, scope: Scope): CatalogState | undefined {
  return scope.catalog === undefined ? undefined : tenantIn(state, scope)?.catalogs.get(scope.catalog)
}

function every<T>(state: State, of: (tenant: TenantState) => readonly T[]): readonly T[] {
  return [...state.tenants.values()].flatMap(of)
}

function map<T, U>(items: Iterable<T> | undefined, of: (item: T) => U): U[] {
  return items === undefined ? [] : Array.from(items, of)
}
