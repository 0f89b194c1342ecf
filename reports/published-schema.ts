/** The record's form as JSON Schema, for readers of report.json in any language. */
import { Report } from './record.ts'

/** Where it is kept and what the package exports. */
export const schemaFile = new URL('report.schema.json', import.meta.url)

export function publishedSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'catalog-parity report',
    ...Report,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
