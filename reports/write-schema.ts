/** Writes report.schema.json anew: `node reports/write-schema.ts`, after a change to record.ts. */
import { writeFileSync } from 'node:fs'
import { publishedSchema, schemaFile } from './published-schema.ts'

writeFileSync(schemaFile, publishedSchema())
