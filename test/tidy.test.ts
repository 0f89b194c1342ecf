/** The repository holds to its own shape: what no linter can see. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cases } from '../conformance/cases/index.ts'
import { operationNames } from '../src/trait/catalog-store.ts'

const root = resolve(import.meta.dirname, '..')

/** Folders in the order of imports: each may import from itself and from those before it. */
const layers = ['src/trait', 'src/adapters', 'properties', 'conformance', 'reports', 'cli']

const sources = layers.flatMap(layer => sourcesIn(layer))
const imports = new Map(sources.map(file => [file, importsOf(file)]))

describe('folders', () => {
  test('import only from themselves and from those before them', () => {
    const backwards = [...imports].flatMap(([file, imported]) =>
      imported.filter(other => layerOf(other) > layerOf(file)).map(other => `${file} imports ${other}`),
    )
    expect(backwards).toEqual([])
  })

  test('hold no cycle of imports', () => {
    expect(cycleIn(imports)).toBeNull()
  })

  test('hold no file that nothing leads to', () => {
    const entries = [
      'index.ts',
      'cli/main.ts',
      'conformance/suite.ts',
      'conformance/host.ts',
      'reports/write-reference.ts',
      'reports/write-schema.ts',
    ]
    const tests = [...sourcesIn('test'), ...sourcesIn('bench')]
    const reached = new Set<string>()
    const visit = (file: string) => {
      if (reached.has(file)) return
      reached.add(file)
      for (const other of imports.get(file) ?? importsOf(file)) visit(other)
    }
    for (const entry of [...entries, ...tests]) visit(entry)
    expect(sources.filter(file => !reached.has(file))).toEqual([])
  })

  test('have one file for each area wherever areas are the division', () => {
    const areas = namesIn('src/trait/areas')
    for (const folder of [
      'src/adapters/memory/areas',
      'src/adapters/sql/areas',
      'properties/laws',
      'conformance/cases',
    ]) {
      expect(
        areas.filter(area => !namesIn(folder).includes(area)),
        folder,
      ).toEqual([])
    }
  })
})

describe('operations', () => {
  test('each stand once in the declarations, the model, the SQL adapter and the cases', () => {
    for (const folder of [
      'src/trait/areas',
      'src/adapters/memory/areas',
      'src/adapters/sql/areas',
      'conformance/cases',
    ]) {
      const text = sourcesIn(folder).map(read).join('\n')
      for (const name of operationNames) {
        const definitions = text.match(new RegExp(`^ {2}(async )?${name}[(:]`, 'gm')) ?? []
        expect(definitions, `${name} in ${folder}`).toHaveLength(1)
      }
    }
  })

  test('each have a case', () => {
    const covered = new Set(cases.map(({ operation }) => operation))
    expect(operationNames.filter(name => !covered.has(name))).toEqual([])
  })
})

describe('files', () => {
  test('open with a sentence of purpose, but for the areas, whose folder says it', () => {
    const unexplained = sources.filter(
      file => !file.includes('/areas/') && !/^(#!.*\n)?\/\*\*/.test(read(file)),
    )
    expect(unexplained.filter(file => !/cases\/|laws\/|canaries\//.test(file))).toEqual([])
  })

  test('leave nothing undone and skip no test', () => {
    const marks = /\b(TODO|FIXME|XXX)\b|\b(it|test|describe)\.(skip|only|todo|fails)\b/
    const self = relative(root, import.meta.filename)
    expect(
      [...sources, ...sourcesIn('test')].filter(file => file !== self && marks.test(read(file))),
    ).toEqual([])
  })
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name))
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).filter(name => name.endsWith('.ts'))
}

function importsOf(file: string): readonly string[] {
  const specifiers = read(file).matchAll(/\b(?:from|import)\s*\(?'(\.{1,2}\/[^']+)'/g)
  return [...specifiers].map(([, specifier]) =>
    relative(root, resolve(root, dirname(file), specifier as string)),
  )
}

function layerOf(file: string): number {
  return layers.findIndex(layer => file.startsWith(`${layer}/`))
}

/** A chain of imports that comes back to its start, or null. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string | null {
  const finished = new Set<string>()
  const walk = (file: string, path: readonly string[]): string | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ')
    if (finished.has(file)) return null
    for (const other of graph.get(file) ?? []) {
      const cycle = walk(other, [...path, file])
      if (cycle !== null) return cycle
    }
    finished.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const cycle = walk(file, [])
    if (cycle !== null) return cycle
  }
  return null
}
