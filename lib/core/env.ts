import { z } from 'zod'
import { areRanges } from './address'

const secret = z
  .string({ error: 'is missing' })
  .refine((value) => Buffer.byteLength(value) >= 32, 'must be at least 32 bytes long')

const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )

/** `name@example.com` or `Name <name@example.com>`, in one line. */
const mailbox = z
  .string()
  .regex(/^([^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an e-mail address')

/** Every variable the running application reads; `.env.example` explains each of them. */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  DATABASE_REQUEST_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: integer(10, 1, 200),
  DATABASE_QUEUE: integer(200, 0, 10_000),
  DATABASE_DEADLINE_MS: integer(15_000, 100, 300_000),
  AUTH_SECRET: secret,
  PASSWORD_PEPPER: secret,
  KEY_RING: z.string({ error: 'is missing' }).min(1),
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  CORS_ALLOWED_ORIGINS: list,
  TRUSTED_PROXY_HOPS: integer(0, 0, 10),
  TRUSTED_PROXIES: list.refine(areRanges, 'must be addresses or CIDR ranges'),
  PASSWORD_COST: integer(12, 10, 15),
  LOGIN_FAILURES_PER_ADDRESS: integer(300, 5, 1_000_000),
  PUSHER_APP_ID: z.string().optional(),
  PUSHER_KEY: z.string().optional(),
  PUSHER_SECRET: z.string().optional(),
  PUSHER_CLUSTER: z.string().optional(),
  PUSHER_HOST: z.string().optional(),
  PUSHER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  PUSHER_USE_TLS: z.stringbool().default(true),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })
    .optional(),
  MAIL_FROM: mailbox.default('ERP Access <no-reply@localhost>'),
  DATA_DIR: z.string().default('data'),
  REALTIME_SOCKETS: integer(10_000, 1, 1_000_000),
})

export type Env = z.infer<typeof schema>

let parsed: Env | undefined

/** The validated environment, read once. Throws one line per variable that is missing or wrong. */
export function env(): Env {
  if (parsed) return parsed
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new Error(`The environment is not usable: ${lines.join('; ')}. See .env.example.`)
  }
  parsed = result.data
  return parsed
}
