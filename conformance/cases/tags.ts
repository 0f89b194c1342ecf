import assert from 'node:assert/strict'
import { digest } from '../../properties/digest.ts'
import type { Tag } from '../../src/trait/areas/tags.ts'
import type { CatalogStore } from '../../src/trait/catalog-store.ts'
import type { CasesOf } from '../case.ts'
import {
  commit,
  dev,
  globex,
  id,
  inAcme,
  inGlobex,
  inSales,
  nobody,
  release,
  sales,
  scattered,
  withCatalog,
} from './fixtures.ts'
import { missingCatalogs, refusesMissingCatalog } from './missing-parents.ts'
import { longestName, lookalikes, orderedNames, strangers } from './names.ts'
import { assertPages } from './pages.ts'
import { spoil } from './spoil.ts'

const atRelease = { ...inSales, name: release.name }
const inOther = { ...inAcme, catalog: 'other' }
const otherRelease: Tag = { ...release, commitId: id(1) }
const globexRelease: Tag = { ...release, commitId: id(2) }

/** As `withCatalog`, and the tag `release` in it. */
async function withTag(store: CatalogStore): Promise<void> {
  await withCatalog(store)
  await store.createTag({ ...inSales, tag: release })
}

/** The catalog `sales` has one tag per name. */
async function withNames(store: CatalogStore, names: readonly string[]): Promise<void> {
  await withCatalog(store)
  for (const name of scattered(names)) await store.createTag({ ...inSales, tag: { ...release, name } })
}

/** acme has a catalog `other`, and globex a catalog `sales`, with nothing in them. */
async function withNeighbours(store: CatalogStore): Promise<void> {
  await store.createCatalog({ ...inAcme, catalog: { ...sales, id: id(1), name: 'other' } })
  await store.createCatalog({ ...inGlobex, catalog: { ...sales, id: id(2) } })
}

/** As `withTag`, and a tag of the same name in acme's catalog `other` and in globex's `sales`. */
async function withTagsElsewhere(store: CatalogStore): Promise<void> {
  await withTag(store)
  await withNeighbours(store)
  await store.createTag({ ...inOther, tag: otherRelease })
  await store.createTag({ ...inSales, ...inGlobex, tag: globexRelease })
}

async function namesOf(tags: Promise<Tag[]>): Promise<string[]> {
  return (await tags).map(({ name }) => name)
}

