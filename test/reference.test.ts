/** The reference page is the declarations' own. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reference } from '../reports/reference.ts'
import { operationNames } from '../src/trait/catalog-store.ts'

test('docs/reference.md is what `npm run reference` writes', () => {
  const page = readFileSync(new URL('../docs/reference.md', import.meta.url), 'utf8')
  expect(page).toBe(reference())
})

test('the reference has a heading for every operation', () => {
  const headings = reference().match(/^### .+$/gm)
  expect(headings).toEqual(operationNames.map(name => `### ${name}`))
})
