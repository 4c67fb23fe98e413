import type { Json, JsonObject } from './endpoint'

const ID = '019a8f5e-3c00-7000-8000-0000000000a1'

/** What a field of this name usually holds. */
const BY_FIELD: Record<string, Json> = {
  access: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl',
  refresh: `${ID}.Zb0xw8n1T0M3cJq7r2yKp5vXhLd9sGfAuEoWiBtNjQk`,
  id: ID,
  name: 'Warehouse clerk',
  description: 'Keeps the stock in order',
  username: 'ada',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  password: 'Correct-horse-7',
  current_password: 'Correct-horse-7',
  new_password: 'Quiet-river-42',
  permission: 'VIEW_USERS',
  code: 'VIEW_USERS',
  reason: 'Stands in during the holidays',
  is_active: true,
  time_zone: 'Europe/Berlin',
  locale: 'en-GB',
  user_count: 3,
  failed_sign_ins: 5,
  version: 7,
  user_name: 'Ada Lovelace',
  user_email: 'ada@example.com',
  resource_type: 'Role',
  resource_id: ID,
  details: 'Changed role Warehouse clerk.',
  device: 'Firefox on Linux',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  ip: '203.0.113.7',
  ip_address: '203.0.113.7',
  request_id: '019a8f5e-3c00-7000-8000-000000000001',
  route: 'PATCH /api/roles/{id}',
  duration_ms: 12,
  created_at: '2026-01-05T08:30:00.000Z',
  updated_at: '2026-01-12T14:05:00.000Z',
  expires_at: '2027-01-31T17:00:00.000Z',
  socket_id: '123456.7890123',
  channel_name: `private-user-${ID}`,
  channel: `private-user-${ID}`,
  auth: `a3f1c5d7e9b2046813af:${'5b'.repeat(32)}`,
  user_data: JSON.stringify({ id: ID, user_info: { user_id: ID } }),
  key: 'a3f1c5d7e9b2046813af',
  cluster: 'eu',
}

const BY_FORMAT: Record<string, string> = {
  uuid: ID,
  'date-time': '2026-01-12T14:05:00.000Z',
  date: '2026-01-12',
  email: 'ada@example.com',
  uri: 'https://example.com/',
}

/** Optional fields that few callers send. */
const RARELY_SENT = new Set([
  'company',
  'username',
  'must_change_password',
  'delete',
  'reassign_to',
  'standard_roles',
  'date_style',
  'until',
])

interface Settings {
  resolve(schema: JsonObject): JsonObject
  /** A request leaves out the fields that few callers send. */
  isRequest: boolean
}

/** A value that fits the schema of a field, as a reader would expect to see it. */
export function exampleOf(schema: JsonObject, settings: Settings, field = ''): Json {
  const known = settings.resolve(schema)
  const preferred = BY_FIELD[field]
  if (preferred !== undefined && fits(known, preferred)) return preferred
  if (known.const !== undefined) return known.const
  if (Array.isArray(known.enum)) return known.enum[0]!
  const branch = firstBranch(known)
  if (branch) return exampleOf(branch, settings, field)
  if (known.default !== undefined) return known.default
  switch (known.type) {
    case 'object':
      return objectExample(known, settings)
    case 'array':
      return [exampleOf(known.items as JsonObject, settings, singular(field))]
    case 'string':
      return BY_FORMAT[String(known.format)] ?? (field.replaceAll('_', ' ') || 'text')
    case 'integer':
    case 'number':
      return Math.max(1, Number(known.minimum ?? 1))
    case 'boolean':
      return false
    default:
      return null
  }
}

function objectExample(schema: JsonObject, settings: Settings): JsonObject {
  const required = (schema.required ?? []) as string[]
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonObject>)
  return Object.fromEntries(
    properties
      .filter(([name]) => !settings.isRequest || required.includes(name) || !RARELY_SENT.has(name))
      .map(([name, property]) => [name, exampleOf(property, settings, name)]),
  )
}

function firstBranch(schema: JsonObject): JsonObject | undefined {
  const branches = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as JsonObject[] | undefined
  return branches?.find(({ type }) => type !== 'null') ?? branches?.[0]
}

function fits(schema: JsonObject, value: Json): boolean {
  if (Array.isArray(schema.enum)) return schema.enum.includes(value)
  const branches = (schema.anyOf ?? schema.oneOf) as JsonObject[] | undefined
  if (branches) return branches.some((branch) => fits(branch, value))
  if (schema.type === 'integer') return Number.isInteger(value)
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(`${value}`))
    return false
  if (schema.format === 'date-time' || schema.format === 'uuid') {
    return typeof value === 'string' && (schema.format === 'uuid') === /^[\da-f-]{36}$/.test(value)
  }
  return schema.type === typeof value
}

const singular = (field: string) => field.replace(/ies$/, 'y').replace(/s$/, '')