export const tags: CasesOf<'tags'> = {
  createTag: {
    'stores the tag as given, whether or not the commit exists': async ({ store }) => {
      await withCatalog(store)
      assert.equal(await store.createTag({ ...inSales, tag: release }), null)
      assert.deepEqual(await store.getTag(atRelease), release)
      await store.createCommit({ ...inAcme, commit })
      assert.deepEqual(await store.getTag(atRelease), release)
    },
    'keeps every name exactly': async ({ store }) => {
      await withNames(store, [...orderedNames, longestName])
      for (const name of [...orderedNames, longestName]) {
        assert.deepEqual(await store.getTag({ ...inSales, name }), { ...release, name })
      }
    },
    'accepts the name of a branch, and a commit that has a tag': async ({ store }) => {
      await withTag(store)
      for (const name of ['main', 'again']) await store.createTag({ ...inSales, tag: { ...release, name } })
      assert.deepEqual(await namesOf(store.listTags(inSales)), ['again', 'main', 'release'])
      await store.createBranch({ ...inSales, branch: { ...dev, name: 'release' } })
      assert.deepEqual(await store.getTag(atRelease), release)
    },
    'writes to this catalog and tenant only': async ({ store }) => {
      await withCatalog(store)
      await withNeighbours(store)
      const before = await digest(store, [globex.id])
      await store.createTag({ ...inSales, tag: release })
      assert.deepEqual(await digest(store, [globex.id]), before)
      assert.deepEqual(await store.listTags(inOther), [])
    },
    'accepts a name that another catalog or tenant has': async ({ store }) => {
      await withTagsElsewhere(store)
      assert.deepEqual(await store.getTag(atRelease), release)
      assert.deepEqual(await store.getTag({ ...atRelease, ...inOther }), otherRelease)
      assert.deepEqual(await store.getTag({ ...atRelease, ...inGlobex }), globexRelease)
    },
    'refuses a name that is taken and keeps its commit': async ({ store, refuses }) => {
      await withTag(store)
      for (const tag of [release, { ...release, commitId: nobody }]) {
        await refuses(() => store.createTag({ ...inSales, tag }), 'ALREADY_EXISTS tag')
      }
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.createTag({ ...at, tag: release }), withTag),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.createTag({ ...at, tag: release }), withTag),
    'keeps nothing of its argument': async ({ store }) => {
      await withCatalog(store)
      const call = structuredClone({ ...inSales, tag: release })
      await store.createTag(call)
      spoil(call)
      assert.deepEqual(await store.getTag(atRelease), release)
    },
  },

  getTag: {
    'compares names exactly': async ({ store }) => {
      await withNames(store, lookalikes)
      for (const name of lookalikes) assert.equal((await store.getTag({ ...inSales, name }))?.name, name)
      for (const name of strangers) assert.equal(await store.getTag({ ...inSales, name }), null)
    },
    'answers null for a tag or a parent that does not exist': async ({ store }) => {
      await withTag(store)
      for (const missing of [{ name: 'main' }, ...missingCatalogs]) {
        assert.equal(await store.getTag({ ...atRelease, ...missing }), null)
      }
    },
    "does not see another catalog's or tenant's tag": async ({ store }) => {
      await withTag(store)
      await withNeighbours(store)
      assert.equal(await store.getTag({ ...atRelease, ...inOther }), null)
      assert.equal(await store.getTag({ ...atRelease, ...inGlobex }), null)
    },
    'answers a copy': async ({ store }) => {
      await withTag(store)
      spoil(await store.getTag(atRelease))
      assert.deepEqual(await store.getTag(atRelease), release)
    },
  },

  listTags: {
    'is empty without any, and below a parent that does not exist': async ({ store }) => {
      await withTag(store)
      for (const missing of missingCatalogs) {
        assert.deepEqual(await store.listTags({ ...inSales, ...missing }), [])
      }
      await withNeighbours(store)
      assert.deepEqual(await store.listTags(inOther), [])
      assert.deepEqual(await store.listTags({ ...inSales, ...inGlobex }), [])
    },
    'orders by the code points of the names': async ({ store }) => {
      await withNames(store, orderedNames)
      assert.deepEqual(await namesOf(store.listTags(inSales)), orderedNames)
    },
    'lists those of this catalog and tenant only': async ({ store }) => {
      await withTagsElsewhere(store)
      assert.deepEqual(await store.listTags(inSales), [release])
      assert.deepEqual(await store.listTags(inOther), [otherRelease])
      const page = { limit: 5 }
      assert.deepEqual(await store.listTags({ ...inSales, ...inGlobex, page }), [globexRelease])
    },
    'cuts the list into pages': async ({ store }) => {
      await withNames(store, orderedNames.slice(-5))
      await assertPages(page => store.listTags({ ...inSales, ...(page && { page }) }))
    },
    'answers copies': async ({ store }) => {
      await withTag(store)
      spoil(await store.listTags(inSales))
      assert.deepEqual(await store.listTags(inSales), [release])
    },
  },

  deleteTag: {
    'removes the tag and no other': async ({ store }) => {
      await withNames(store, ['a', 'A', 'a ', '%', '_'])
      assert.equal(await store.deleteTag({ ...inSales, name: 'a' }), null)
      await store.deleteTag({ ...inSales, name: '%' })
      assert.deepEqual(await namesOf(store.listTags(inSales)), ['A', '_', 'a '])
    },
    'changes nothing when the tag is not there': async ({ store }) => {
      await withTag(store)
      await store.createBranch({ ...inSales, branch: dev })
      const before = await digest(store)
      for (const name of ['Release', dev.name]) {
        assert.equal(await store.deleteTag({ ...inSales, name }), null)
      }
      assert.deepEqual(await digest(store), before)
    },
    'may be repeated, and frees the name': async ({ store }) => {
      await withTag(store)
      await store.deleteTag(atRelease)
      assert.equal(await store.deleteTag(atRelease), null)
      await store.createTag({ ...inSales, tag: otherRelease })
      assert.deepEqual(await store.listTags(inSales), [otherRelease])
    },
    'leaves the commit and the branch of the same name': async ({ store }) => {
      await withTag(store)
      await store.createCommit({ ...inAcme, commit })
      await store.createBranch({ ...inSales, branch: { ...dev, name: release.name } })
      await store.deleteTag(atRelease)
      assert.deepEqual(await store.getCommit({ ...inAcme, commitId: commit.id }), commit)
      assert.deepEqual(await store.getBranch(atRelease), { ...dev, name: release.name })
    },
    'leaves the tags of the same name elsewhere': async ({ store }) => {
      await withTagsElsewhere(store)
      await store.deleteTag(atRelease)
      assert.deepEqual(await store.listTags(inOther), [otherRelease])
      assert.deepEqual(await store.listTags({ ...inSales, ...inGlobex }), [globexRelease])
    },
    'refuses a missing tenant before a missing catalog': tools =>
      refusesMissingCatalog('tenant', tools, at => tools.store.deleteTag({ ...atRelease, ...at }), withTag),
    "refuses a missing catalog, also another tenant's": tools =>
      refusesMissingCatalog('catalog', tools, at => tools.store.deleteTag({ ...atRelease, ...at }), withTag),
  },
}
