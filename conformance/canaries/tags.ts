/** Canaries of the tags. */
import { alreadyExists } from '../../src/trait/errors.ts'
import { call, canary, failureOf } from '../canary.ts'
import { acme, id, inAcme, inSales, release, sales } from '../cases/fixtures.ts'

const createAcme = call('createTenant', { tenant: acme })
const createSales = call('createCatalog', { ...inAcme, catalog: sales })
const createRelease = call('createTag', { ...inSales, tag: release })

export const tags = [
  canary({
    name: 'tag-create-moves-the-tag',
    breaks: 'createTag',
    because: 'INSERT OR REPLACE was meant to make a retry harmless, and moves a tag that is there.',
    witness: [
      createAcme,
      createSales,
      createRelease,
      call('createTag', { ...inSales, tag: { ...release, commitId: id(0x92) } }),
    ],
    wrap: store => ({
      async createTag({ tag, ...within }) {
        const at = { ...within, name: tag.name }
        if (await store.getTag(at)) await store.deleteTag(at)
        return store.createTag({ ...within, tag })
      },
    }),
  }),

  canary({
    name: 'tag-delete-in-no-catalog',
    breaks: 'deleteTag',
    because: 'That nothing was removed is a success, so that nobody asks whether there is a catalog.',
    witness: [createAcme, call('deleteTag', { ...inSales, name: release.name })],
    wrap: store => ({
      async deleteTag(args) {
        try {
          return await store.deleteTag(args)
        } catch (error) {
          if (failureOf(error) === 'NOT_FOUND catalog') return null
          throw error
        }
      },
    }),
  }),

  canary({
    name: 'tag-name-taken-in-another-catalog',
    breaks: 'createTag',
    because: 'The unique key holds tenant and name, and forgets the catalog.',
    witness: [
      createAcme,
      createSales,
      createRelease,
      call('createCatalog', { ...inAcme, catalog: { ...sales, id: id(0xc2), name: 'events' } }),
      call('createTag', { ...inAcme, catalog: 'events', tag: release }),
    ],
    wrap: store => ({
      async createTag(args) {
        const { tenantId, tag } = args
        for (const { name } of await store.listCatalogs({ tenantId })) {
          const isTaken = await store.getTag({ tenantId, catalog: name, name: tag.name })
          const isHere = await store.getCatalog({ tenantId, name: args.catalog })
          if (isHere && isTaken) throw alreadyExists('tag', tag.name)
        }
        return store.createTag(args)
      },
    }),
  }),
]
