import type { DatabaseUnavailable } from '@/db/connection'
import type { Permission } from '@/lib/permissions/catalog'

/** The few ways in which a request can fail, each with its HTTP status (RFC 9110) and its title. */
const KINDS = {
  INVALID: [400, 'The request is not valid'],
  UNAUTHENTICATED: [401, 'Sign in first'],
  FORBIDDEN: [403, 'Not allowed'],
  NOT_FOUND: [404, 'Not found'],
  METHOD_NOT_ALLOWED: [405, 'Method not allowed'],
  CONFLICT: [409, 'Conflict'],
  STALE: [412, 'Changed by somebody else'],
  TOO_LARGE: [413, 'The request is too large'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported media type'],
  LOCKED: [423, 'Locked'],
  RATE_LIMITED: [429, 'Too many requests'],
  INTERNAL: [500, 'Something broke on our side'],
  UNAVAILABLE: [503, 'Try again in a moment'],
} as const

export type ErrorKind = keyof typeof KINDS
export type FieldErrors = Record<string, string[]>

interface ErrorDetails {
  /** Machine-readable, when the kind alone does not tell; the kind in lower case otherwise. */
  code?: string
  errors?: FieldErrors
  missingPermission?: Permission | 'superuser'
  retryAfterSeconds?: number
  headers?: Record<string, string>
  cause?: unknown
}

/** The only error that reaches a person: `message` says what happened and what to do. */
export class AppError extends Error {
  readonly status: number
  readonly title: string
  readonly code: string

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, { cause: details.cause })
    ;[this.status, this.title] = KINDS[kind]
    this.code = details.code ?? kind.toLowerCase()
  }
}

export const invalid = (field: string, message: string) =>
  new AppError('INVALID', message, { errors: { [field]: [message] } })

export const notFound = (what: string) =>
  new AppError(
    'NOT_FOUND',
    `There is no such ${what.toLowerCase()}. It may have been deleted, or it belongs to another company.`,
  )

export const conflict = (code: string, message: string) =>
  new AppError('CONFLICT', message, { code })

/** What a broken constraint means to a person, by the constraint's name. */
const CONSTRAINTS: Record<string, { field: string; message: string }> = {
  companies_code_taken: {
    field: 'code',
    message: 'A company with this code already exists. Choose another code.',
  },
  companies_name_taken: {
    field: 'name',
    message: 'A company with this name already exists. Choose another name.',
  },
  roles_name_taken: {
    field: 'name',
    message: 'A role with this name already exists. Choose another name.',
  },
  users_username_taken: {
    field: 'username',
    message: 'Another user already has this username. Choose another one.',
  },
  users_email_taken: {
    field: 'email',
    message: 'Another user already has this e-mail address. Use another one.',
  },
  identities_email_taken: {
    field: 'email',
    message: 'Another user already has this e-mail address. Use another one.',
  },
  password_changed_meanwhile: {
    field: 'current_password',
    message: 'Your password or your session has changed in the meantime. Sign in again.',
  },
  identity_shared: {
    field: 'user',
    message:
      'This person also works for another company, so only they or a superuser can change how they sign in.',
  },
}

interface DatabaseError {
  code: string
  constraint_name?: string
}

/** PostgreSQL's error below the layers that wrapped it, if there is one. */
export function databaseError(error: unknown): DatabaseError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('severity' in at && 'code' in at) return at as unknown as DatabaseError
  }
  return undefined
}

const UNAVAILABLE: DatabaseUnavailable['name'] = 'DatabaseUnavailable'

function isUnavailable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === UNAVAILABLE) return true
  }
  return false
}

/**
 * What a log may say of an unforeseen error: where it came from and, of a failed query, its text. Never
 * its parameters, among which are hashes and addresses.
 */
export function describeForLog(error: unknown): string {
  let root = error
  let query = ''
  for (let at = error; at instanceof Error; at = at.cause) {
    root = at
    if ('query' in at && typeof at.query === 'string') query = `\n  in: ${at.query}`
  }
  return `${root instanceof Error ? root.stack : String(root)}${query}`
}

/** SQLSTATEs of a server that is busy: cancelled, lock timeout, too many connections, serialisation, deadlock. */
const BUSY = new Set(['57014', '55P03', '53300', '40001', '40P01'])

/** Any thrown value as an AppError; what nobody foresaw becomes INTERNAL, with the cause kept for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const constraint = CONSTRAINTS[databaseError(error)?.constraint_name ?? '']
  if (constraint) {
    return new AppError('CONFLICT', constraint.message, {
      code: databaseError(error)!.constraint_name!,
      errors: { [constraint.field]: [constraint.message] },
    })
  }
  const code = databaseError(error)?.code
  if (isUnavailable(error) || BUSY.has(code ?? '')) {
    return new AppError('UNAVAILABLE', 'The service is busy. Try again in a moment.', {
      retryAfterSeconds: 2,
      cause: error,
    })
  }
  return new AppError(
    'INTERNAL',
    'Something broke on our side. Look whether your change was made before you repeat it.',
    {
      cause: error,
    },
  )
}
