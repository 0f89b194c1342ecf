/** The version of this package. */
import { readFileSync } from 'node:fs'
import { packageFile } from '../conformance/package-file.ts'

const { version }: { version: string } = JSON.parse(readFileSync(packageFile, 'utf8'))

export const kitVersion = version
