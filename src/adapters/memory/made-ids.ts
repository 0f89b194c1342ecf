/**
 * The ids that the model makes: derived from the place that they are made for, so that a shorter trace that makes
 * the same thing calls it the same, and from a range that no caller draws from.
 */

const RANGE = 'f0000000-0000-4000-8000-'

/** Whether a value is an id of the model's own choice; a store chooses another in its place. */
export function isMadeId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 36 && value.startsWith(RANGE)
}

/** The first id of a place that was not made or mentioned before. */
export function freshId(used: ReadonlySet<string>, place: string): string {
  for (let attempt = 0; ; attempt++) {
    const id = `${RANGE}${digits(place, attempt)}${digits(place, ~attempt)}`
    if (!used.has(id)) return id
  }
}

/** Every made id in a JSON value; it may repeat. */
export function madeIdsIn(value: unknown): readonly string[] {
  const found: string[] = []
  collect(value, found)
  return found
}

function collect(value: unknown, found: string[]): void {
  if (typeof value === 'string') {
    if (isMadeId(value)) found.push(value)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, found)
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) collect(Reflect.get(value, key), found)
  }
}

/** Six hexadecimal digits of a text. Source: FNV-1a with the finaliser of MurmurHash3. */
function digits(text: string, salt: number): string {
  let h = (0x811c9dc5 ^ salt) >>> 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 8).toString(16).padStart(6, '0')
}
