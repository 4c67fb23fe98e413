import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/lib/permissions/catalog'
import { codesChangedBy, reversalOf, revertible } from './rules'

const ID = '019a8f5e-3c00-7000-8000-000000000001'
const viewer = { user_id: 'me', is_superuser: false, permissions: PERMISSIONS as string[] }
const [A, B, C] = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() }))

type Changes = Record<string, { before: unknown; after: unknown }>
const entry = (resource_type: string, action: string, changes: Changes) => ({
  id: 'entry',
  resource_type,
  action,
  changes,
  resource_id: ID,
  outcome: 'success' as const,
})
const from = (before: unknown, after: unknown) => ({ before, after })
const renamed = entry('Role', 'UPDATE', { name: from('Old', 'New') })

describe('what can be reverted', () => {
  it.each([
    ['a user', entry('User', 'UPDATE', { email: from('a@x', 'b@x') }), ['UPDATE_USER']],
    ['a role', renamed, ['UPDATE_ROLE']],
    [
      'a role with its permissions',
      entry('Role', 'UPDATE', { permissions: from([], ['VIEW_USERS']) }),
      ['UPDATE_ROLE', 'ASSIGN_PERMISSIONS'],
    ],
    [
      'permissions',
      entry('Role', 'ASSIGN_PERMISSIONS', { permissions: from([], ['VIEW_USERS']) }),
      ['ASSIGN_PERMISSIONS'],
    ],
    [
      'a role of somebody',
      entry('User', 'ASSIGN_ROLE', { roles: from([], [A]) }),
      ['ASSIGN_ROLES'],
    ],
    ['a company', entry('Company', 'UPDATE', { code: from('a', 'b') }), ['UPDATE_COMPANY']],
  ])('is the change of %s, by whoever may make it', (_, given, needs) => {
    expect(revertible(given, viewer)).toMatchObject({ id: ID, needs })
    const blind = PERMISSIONS.filter((code) => !code.startsWith('VIEW_'))
    expect(revertible(given, { ...viewer, permissions: blind })).toBeNull()
  })

  it.each([
    ['what was made', entry('Role', 'CREATE', { name: from(null, 'New') })],
    ['what was deleted', entry('Role', 'DELETE', { name: from('Old', null) })],
    ['a change that leaves no values', entry('User', 'UPDATE', {})],
    ['a password', entry('User', 'PASSWORD_CHANGE', {})],
    ['a move to another company', entry('User', 'ASSIGN_COMPANY', { company: from(A, B) })],
    ['more than can be set again', entry('User', 'UPDATE', { secret: from('a', 'b') })],
    ['what was not there before', entry('Role', 'UPDATE', { name: from(null, 'New') })],
    ['a refusal', { ...renamed, outcome: 'denied' as const }],
    ['what is about nothing', { ...renamed, resource_id: null }],
  ])('is not %s', (_, given) => {
    expect(revertible(given, viewer)).toBeNull()
  })
})

describe('a reversal', () => {
  it('sets fields as they were, and says when they changed since', () => {
    expect(reversalOf(renamed, { name: 'New' }, viewer)).toEqual({
      fields: [{ name: 'name', now: 'New', back: 'Old' }],
      isChanged: false,
      calls: [{ method: 'PATCH', path: `/api/roles/${ID}/`, body: { name: 'Old' } }],
      preview: null,
    })
    expect(reversalOf(renamed, { name: 'Newer' }, viewer)).toMatchObject({ isChanged: true })
    expect(reversalOf(renamed, { name: 'Old' }, viewer)).toBeNull()
  })

  it('leaves alone what is already as it was', () => {
    const both = entry('User', 'UPDATE', { first_name: from('A', 'B'), last_name: from('C', 'D') })
    expect(reversalOf(both, { first_name: 'A', last_name: 'D' }, viewer)).toMatchObject({
      fields: [{ name: 'last_name' }],
      isChanged: true,
      calls: [{ body: { last_name: 'C' } }],
    })
  })

  it('gives back permissions and takes out those that were added, but none that came since', () => {
    const given = entry('Role', 'ASSIGN_PERMISSIONS', {
      permissions: from(['VIEW_USERS'], ['VIEW_ROLES']),
    })
    const permissions = ['VIEW_ROLES', 'VIEW_COMPANIES']
    const reversal = reversalOf(given, { permissions }, viewer)
    expect(reversal).toMatchObject({
      isChanged: true,
      fields: [{ back: ['VIEW_COMPANIES', 'VIEW_USERS'] }],
      calls: [{ method: 'POST', path: `/api/roles/${ID}/assign_permissions/` }],
      preview: { path: `/api/roles/${ID}/preview/` },
    })
    expect(reversalOf(given, { permissions, is_system: true }, viewer)).toBeNull()
    expect(codesChangedBy(reversal!)).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
  })

  it('takes a role that was given, and gives one that was taken', () => {
    const given = entry('User', 'ASSIGN_ROLE', { roles: from([A], [A, B]) })
    const taken = entry('User', 'REMOVE_ROLE', { roles: from([A, B], [A]) })
    expect(reversalOf(given, { roles: [A, B, C] }, viewer)).toMatchObject({
      isChanged: true,
      fields: [{ name: 'roles', now: [A, B, C], back: [A, C] }],
      calls: [{ method: 'DELETE', path: `/api/users/${ID}/remove_role/`, body: { role_id: 'b' } }],
      preview: { body: { roles: { add: [], remove: ['b'] } } },
    })
    expect(reversalOf(taken, { roles: [A] }, viewer)).toMatchObject({
      isChanged: false,
      calls: [{ method: 'POST', path: `/api/users/${ID}/assign_role/`, body: { role_id: 'b' } }],
    })
    expect(reversalOf(given, { roles: [A] }, viewer)).toBeNull()
  })

  it('is none where the API would refuse it in any case', () => {
    const off = entry('User', 'UPDATE', { is_active: from(false, true) })
    const user = { id: ID, is_active: true }
    expect(reversalOf(off, user, viewer)).toMatchObject({ preview: { body: { is_active: false } } })
    expect(reversalOf(off, user, { ...viewer, user_id: ID })).toBeNull()
    expect(reversalOf(off, { ...user, is_superuser: true }, viewer)).toBeNull()
    const suspended = entry('Company', 'UPDATE', { is_active: from(true, false) })
    expect(reversalOf(suspended, { is_active: false }, viewer)).toBeNull()
    const superuser = { ...viewer, is_superuser: true }
    expect(reversalOf(suspended, { is_active: false }, superuser)).not.toBeNull()
    const moved = entry('User', 'UPDATE', { email: from('a@x', 'b@x') })
    expect(reversalOf(moved, { email: 'b@x', status: 'invited' }, viewer)).toBeNull()
  })
})
