/** Compares what a store answered with what the model says, and words the first difference. */
import { CallTimeout } from '../src/adapters/deadline.ts'
import type { Outcome } from '../src/adapters/memory/model.ts'
import type { Call, CatalogStore } from '../src/trait/catalog-store.ts'
import { StoreError } from '../src/trait/errors.ts'

/** A store's answer to a call: a value, or a failure with its one-line fact. */
export type Observed =
  | { readonly value: unknown }
  | { readonly failure: string; readonly fact: string; readonly timedOut?: true }

/** In what respect an answer differs. */
export type Difference = 'value' | 'failure' | 'hang' | 'crash'

/** Runs one call and observes the answer; never throws. */
export async function observe(store: CatalogStore, { operation, args }: Call): Promise<Observed> {
  try {
    return { value: await store[operation](args as never) }
  } catch (error) {
    if (!(error instanceof StoreError)) return { failure: 'INTERNAL', fact: String(error) }
    const timedOut = error.cause instanceof CallTimeout
    return { failure: error.failure, fact: error.fact, ...(timedOut && { timedOut }) }
  }
}

/** In what respect the answer differs from the model's, or null. */
export function difference(expected: Outcome, actual: Observed): Difference | null {
  if ('failure' in actual) {
    if (actual.timedOut) return 'hang'
    return 'failure' in expected && expected.failure === actual.failure ? null : 'failure'
  }
  if ('failure' in expected) return 'failure'
  return sameJson(expected.value, actual.value) ? null : 'value'
}

/** Equality of JSON values: the order of keys does not matter, the order of lists does. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!sameJson(a[i], b[i])) return false
    return true
  }
  const keys = Object.keys(a)
  if (Array.isArray(b) || Object.keys(b).length !== keys.length) return false
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !sameJson(Reflect.get(a, key), Reflect.get(b, key))) return false
  }
  return true
}

/** The first place where two JSON values differ: `[1].properties.a: expected "x", got "y"`. */
export function firstDifference(expected: unknown, actual: unknown, at = ''): string {
  if (isBranch(expected) && isBranch(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const left: unknown = Object.hasOwn(expected, key) ? Reflect.get(expected, key) : undefined
      const right: unknown = Object.hasOwn(actual, key) ? Reflect.get(actual, key) : undefined
      if (!sameJson(left, right)) {
        return firstDifference(left, right, Array.isArray(expected) ? `${at}[${key}]` : `${at}.${key}`)
      }
    }
  }
  return `${at === '' ? '' : `${at.replace(/^\./, '')}: `}expected ${worded(expected)}, got ${worded(actual)}`
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function worded(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
