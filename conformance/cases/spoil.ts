/** Changes a value in every place, to see whether somebody else holds it too. */

/** Empties and overwrites all that the value holds; a frozen value stays as it is. */
export function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Reflect.ownKeys(value)) {
    spoil(Reflect.get(value, key))
    if (key !== 'length') Reflect.set(value, key, 'spoilt')
  }
  if (Array.isArray(value)) Reflect.set(value, 'length', 0)
  else Reflect.set(value, 'spoilt', 'spoilt')
}
