/** Every law, by area. */
import type { Law } from '../law.ts'

export const laws: readonly Law[] = []
