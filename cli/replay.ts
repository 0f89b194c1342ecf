/** `catalog-parity replay`: runs a saved trace and shows both sides of every call. */
import pc from 'picocolors'
import { type Replayed, replayIsolated } from '../conformance/replay.ts'
import { readTrace } from '../conformance/saved-trace.ts'
import { exitCode, type RunVerdict } from '../conformance/verdict.ts'
import { obtainServers } from './servers.ts'
import { inWorkplace } from './workplace.ts'

export async function replayCommand(
  file: string,
  named: readonly string[],
  options: { postgresUrl?: string },
): Promise<number> {
  const trace = await readTrace(file)
  const adapters = named.length > 0 ? named : [trace.adapter]
  return inWorkplace(async place => {
    const { servers, refusals, close } = await obtainServers(adapters, options.postgresUrl)
    const verdicts: RunVerdict[] = []
    for (const adapter of adapters) {
      try {
        const refusal = refusals.get(adapter)
        if (refusal !== undefined) throw new Error(refusal)
        const replayed = await replayIsolated(adapter, trace.calls, { servers, ...place })
        verdicts.push(tell(adapter, replayed))
      } catch (error) {
        console.log(`${pc.bold(adapter)}: not run: ${error instanceof Error ? error.message : String(error)}`)
        verdicts.push('incomplete')
      }
    }
    await close()
    return exitCode(verdicts)
  })
}

function tell(adapter: string, replayed: readonly Replayed[]): RunVerdict {
  const wrong = replayed.filter(({ difference }) => difference !== null)
  const summary = wrong.length === 0 ? pc.green('answers as the model does') : pc.red('diverges')
  console.log(`${pc.bold(adapter)}: ${summary}\n`)
  for (const [i, { call, expected, actual, difference }] of replayed.entries()) {
    console.log(`${String(i + 1).padStart(3)}. ${pc.cyan(call.operation)} ${shortened(call.args)}`)
    if (difference === null) {
      console.log(pc.dim(`       both  ${worded(expected)}`))
    } else {
      console.log(`      ${pc.green('model')}  ${worded(expected)}`)
      console.log(`      ${pc.red('store')}  ${actual ? worded(actual) : 'no answer: the process died'}`)
    }
  }
  console.log()
  return wrong.length === 0 ? 'conformant' : 'failed'
}

function worded(answer: { value: unknown } | { failure: string; fact?: string }): string {
  if ('value' in answer) return shortened(answer.value)
  return answer.fact ? `${answer.failure} (${shortened(answer.fact)})` : answer.failure
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 400 ? `${text.slice(0, 399)}…` : text
}
