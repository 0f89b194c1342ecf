/** How the SQL stores find things, and whether it takes them longer where there is more. */
import type { Database } from './database.ts'
import { fill, type Size } from './fill.ts'
import { type LookUp, lookUps } from './look-ups.ts'
import { accesses, isSorted, type Plan, plansOf } from './plan.ts'
import { recorded } from './recorder.ts'
import { median } from './statistics.ts'
import { timed } from './timed.ts'

const SMALL: Size = { tenants: 1000, assets: 5000 }
const BIG: Size = { tenants: 1000, assets: 100_000 }
const CALLS_PER_ROUND = 10

/** The look-ups of every database by turns in a small and in a big one, and their plans in the big one. */
export async function plans(open: readonly (() => Promise<Database>)[], rounds: number): Promise<void> {
  for (const openOne of open) {
    const [small, big] = [await openOne(), await openOne()]
    await fill(small, SMALL)
    await fill(big, BIG)
    const inTenant = `assets in one tenant among ${BIG.tenants} tenants`
    console.log(
      `\nLook-ups on ${big.session.dialect}: ${SMALL.assets} and ${BIG.assets} ${inTenant}, medians\n`,
    )
    const rows: Record<string, Record<string, string>> = {}
    for (const lookUp of lookUps) rows[lookUp.title] = await compare(lookUp, small, big, rounds)
    console.table(rows)
    console.log(`\nTheir plans on ${big.session.dialect}, with ${BIG.assets} ${inTenant}\n`)
    for (const lookUp of lookUps) await explain(lookUp, big)
    await small.close()
    await big.close()
  }
}

async function compare({ call }: LookUp, small: Database, big: Database, rounds: number) {
  const inSmall: number[] = []
  const inBig: number[] = []
  const repeated = (database: Database) =>
    timed(async () => {
      for (let i = 0; i < CALLS_PER_ROUND; i++) await call(database.store)
    })
  for (let round = 0; round < rounds; round++) {
    inSmall.push((await repeated(small)) / CALLS_PER_ROUND)
    inBig.push((await repeated(big)) / CALLS_PER_ROUND)
  }
  return {
    'small µs': (median(inSmall) * 1000).toFixed(1),
    'big µs': (median(inBig) * 1000).toFixed(1),
    'big/small': median(inBig.map((ms, i) => ms / (inSmall[i] as number))).toFixed(2),
  }
}

/** A plan that the database has twice is told once. */
async function explain({ title, call }: LookUp, { session }: Database): Promise<void> {
  const runs = await recorded(session, call)
  const all = (await Promise.all(runs.map(run => plansOf[session.dialect](session, run)))).flat()
  for (const lines of new Set(all.map(worded))) console.log(`${title}\n${lines}`)
}

function worded(plan: Plan): string {
  const words = { everything: 'ALL OF IT: ', 'in order': 'in order: ', found: '' }
  const lines = accesses(plan).map(({ line, reads }) => `  ${words[reads]}${line}`)
  return [...lines, ...(isSorted(plan) ? ['  sorts what it has found'] : [])].join('\n')
}
