/** Checks one adapter: survey, regressions, cases, laws, campaign. Tells what happens by events. */
import { setImmediate } from 'node:timers/promises'
import { traceOf } from '../properties/trace.ts'
import type { Adapter } from '../src/adapters/adapter.ts'
import { operationsOf } from '../src/trait/catalog-store.ts'
import { Campaign } from './campaign.ts'
import type { CheckOptions } from './check-options.ts'
import { Claims } from './claims.ts'
import { type Emit, incomplete } from './events.ts'
import { Inquiry } from './inquiry.ts'
import type { Item } from './item.ts'
import { Lane } from './lane.ts'
import { ask, refusal } from './survey.ts'

/** Resolves when everything is told; never rejects for what the store does. */
export async function check(adapter: Adapter, options: CheckOptions, emit: Emit): Promise<void> {
  const lanes: Lane[] = []
  try {
    for (let i = 0; i < (adapter.lanes ?? 1); i++) lanes.push(await Lane.open(adapter, options))
    const [first] = lanes as [Lane]
    emit({ type: 'opened', server: first.server ?? null, capabilities: adapter.capabilities })
    const inquiry = new Inquiry(adapter, options, emit)
    const claims = new Claims(inquiry)
    await work(lanes.slice(0, 1), surveys(inquiry, emit), options, emit)
    for (const items of [
      regressions(inquiry),
      claims.cases(),
      claims.laws(),
      new Campaign(inquiry).items(),
    ]) {
      await work(lanes, items, options, emit)
    }
  } catch (error) {
    emit(incomplete(error))
  } finally {
    await Promise.all(lanes.map(lane => lane.close()))
  }
}

/** Lets each lane take the next item until there is none. */
async function work(
  lanes: readonly Lane[],
  items: Iterator<Item>,
  { skip, only, signal }: CheckOptions,
  emit: Emit,
): Promise<void> {
  await Promise.all(
    lanes.map(async lane => {
      for (let next = items.next(); !next.done; next = items.next()) {
        if (signal?.aborted) return
        const { id, run } = next.value
        if (skip?.has(id) || (only && !only.has(id) && !id.startsWith('survey'))) continue
        emit({ type: 'begun', item: id })
        const result = await run(lane)
        // What the store still has to throw ends the process while this is known to be its item.
        await setImmediate()
        emit({ type: 'ended', item: id, result })
      }
    }),
  )
}

/** Asks each operation once; what answers `UNIMPLEMENTED` is then expected to do so always. */
function* surveys(inquiry: Inquiry, emit: Emit): Generator<Item> {
  for (const { name } of operationsOf(inquiry.options.areas).filter(
    ({ name }) => !inquiry.silenced.has(name),
  )) {
    yield {
      id: `survey ${name}`,
      run: async lane => {
        const answer = await ask(await inquiry.storeOf(lane), name)
        const reason = refusal(answer)
        if (reason !== null) {
          inquiry.unsupported.add(name)
          emit({ type: 'unsupported', operation: name, reason })
        }
        if ('failure' in answer && answer.timedOut) await lane.reopen()
        return { is: 'survey' }
      },
    }
  }
}

/** The saved traces that stay within the areas to check. */
function* regressions(inquiry: Inquiry): Generator<Item> {
  const known = new Set(operationsOf(inquiry.options.areas).map(({ name }) => name))
  for (const { name, calls } of inquiry.options.regressions) {
    if (calls.some(({ operation }) => !known.has(operation))) continue
    const id = `regression ${name}`
    yield {
      id,
      run: async lane => {
        const divergences = await inquiry.execute(lane, traceOf(calls, inquiry.unsupported))
        await inquiry.look(lane, id, calls, divergences)
        return { is: 'regression', verdict: divergences.length === 0 ? 'passed' : 'failed' }
      },
    }
  }
}
