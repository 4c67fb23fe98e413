import { jwtVerify, SignJWT } from 'jose'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { env } from '@/lib/core/env'
import {
  ACCESS_TOKEN_SECONDS,
  ALGORITHM,
  CLOCK_TOLERANCE_SECONDS,
  SESSION_SECONDS,
  signingKey,
  verificationKeys,
} from './keys'

/** The two kinds of token: a bearer's access token and the browser's cookie. Neither passes as the other. */
const KINDS = {
  access: { typ: 'at+jwt', aud: 'api', seconds: ACCESS_TOKEN_SECONDS },
  cookie: { typ: 'session+jwt', aud: 'console', seconds: SESSION_SECONDS },
} as const

export type TokenKind = keyof typeof KINDS

const claims = z.object({ sid: z.uuid(), sub: z.uuid() })

export interface TokenSubject {
  sid: string
  sub: string
}

/** Signs a JWT (RFC 9068 for access tokens) that names a session and its user, and nothing else. */
export async function signToken(kind: TokenKind, { sid, sub }: TokenSubject): Promise<string> {
  const key = await signingKey()
  const { typ, aud, seconds } = KINDS[kind]
  return new SignJWT({ sid })
    .setProtectedHeader({ alg: ALGORITHM, typ, kid: key.kid })
    .setIssuer(env().PUBLIC_URL)
    .setAudience(aud)
    .setSubject(sub)
    .setJti(uuidv7())
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(key.sign)
}

/** The session and user a token names, or null when it is not a valid token of this kind. */
export async function verifyToken(kind: TokenKind, token: string): Promise<TokenSubject | null> {
  const { typ, aud, seconds } = KINDS[kind]
  // Read outside the try: a ring that cannot be read is our failure, and not everybody's signing out.
  const keys = await verificationKeys(seconds)
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = keys.find((one) => one.kid === kid)
        if (!key) throw new Error('The token was signed with an unknown key.')
        return key.verify
      },
      {
        algorithms: [ALGORITHM],
        issuer: env().PUBLIC_URL,
        audience: aud,
        typ,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp'],
      },
    )
    const parsed = claims.safeParse(payload)
    return parsed.success ? { sid: parsed.data.sid, sub: parsed.data.sub } : null
  } catch {
    return null
  }
}
