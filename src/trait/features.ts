/** The rows of the parity matrix, in the audit's order, then the extended rows. */

export const features = [
  'Core Catalog',
  'User Management',
  'Role Management',
  'Service Users',
  'System Settings',
  'Audit Logs (Enhanced)',
  'Token Management',
  'Merge Operations',
  'Business Metadata',
  'Branches, Tags, Commits',
  'Metadata Pointers (CAS)',
  'Search',
  'Access Requests',
  'Federation',
] as const

export type Feature = (typeof features)[number]
