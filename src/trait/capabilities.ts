/** Graded abilities beyond single operations; a store declares a grade and is held to it. */

/** Each ability's grades, weakest first. */
export const capabilityGrades = {
  /** What a failed or interrupted call leaves whole: nothing, each record, or the whole operation. */
  atomicity: ['none', 'single-record', 'operation'],
  /** What an acknowledged write survives: nothing, an orderly reopen, or a kill of the process that holds it. */
  durability: ['none', 'reopen', 'kill'],
} as const

export type Capabilities = {
  readonly [C in keyof typeof capabilityGrades]: (typeof capabilityGrades)[C][number]
}
