/** Makes a store of handlers and the session that they work on. */
import type { CatalogStore, StoreHandlers } from '../trait/catalog-store.ts'

type Handler<Session> = (session: Session, args: unknown) => Promise<unknown>

/** The store whose every operation is its handler on this session. */
export function bindHandlers<Session>(handlers: StoreHandlers<Session>, session: Session): CatalogStore {
  const named: Record<string, Handler<Session>> = Object.assign({}, ...Object.values(handlers))
  const bound = Object.entries(named).map(([name, handle]) => [
    name,
    (args: unknown) => handle(session, args),
  ])
  return Object.fromEntries(bound) as CatalogStore
}
