/** Tags: names for commits, within a catalog. */
import Type, { type Static } from 'typebox'
import { area, type Methods, operation } from '../operation.ts'
import { Id, identifies, mentions, Name, Nothing, nullable, object, Page, refersTo } from '../value.ts'
import { CatalogName } from './catalogs.ts'
import { TenantId } from './tenants.ts'

export const Tag = object({ name: identifies('tag', Name), commitId: mentions(['commit.id'], Id) })
export type Tag = Static<typeof Tag>

const inCatalog = { tenantId: TenantId, catalog: CatalogName }
const TagName = refersTo('tag', Name)

export const tags = area('tags', 'Branches, Tags, Commits', {
  createTag: operation({
    summary: 'Adds a tag; the commit is a soft reference.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, tag: Tag },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog', 'ALREADY_EXISTS tag'],
  }),
  getTag: operation({
    summary: 'The tag of this name, or null.',
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, name: TagName },
    returns: nullable(Tag),
    fails: [],
  }),
  listTags: operation({
    summary: "The catalog's tags, by name.",
    kind: 'query',
    since: '1.0',
    args: { ...inCatalog, page: Type.Optional(Page) },
    returns: Type.Array(Tag),
    fails: [],
  }),
  deleteTag: operation({
    summary: 'Removes the tag if it is there.',
    kind: 'mutation',
    since: '1.0',
    args: { ...inCatalog, name: TagName },
    returns: Nothing,
    fails: ['NOT_FOUND tenant', 'NOT_FOUND catalog'],
  }),
})

export interface TagMethods extends Methods<typeof tags> {}
