/** Calls made at the same moment. */
import { StoreError } from '../src/trait/errors.ts'

/** Starts every call before any has answered; `success`, or the failure that each is refused with. */
export async function outcomesOf(calls: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  return await Promise.all(
    calls.map(async call => {
      try {
        await call()
        return 'success'
      } catch (error) {
        if (error instanceof StoreError) return error.failure
        throw error
      }
    }),
  )
}
