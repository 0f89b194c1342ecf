/** The Memory store: the reference model behind a thin asynchronous shell. */
import { type CatalogStore, operationNames } from '../../trait/catalog-store.ts'
import { StoreError } from '../../trait/errors.ts'
import { CONTRACT_VERSION } from '../../trait/version.ts'
import { defineAdapter } from '../adapter.ts'
import { type Outcome, step } from './model.ts'
import { emptyState } from './state.ts'

export const memory = defineAdapter({
  name: 'memory',
  capabilities: { atomicity: 'operation', durability: 'none' },
  async open() {
    let state = emptyState
    const method = (operation: keyof CatalogStore) => async (args: Record<string, unknown>) => {
      const [next, outcome] = step(state, { operation, args: structuredClone(args) })
      state = next
      return structuredClone(answerOf(outcome))
    }
    return {
      store: Object.fromEntries(operationNames.map(name => [name, method(name)])) as unknown as CatalogStore,
      server: { name: 'reference model', version: CONTRACT_VERSION, obtained: 'in process' },
      reset: async () => {
        state = emptyState
      },
    }
  },
})

function answerOf(outcome: Outcome): unknown {
  if ('value' in outcome) return outcome.value
  const [code, entity] = outcome.failure.split(' ') as [StoreError['code'], StoreError['entity']]
  const subject = entity === undefined ? {} : { entity }
  throw new StoreError({ code, ...subject, fact: `the model answers ${outcome.failure}` })
}
