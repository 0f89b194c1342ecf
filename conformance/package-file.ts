/** The package.json of this package, beside the sources as beside the build. */
import { findPackageJSON } from 'node:module'

export const packageFile = found(findPackageJSON('.', import.meta.url))

function found(file: string | undefined): string {
  if (file === undefined) throw new Error('package.json of catalog-parity is missing')
  return file
}
