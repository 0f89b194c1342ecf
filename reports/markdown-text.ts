/** Text that Markdown shows as it is, also inside a cell of a table. */
import { visible } from './wording.ts'

/** Prose: no character of it marks anything up. */
export function prose(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~&$!]/g, '\\$&')
}

/** Prose inside an element of HTML, where Markdown does not look. */
export function html(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Code between as many backticks as it takes. */
export function code(text: string): string {
  const shown = visible(text)
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 || shown.trim() === '' ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** A command in a block of its own. */
export function shell(command: string): string {
  return `\`\`\`sh\n${visible(command)}\n\`\`\``
}

/** A table; the first column is aligned left, the others as given. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], rest = ':---'): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? ':---' : rest))), ...rows.map(line)].join('\n')
}
