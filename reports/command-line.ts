/** Commands of this program as a person types them, from the installed package or from its sources. */

const start = import.meta.url.endsWith('.ts') ? 'npm run cli --' : 'npx catalog-parity'

/** The command line whose words these are. */
export function commandLine(words: readonly string[]): string {
  return [start, ...words.map(quoted)].join(' ')
}

/** A word as a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
