/** The reference page: what every operation takes, answers and refuses, from the declarations. */
import { type Field, type Role, type Shape, shapeOf } from '../properties/schema.ts'
import {
  areaKeys,
  areas,
  type DeclaredOperation,
  operationNames,
  operationsOf,
} from '../src/trait/catalog-store.ts'
import { CONTRACT_VERSION } from '../src/trait/version.ts'

/** The page, in Markdown. */
export function reference(): string {
  return `${[
    `# The CatalogStore contract, version ${CONTRACT_VERSION}`,
    `${areaKeys.length} areas, ${operationNames.length} operations. This page is made from the declarations in
\`src/trait/areas\` by \`npm run reference\`; it is not edited.`,
    `Every operation takes one object of named arguments and returns a promise; \`?\` marks what may be left out. Malformed
arguments are refused with \`INVALID_ARGUMENT\`, whatever else is wrong. Where several failures apply, the first of those
listed is answered. A call that fails changes nothing.`,
    areaKeys.map(key => `- [${areas[key].name}](#${anchor(areas[key].name)})`).join('\n'),
    ...areaKeys.flatMap(key => [
      `## ${areas[key].name}`,
      `Part of the report's row *${areas[key].feature}*.`,
      ...operationsOf([key]).map(entry),
    ]),
  ].join('\n\n')}\n`
}

function entry({ name, kind, since, summary, args, returns, fails, makesIds }: DeclaredOperation): string {
  const facts = [
    ['takes', code(worded(shapeOf(args)))],
    ['answers', code(worded(shapeOf(returns)))],
    ['fails with', fails.length === 0 ? 'nothing' : fails.map(code).join(', ')],
    ['is', `a ${kind}${makesIds ? ' that makes ids' : ''}, since ${since}`],
  ]
  return [`### ${name}`, summary, facts.map(([what, text]) => `- ${what} ${text}`).join('\n')].join('\n\n')
}

/** A shape as a person writes a type. */
function worded(shape: Shape): string {
  switch (shape.is) {
    case 'object':
      return shape.fields.length === 0 ? '{}' : `{ ${shape.fields.map(field).join(', ')} }`
    case 'list':
      return `${grouped(shape.of)}[]`
    case 'choice':
      return nullLast(shape.of).map(worded).join(' | ')
    case 'constant':
      return isBoolean(shape.values)
        ? 'boolean'
        : shape.values.map(value => JSON.stringify(value)).join(' | ')
    case 'kind':
      return `${shape.kind}${ofEntity(shape.role)}`
  }
}

function field({ name, optional, shape }: Field): string {
  return `${name}${optional ? '?' : ''}: ${worded(shape)}`
}

function grouped(shape: Shape): string {
  return shape.is === 'choice' || shape.is === 'constant' ? `(${worded(shape)})` : worded(shape)
}

function nullLast(shapes: readonly Shape[]): readonly Shape[] {
  const isNull = (shape: Shape) => shape.is === 'constant' && shape.values[0] === null
  return [...shapes.filter(shape => !isNull(shape)), ...shapes.filter(isNull)]
}

function isBoolean(values: readonly unknown[]): boolean {
  return values.length === 2 && values.every(value => typeof value === 'boolean')
}

function ofEntity(role: Role): string {
  return role !== null && 'refersTo' in role ? ` of a ${role.refersTo}` : ''
}

function code(text: string): string {
  return `\`${text}\``
}

function anchor(heading: string): string {
  return heading.replaceAll(' ', '-')
}
