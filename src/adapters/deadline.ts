/** Gives each call a time limit at the price of one timer for all of them. */
import { StoreError } from '../trait/errors.ts'

/** The `cause` of the error that a call without an answer ends with. */
export class CallTimeout extends Error {}

interface Waiting {
  readonly since: number
  readonly giveUp: () => void
}

/** Limits every promise given to it to `limitMs`; noticed at most a quarter of that late. */
export function deadline(limitMs: number) {
  const waiting = new Set<Waiting>()
  let timer: NodeJS.Timeout | undefined

  const sweep = () => {
    const now = performance.now()
    for (const call of waiting) if (now - call.since > limitMs) call.giveUp()
    if (waiting.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }

  return <T>(answer: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const call: Waiting = {
        since: performance.now(),
        giveUp() {
          waiting.delete(call)
          const fact = `no answer within ${limitMs} ms`
          reject(new StoreError({ code: 'UNAVAILABLE', fact, cause: new CallTimeout(fact) }))
        },
      }
      waiting.add(call)
      timer ??= setInterval(sweep, limitMs / 4)
      const settle = (finish: () => void) => {
        waiting.delete(call)
        finish()
      }
      answer.then(
        value => settle(() => resolve(value)),
        error => settle(() => reject(error)),
      )
    })
}
