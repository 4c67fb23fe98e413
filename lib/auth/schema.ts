import { z } from 'zod'
import { instant, passwordText, permissionCode, reference, uuid } from '@/lib/core/schema'
import { dateStyle, formats, locale, timeZone } from './formats'

/** The signed-in person as every frontend knows them. */
export const currentUser = z.object({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  company: z.uuid().nullable().describe('null for a superuser'),
  company_name: z.string().nullable().describe('null for a superuser'),
  permissions: z.array(permissionCode),
  roles: z.array(reference),
  is_active: z.boolean(),
  is_superuser: z.boolean(),
})

export const loginInput = z
  .object({
    email: z.string().trim().max(320).optional(),
    username: z.string().trim().max(320).optional(),
    password: z.string().max(4096),
    company: uuid.optional().describe('Which company to sign in to, for people of several'),
  })
  .refine(({ email, username }) => email || username, {
    path: ['email'],
    message: 'Enter your e-mail address.',
  })

export const loginOutput = z.object({
  access: z.string(),
  refresh: z.string(),
  user: currentUser,
  permissions: z.array(permissionCode),
  companies: z.array(reference).optional(),
})

export const refreshInput = z.object({ refresh: z.string().max(500) })
export const tokenPair = z.object({ access: z.string(), refresh: z.string() })

export const logoutInput = z.object({ refresh: z.string().max(500).optional() })
export const me = z.object({
  user: currentUser,
  permissions: z.array(permissionCode),
  version: z.number().int(),
  must_change_password: z.boolean(),
  preferences: z
    .object({
      time_zone: z.string().nullable(),
      locale: locale.nullable(),
      date_style: dateStyle.nullable(),
    })
    .describe('What the person has chosen; null: as their company has it'),
  formats: formats.describe('What counts when times are written for the person'),
  default_formats: formats.describe('What counts where the person has chosen nothing'),
})

const personalName = z.string().trim().max(150).optional()
/** Null, or nothing in the field of a form, gives a choice back to the company. */
const chosen = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((given) => (given === '' ? null : given), schema.nullable()).optional()

export const profileUpdate = z.object({
  first_name: personalName,
  last_name: personalName,
  time_zone: chosen(timeZone),
  locale: chosen(locale),
  date_style: chosen(dateStyle),
})

export const passwordChange = z.object({
  current_password: z.string().max(4096),
  new_password: passwordText,
})

/** The token of a link in a mail; never in the address of a request, since those are logged. */
const token = z.string().max(200)

export const linkInput = z.object({ token })

export const sender = z.object({
  company: z.string(),
  inviter: z.string().describe('Whom to ask for a new invitation'),
})

export const invitation = sender.extend({
  email: z.string(),
  has_account: z
    .boolean()
    .describe('Whether this address signs in already; then its present password accepts'),
  roles: z.array(
    z.object({
      name: z.string(),
      permissions: z.array(z.object({ code: permissionCode, description: z.string() })),
    }),
  ),
  expires_at: instant,
})

export const invitationAnswer = z.object({
  token,
  first_name: z.string().trim().max(150),
  last_name: z.string().trim().max(150),
  password: passwordText.describe(
    'A new one, or the present one of an address that has an account',
  ),
})

export const forgottenPassword = z.object({
  email: z.string().trim().max(320).check(z.email('Enter an e-mail address.')),
})

export const passwordReset = z.object({ token, password: passwordText })

export const resetLink = z.object({
  email: z.string(),
  username: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  company_name: z.string(),
  expires_at: instant,
})

export const session = z.object({
  id: z.uuid(),
  device: z.string(),
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  started_at: instant,
  last_used_at: instant,
  expires_at: instant,
  current: z.boolean(),
})
