import type { tags as declared, Tag } from '../../../trait/areas/tags.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { insertBelow } from '../insert-below.ts'
import { orAbsent, orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import { idAt } from '../place.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'

export const tags: Handlers<typeof declared, SqlSession> = {
  async createTag(session, { tenantId, catalog, tag }) {
    const row = rows.write(tag)
    await orMissing(session, { tenant: tenantId, catalog }, at => session.run(insertTag, { ...at, ...row }))
    return null
  },

  async getTag(session, { tenantId, catalog, name }) {
    const row = await session.one(selectTag, { tenant: tenantId, catalog, tag: name })
    return row === undefined ? null : rows.read(row)
  },

  async listTags(session, { tenantId, catalog, page }) {
    const at = { tenant: tenantId, catalog, ...pageParams(page) }
    return (await session.all(selectTags, at)).map(rows.read)
  },

  async deleteTag(session, { tenantId, catalog, name }) {
    const place = { tenant: tenantId, catalog, tag: name }
    await orAbsent(session, place, at => session.run(deleteTag, at))
    return null
  },
}

const rows = rowsOf<Tag>('tags', { name: 'plain', commitId: 'plain' })

const insertTag = statement(['tenant', 'catalog', ...rows.columns], (db, { tenant, catalog, ...tag }) =>
  insertBelow(db, ['tenant', 'catalog'], { tenant, catalog }, 'tags', {
    catalog_id: db.raw('catalogs.id'),
    ...tag,
  }),
)

const selectTag = statement(['tenant', 'catalog', 'tag'], (db, { tag, ...place }) =>
  db('tags')
    .where({ catalog_id: idAt(db, ['catalog'], place), name: tag })
    .select(rows.columns),
)

const selectTags = statement(['tenant', 'catalog', ...pageNames], (db, { limit, offset, ...place }) =>
  db('tags')
    .where({ catalog_id: idAt(db, ['catalog'], place) })
    .select(rows.columns)
    .modify(inPages, ['name'], { limit, offset }),
)

const deleteTag = statement(['tenant', 'catalog', 'tag'], (db, { tag, ...place }) =>
  db('tags')
    .where({ catalog_id: idAt(db, ['catalog'], place), name: tag })
    .delete(),
)
