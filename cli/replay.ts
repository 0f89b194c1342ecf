/** `catalog-parity replay`: runs a saved trace and shows both sides of every call. */
import pc from 'picocolors'
import { type Replayed, replayIsolated } from '../conformance/replay.ts'
import { readTrace } from '../conformance/saved-trace.ts'
import { exitCode, type RunVerdict } from '../conformance/verdict.ts'
import { answerLine, callLine, visible } from '../reports/wording.ts'
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
        const reason = error instanceof Error ? error.message : String(error)
        console.log(`${pc.bold(visible(adapter))}: not run: ${visible(reason)}`)
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
  console.log(`${pc.bold(visible(adapter))}: ${summary}\n`)
  for (const [i, { call, expected, actual, difference }] of replayed.entries()) {
    console.log(`${String(i + 1).padStart(3)}. ${callLine(call)}`)
    if (difference === null) {
      console.log(pc.dim(`       both   ${answerLine(expected, '')}`))
    } else {
      console.log(`       ${pc.green('model')}  ${answerLine(expected, '')}`)
      console.log(`       ${pc.red('store')}  ${answerLine(actual, 'no answer: the process ended')}`)
    }
  }
  console.log()
  return wrong.length === 0 ? 'conformant' : 'failed'
}
