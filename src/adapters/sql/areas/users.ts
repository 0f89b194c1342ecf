import type { users as declared, User } from '../../../trait/areas/users.ts'
import type { Handlers } from '../../../trait/operation.ts'
import { rowsOf } from '../codec.ts'
import { lockGrantee } from '../grantee.ts'
import { insertBelow } from '../insert-below.ts'
import { orMissing } from '../missing.ts'
import { inPages, pageNames, pageParams } from '../pages.ts'
import type { SqlSession } from '../session.ts'
import { statement } from '../statement.ts'
import { holdTenant } from './tenants.ts'

export const users: Handlers<typeof declared, SqlSession> = {
  async createUser(session, { user }) {
    const row = rows.write(user)
    if (user.tenantId === null) {
      await session.run(insertUser, row)
    } else {
      const place = { tenant: user.tenantId }
      await orMissing(session, place, at => session.run(insertUserOfTenant, { ...at, ...row }))
    }
    return null
  },

  async getUser(session, { userId }) {
    const row = await session.one(selectUser, { user: userId })
    return row === undefined ? null : rows.read(row)
  },

  async getUserByUsername(session, { username }) {
    const row = await session.one(selectUserByUsername, { username })
    return row === undefined ? null : rows.read(row)
  },

  async listUsers(session, { tenantId, page }) {
    const listed =
      tenantId === null
        ? await session.all(selectUsers, pageParams(page))
        : await session.all(selectUsersOfTenant, { tenant: tenantId, ...pageParams(page) })
    return listed.map(rows.read)
  },

  async updateUser(session, { user }) {
    const { tenantId } = user
    await session.transaction(async tx => {
      if (tenantId !== null) await orMissing(tx, { tenant: tenantId }, at => tx.one(holdTenant, at))
      await orMissing(tx, { user: user.id }, () => tx.run(updateUser, rows.write(user)))
    })
    return null
  },

  async deleteUser(session, { userId }) {
    await session.transaction(async tx => {
      await lockGrantee(tx, userId)
      await orMissing(tx, { user: userId }, at => tx.run(deleteUser, at))
      for (const statement of deleteGrants) await tx.run(statement, { user: userId })
    })
    return null
  },
}

const rows = rowsOf<User>('users', {
  id: 'plain',
  username: 'plain',
  email: 'plain',
  passwordHash: 'plain',
  oauthProvider: 'plain',
  oauthSubject: 'plain',
  tenantId: 'plain',
  role: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
  lastLogin: 'plain',
  active: 'flag',
})

const insertUser = statement(rows.columns, (db, user) => db('users').insert(user))

const insertUserOfTenant = statement(['tenant', ...rows.columns], (db, { tenant, ...user }) =>
  insertBelow(db, ['tenant'], { tenant }, 'users', user),
)

const selectUser = statement(['user'], (db, { user }) => db('users').where({ id: user }).select(rows.columns))

const selectUserByUsername = statement(['username'], (db, { username }) =>
  db('users').where({ username }).select(rows.columns),
)

const selectUsers = statement(pageNames, (db, page) =>
  db('users').select(rows.columns).modify(inPages, ['username'], page),
)

const selectUsersOfTenant = statement(['tenant', ...pageNames], (db, { tenant, ...page }) =>
  db('users').where({ tenant_id: tenant }).select(rows.columns).modify(inPages, ['username'], page),
)

const updateUser = statement(rows.columns, (db, { id, ...fields }) =>
  db('users').where({ id }).update(fields),
)

const deleteUser = statement(['user'], (db, { user }) => db('users').where({ id: user }).delete())

const deleteGrants = ['role_assignments', 'permissions', 'tokens'].map(table =>
  statement(['user'], (db, { user }) => db(table).where({ user_id: user }).delete()),
)
