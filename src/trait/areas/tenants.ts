/** Tenants: the owners of everything else. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Id, identifies, Name, Nothing, nullable, object, Page, Properties, refersTo } from '../value.ts'

export const TenantId = refersTo('tenant', Id)

export const Tenant = object({ id: identifies('tenant', Id), name: Name, properties: Properties })
export type Tenant = Static<typeof Tenant>

export const tenants = area('tenants', 'Core Catalog', {
  createTenant: operation({
    summary: 'Registers a tenant. Names need not be unique; ids are.',
    kind: 'mutation',
    since: '1.0',
    args: { tenant: Tenant },
    returns: Nothing,
    fails: ['ALREADY_EXISTS tenant'],
  }),
  getTenant: operation({
    summary: 'The tenant of this id, or null.',
    kind: 'query',
    since: '1.0',
    args: { tenantId: TenantId },
    returns: nullable(Tenant),
    fails: [],
  }),
  listTenants: operation({
    summary: 'Every tenant, by name, then id.',
    kind: 'query',
    since: '1.0',
    args: { page: Type.Optional(Page) },
    returns: Type.Array(Tenant),
    fails: [],
  }),
  updateTenant: operation({
    summary: 'Changes the given fields, all at once; properties replace the stored map.',
    kind: 'mutation',
    since: '1.0',
    args: {
      tenantId: TenantId,
      updates: object({ name: Type.Optional(Name), properties: Type.Optional(Properties) }),
    },
    returns: Tenant,
    fails: ['NOT_FOUND tenant'],
  }),
  deleteTenant: operation({
    summary: 'Removes the tenant and everything that it owns; audit events and revocations of tokens stay.',
    kind: 'mutation',
    since: '1.0',
    args: { tenantId: TenantId },
    returns: Nothing,
    fails: ['NOT_FOUND tenant'],
  }),
})

export interface TenantMethods extends Methods<typeof tenants> {}
