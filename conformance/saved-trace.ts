/** Traces as files: what a finding leaves behind, a replay reads, and every later run begins with. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { operationNames } from '../src/trait/catalog-store.ts'
import { object, Text } from '../src/trait/value.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'
import type { Regression } from './check-options.ts'
import { packageFile } from './package-file.ts'

/** The file's form; calls are in order, the last shows the failure. */
export const SavedTrace = object(
  {
    format: Type.Literal('catalog-parity/trace'),
    contractVersion: Text,
    /** What it showed when it was saved. */
    summary: Text,
    /** The adapter on which it was found, as the command line names it. */
    adapter: Text,
    calls: Type.Array(object({ operation: Text, args: Type.Record(Type.String(), Type.Unknown()) })),
  },
  'SavedTrace',
)
export type SavedTrace = Static<typeof SavedTrace>

/** A saved trace that this contract can replay. */
export interface LoadedTrace extends Regression {
  readonly adapter: string
  readonly summary: string
}

const validator = Compile(SavedTrace)

/** Reads a saved trace; rejects with one sentence if the file is none that this contract can replay. */
export async function readTrace(file: string): Promise<LoadedTrace> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code})`)
  })
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON; it may have been cut off`)
  }
  if (!validator.Check(saved)) throw new Error(`${file} is not a trace saved by catalog-parity`)
  if (saved.contractVersion !== CONTRACT_VERSION) {
    throw new Error(`${file} is of contract ${saved.contractVersion}; this kit speaks ${CONTRACT_VERSION}`)
  }
  const unknown = saved.calls.find(({ operation }) => !operationNames.some(name => name === operation))
  if (unknown) throw new Error(`${file} calls ${unknown.operation}, which the contract does not have`)
  return {
    name: basename(file),
    adapter: saved.adapter,
    summary: saved.summary,
    calls: saved.calls as Regression['calls'],
  }
}

/** The counterexamples that ship with the kit: bugs mended once, which every run begins with. */
export function shippedTraces(): Promise<readonly LoadedTrace[]> {
  return readTraces(join(dirname(packageFile), 'conformance', 'regressions'))
}

/** The saved traces of a folder, by file name; none if there is no such folder. */
export async function readTraces(folder: string): Promise<readonly LoadedTrace[]> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter(name => name.endsWith('.json')).sort()
  return Promise.all(files.map(name => readTrace(join(folder, name))))
}
