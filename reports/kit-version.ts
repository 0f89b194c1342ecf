/** The version of this package, from its package.json, beside the sources as beside the build. */
import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

export const kitVersion = versionIn(findPackageJSON('.', import.meta.url))

function versionIn(file: string | undefined): string {
  if (file === undefined) throw new Error('package.json of catalog-parity is missing')
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}
