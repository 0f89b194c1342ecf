/** How the databases find what a statement asks for. */
import pg from 'pg'
import type { SqlSession } from '../src/adapters/sql/session.ts'
import type { Dialect } from '../src/adapters/sql/statement.ts'
import type { Run } from './recorder.ts'

/** A plan as the database words it, line by line. */
export type Plan = readonly string[]

/** The plans that the database may run it by. */
export const plansOf: Readonly<Record<Dialect, (session: SqlSession, run: Run) => Promise<readonly Plan[]>>> =
  {
    async sqlite(session, { statement, params }) {
      const { text, values } = statement.in('sqlite')
      return [await explained(session, `explain query plan ${text}`, values(params))]
    },

    /** The plan for these values, and the one that it settles on: after five runs it may plan no more. */
    async postgres(session, { statement, params }) {
      const { text, values } = statement.in('postgres')
      const given = values(params)
      return await session.transaction(async tx => {
        const forValues = await explained(tx, `${analyze} ${text}`, given)
        const run = `execute settled${given.length === 0 ? '' : `(${given.map(literal).join()})`}`
        await tx.script(`prepare settled as ${text}`)
        for (let i = 0; i < 6; i++) await tx.script(run)
        const settled = await explained(tx, `${analyze} ${run}`)
        await tx.script('deallocate settled')
        return [forValues, settled]
      })
    },
  }

/** Runs it, for what it has read and passed over. */
const analyze = 'explain (analyze, costs off, timing off, summary off, buffers off)'

/** How a plan comes by the rows of a table. */
export interface Access {
  readonly line: string
  /** All rows; all rows in the order of an index, at least until it has enough; or those that an index finds. */
  readonly reads: 'everything' | 'in order' | 'found'
}

/** The accesses to tables, in the order of the plan. */
export function accesses(plan: Plan): readonly Access[] {
  return plan.flatMap((line, i) => {
    const reads = accessOf(line, plan.slice(i + 1))
    return reads === undefined ? [] : [{ line: line.replace(/^\s*(->)?\s*/, ''), reads }]
  })
}

/** How many rows PostgreSQL has read and then left out; SQLite does not tell. */
export function rowsPassedOver(plan: Plan): number {
  const counts = plan.map(line => Number(/Rows Removed by .*: (\d+)/.exec(line)?.[1] ?? 0))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Whether it sorts all that it has found. */
export function isSorted(plan: Plan): boolean {
  return plan.some(line => /(^|->)\s*Sort \(|^USE TEMP B-TREE FOR ORDER BY/.test(line))
}

function accessOf(line: string, after: readonly string[]): Access['reads'] | undefined {
  if (/Seq Scan on/.test(line)) return 'everything'
  if (/(Index|Index Only) Scan (Backward )?using|Bitmap Index Scan on/.test(line)) {
    return below(after).some(detail => /Index Cond/.test(detail)) ? 'found' : 'in order'
  }
  if (/^SEARCH /.test(line)) return 'found'
  // The rest scans a row that is made up, or the elements of a value.
  if (!/^SCAN /.test(line) || /CONSTANT ROW|VIRTUAL TABLE|^SCAN (here|ancestry|\()/.test(line))
    return undefined
  return / USING (COVERING )?INDEX /.test(line) ? 'in order' : 'everything'
}

/** PostgreSQL writes what belongs to a node below it, up to the next node. */
function below(after: readonly string[]): readonly string[] {
  const next = after.findIndex(line => /->/.test(line))
  return after.slice(0, next === -1 ? undefined : next)
}

async function explained(session: SqlSession, text: string, values: readonly unknown[] = []): Promise<Plan> {
  // Without a name, for the next one is another.
  const rows = await session.all({ in: () => ({ name: '', text, values: () => [...values] }) }, {})
  return rows.map(row => String(row.detail ?? row['QUERY PLAN']))
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  return value instanceof Buffer ? `'\\x${value.toString('hex')}'` : pg.escapeLiteral(String(value))
}
