/** How a pool reads the types that pg by default leaves as text or makes objects of. */
import pg from 'pg'

const { INT8, TIMESTAMPTZ } = pg.types.builtins

const parsers: Readonly<Partial<Record<number, (text: string) => unknown>>> = {
  [INT8]: Number,
  [TIMESTAMPTZ]: instant,
}

/** For one pool; what other users of pg in this process read is untouched. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** PostgreSQL writes no trailing zeros: `9999-12-31 23:59:59.9+00`. The session's time zone is UTC. */
function instant(text: string): string {
  return new Date(text.replace(' ', 'T').replace('+00', 'Z')).toISOString()
}
