/** The contract changes only on purpose: every declaration is held against a snapshot of its version. */
import { expect, test } from 'vitest'
import { operationNames, operations } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'

test(`contract ${CONTRACT_VERSION} is as it was published`, async () => {
  const declared = operationNames.map(name => operations[name])
  const contract = { contractVersion: CONTRACT_VERSION, operations: declared }
  await expect(`${JSON.stringify(contract, null, 2)}\n`).toMatchFileSnapshot(
    `contract-${CONTRACT_VERSION}.json`,
  )
})

test('every operation is declared for this version or an earlier one', () => {
  for (const name of operationNames) expect(operations[name].since <= CONTRACT_VERSION).toBe(true)
})
