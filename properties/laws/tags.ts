/** What always holds of tags. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { Catalog } from '../../src/trait/areas/catalogs.ts'
import { Tag } from '../../src/trait/areas/tags.ts'
import { Tenant } from '../../src/trait/areas/tenants.ts'
import { values } from '../arbitrary.ts'
import { digest } from '../digest.ts'
import { law } from '../law.ts'
import { assertListed, assertUnchanged, inOrder, refused } from './claims.ts'
import { namesakes, pageSize, putCatalog, several, two } from './place.ts'

export const tags = [
  law({
    name: 'tags are got as given and listed, whole and in pages, by name, and keep their names',
    area: 'tags',
    operations: ['listTags', 'createTag', 'getTag'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      tags: several(values(Tag), 'name'),
      other: values(Tag),
      size: pageSize,
    }),
    async holds(store, { tenant, catalog, tags, other, size }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      for (const tag of tags) await store.createTag({ ...inCatalog, tag })
      const expected = inOrder(tags, ({ name }) => [name])
      await assertListed(page => store.listTags({ ...inCatalog, page }), expected, size)
      for (const tag of tags) {
        const again = { ...other, name: tag.name }
        await refused('ALREADY_EXISTS tag', () => store.createTag({ ...inCatalog, tag: again }))()
        assert.deepEqual(await store.getTag({ ...inCatalog, name: tag.name }), tag)
      }
    },
  }),

  law({
    name: 'deleting a tag undoes creating it, and again changes nothing',
    area: 'tags',
    operations: ['deleteTag', 'createTag', 'getTag'],
    arbitrary: fc.record({
      tenant: values(Tenant),
      catalog: values(Catalog),
      tags: two(values(Tag), 'name'),
    }),
    async holds(store, { tenant, catalog, tags: [kept, removed] }) {
      const inCatalog = await putCatalog(store, tenant, catalog)
      const { name } = removed
      await store.createTag({ ...inCatalog, tag: kept })
      await assertUnchanged(
        async () => [await digest(store), await store.getTag({ ...inCatalog, name })],
        async () => {
          await store.createTag({ ...inCatalog, tag: removed })
          await store.deleteTag({ ...inCatalog, name })
        },
        () => store.deleteTag({ ...inCatalog, name }),
      )
    },
  }),

  law({
    name: 'what happens to a tag leaves its namesake of another tenant alone',
    area: 'tags',
    operations: ['deleteTag', 'createTag', 'getTag'],
    arbitrary: fc.record({
      tenants: two(values(Tenant), 'id'),
      catalogs: namesakes(values(Catalog), 'id'),
      tags: namesakes(values(Tag), 'commitId'),
    }),
    async holds(store, { tenants, catalogs, tags: [mine, theirs] }) {
      const inMine = await putCatalog(store, tenants[0], catalogs[0])
      const inTheirs = await putCatalog(store, tenants[1], catalogs[1])
      await store.createTag({ ...inTheirs, tag: theirs })
      await assertUnchanged(
        () => digest(store, [inTheirs.tenantId]),
        async () => {
          assert.equal(await store.getTag({ ...inMine, name: theirs.name }), null)
          await store.createTag({ ...inMine, tag: mine })
          await store.deleteTag({ ...inMine, name: mine.name })
        },
      )
    },
  }),
]
