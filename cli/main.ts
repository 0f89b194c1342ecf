#!/usr/bin/env node
/** The command line: `catalog-parity check | replay | list`. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { builtInAdapters } from '../conformance/adapter-file.ts'
import { defaultCheckOptions } from '../conformance/check-options.ts'
import { runVerdicts } from '../conformance/verdict.ts'
import { kitVersion } from '../reports/kit-version.ts'
import { type AreaKey, areaKeys } from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import { checkCommand } from './check.ts'
import { listCommand } from './list.ts'
import { replayCommand } from './replay.ts'

const EXIT_CODES = `
Exit codes:
  0  conformant   every operation behaves as the contract says
  1  failed       some operation does not; see the findings
  2  partial      no wrong answer, but some operations are not supported
  3  incomplete   something did not run, or the command could not be carried out`

const ADAPTERS = `
An ADAPTER is one of ${builtInAdapters.join(', ')}, or the path of a TypeScript or JavaScript
module whose default export is made by defineAdapter({ name, capabilities, open }).`

const postgresUrl = new Option('--postgres-url <url>', 'use this server instead of an embedded one')

const program = new Command('catalog-parity')
  .description(`Checks catalog stores against the CatalogStore contract, version ${CONTRACT_VERSION}.`)
  .version(kitVersion)
  .addHelpText('after', EXIT_CODES)
  .exitOverride()

program
  .command('check')
  .description('check stores against the reference model and write the parity report')
  .argument('[adapter...]', 'stores to check', [...builtInAdapters])
  .option('--areas <names>', `areas to check, by commas: ${areaKeys.join(', ')}`, areaList, [...areaKeys])
  .option(
    '--traces <n>',
    'random traces per store; 0 runs cases and laws only',
    natural,
    defaultCheckOptions.traces,
  )
  .option('--calls <n>', 'calls per trace', positive, defaultCheckOptions.calls)
  .option('--seed <n>', 'repeat the random choices of an earlier run', natural)
  .option('--time <seconds>', 'run the campaign of each store for this long instead of --traces', positive)
  .option('--out <folder>', 'where the report goes', 'parity-report')
  .addOption(postgresUrl)
  .addHelpText(
    'after',
    `${ADAPTERS}\n${EXIT_CODES}

Examples:
  catalog-parity check                        all stores that ship with the kit
  catalog-parity check ./my-store.ts          a store of your own
  catalog-parity check sqlite --time 600      a long campaign on one store`,
  )
  .action(async (adapters: string[], options) => {
    process.exitCode = await checkCommand(adapters, options)
  })

program
  .command('replay')
  .description('run a saved trace and show where the answers differ from the model')
  .argument('<file>', 'the JSON file of a finding')
  .argument('[adapter...]', 'stores to run it on; the one it was found on unless given')
  .addOption(postgresUrl)
  .addHelpText('after', `${ADAPTERS}\n${EXIT_CODES}`)
  .action(async (file: string, adapters: string[], options) => {
    process.exitCode = await replayCommand(file, adapters, options)
  })

program
  .command('list')
  .description('list the operations and what they promise')
  .option('--areas <names>', 'only these areas, by commas', areaList, [...areaKeys])
  .action(({ areas }: { areas: AreaKey[] }) => listCommand(areas))

function natural(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.')
  return Number(text)
}

function positive(text: string): number {
  const number = natural(text)
  if (number === 0) throw new InvalidArgumentError('It is not above zero.')
  return number
}

function areaList(text: string): AreaKey[] {
  const names = text.split(',').map(name => name.trim())
  const unknown = names.find(name => !areaKeys.some(key => key === name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is none of ${areaKeys.join(', ')}.`)
  }
  return areaKeys.filter(key => names.includes(key))
}

/** Says why the command could not be carried out; Node's own exit code for that, 1, would say `failed`. */
function giveUp(error: unknown): void {
  process.exitCode = runVerdicts.incomplete
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) process.exitCode = 0
    return
  }
  console.error(error instanceof Error ? `catalog-parity: ${error.message}` : error)
  if (process.env.CATALOG_PARITY_DEBUG) console.error(error)
}

// Whoever reads the output may leave before its end, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
process.on('uncaughtException', error => {
  giveUp(error)
  process.exit()
})
await program.parseAsync().catch(giveUp)
