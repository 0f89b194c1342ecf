/** `catalog-parity list`: the operations and what they promise, from the declarations. */
import pc from 'picocolors'
import { type AreaKey, areas, operationsOf } from '../src/trait/catalog-store.ts'

export function listCommand(keys: readonly AreaKey[]): void {
  for (const key of keys) {
    const { name, feature } = areas[key]
    const operations = operationsOf([key])
    console.log(`${pc.bold(name)} ${pc.dim(`(${key}, ${feature}, ${operations.length} operations)`)}`)
    for (const { name, kind, summary, fails } of operations) {
      console.log(`  ${pc.cyan(name)} ${pc.dim(kind)}\n      ${summary}`)
      if (fails.length > 0) console.log(pc.dim(`      fails with ${fails.join(', ')}`))
    }
    console.log()
  }
}
