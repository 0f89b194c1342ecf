/** How a step of the model words its result. */

/** The call succeeded; the state may be the same. */
export function done<S, V>(state: S, value: V): readonly [S, { readonly value: V }] {
  return [state, { value }]
}

/** The call failed; the state is untouched. */
export function fails<S, const F extends string>(
  state: S,
  failure: F,
): readonly [S, { readonly failure: F }] {
  return [state, { failure }]
}
