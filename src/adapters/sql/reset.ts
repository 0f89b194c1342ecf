/** Emptying a database. */

/** Every table of the contract's data, children first. */
const tables = [
  'assets',
  'namespaces',
  'branches',
  'catalogs',
  'warehouses',
  'service_users',
  'system_settings',
  'tenants',
]

/** Leaves the schema and its version. */
export const emptyEverything = tables.map(table => `delete from ${table};`).join('\n')
