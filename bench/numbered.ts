/** Ids by kind and number. */
const kinds = [
  'tenant',
  'catalog',
  'asset',
  'user',
  'token',
  'known token',
  'event',
  'service user',
  'role',
  'permission',
  'commit',
] as const

export type Kind = (typeof kinds)[number]

export function numbered(kind: Kind, n: number): string {
  return `${idPrefix(kind)}${n.toString(16).padStart(12, '0')}`
}

/** What the twelve digits of the number follow. */
export function idPrefix(kind: Kind): string {
  return `${String(kinds.indexOf(kind)).padStart(8, '0')}-0000-4000-8000-`
}
