import type { tags as declared } from '../../../trait/areas/tags.ts'
import type { Steps } from '../../../trait/operation.ts'
import { paged, sortedBy } from '../order.ts'
import { done, fails } from '../outcome.ts'
import { catalogOf, findCatalog } from '../place.ts'
import { drop, put, type State, withCatalog } from '../state.ts'

export const tags: Steps<typeof declared, State> = {
  createTag(state, { tag, ...at }) {
    const place = findCatalog(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    if (within.tags.has(tag.name)) return fails(state, 'ALREADY_EXISTS tag')
    return done(withCatalog(state, owner, { ...within, tags: put(within.tags, tag.name, tag) }), null)
  },

  getTag(state, { name, ...at }) {
    return done(state, catalogOf(state, at)?.tags.get(name) ?? null)
  },

  listTags(state, { page, ...at }) {
    const all = sortedBy(catalogOf(state, at)?.tags.values() ?? [], tag => tag.name)
    return done(state, paged(all, page))
  },

  deleteTag(state, { name, ...at }) {
    const place = findCatalog(state, at)
    if ('failure' in place) return fails(state, place.failure)
    const { owner, within } = place
    return done(withCatalog(state, owner, { ...within, tags: drop(within.tags, name) }), null)
  },
}
