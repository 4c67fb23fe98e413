import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { Piscina } from 'piscina'
import postgres from 'postgres'
import { auditLogs, heldCodes, me, type Position, type Subject, users } from './bare-queries'

/** What load.ts hands over: the database, the company of everybody, and the key that signs the tokens. */
export interface Hand {
  database: string
  company: string
  issuer: string
  pepper: string
  key: JWK
}

const hand: Hand = JSON.parse(process.env.BARE ?? '{}')
const sql = postgres(hand.database, { max: 10, onnotice: () => {} })
const { kty, crv, x } = hand.key
const [signing, verifying] = await Promise.all([
  importJWK(hand.key, 'EdDSA'),
  importJWK({ kty, crv, x }, 'EdDSA'),
])
const hashers = new Piscina({
  filename: new URL('../lib/auth/bcrypt.worker.mjs', import.meta.url).href,
  // Otherwise each worker would load the TypeScript loader, and end as soon as it has nothing to do.
  execArgv: [],
  idleTimeout: 60_000,
})

async function subjectOf(request: IncomingMessage): Promise<Subject> {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
  const { payload } = await jwtVerify(token, verifying, {
    ...{ algorithms: ['EdDSA'], issuer: hand.issuer, audience: 'api', typ: 'at+jwt' },
  })
  return { company: hand.company, user: payload.sub ?? '', session: String(payload.sid) }
}

interface Check {
  permission: string
  user_id?: string
}

async function check(subject: Subject, request: IncomingMessage) {
  // Safe because only load.ts calls, with such a body.
  const { checks } = (await json(request)) as { checks: Check[] }
  const people = [...new Set(checks.map(({ user_id }) => user_id ?? subject.user))]
  const held = await heldCodes(sql, subject, people)
  return checks.map(({ permission, user_id = subject.user }) =>
    held.some((row) => row.user_id === user_id && row.permission === permission),
  )
}

async function login(request: IncomingMessage) {
  // Safe because only load.ts calls, with such a body.
  const { email, password } = (await json(request)) as { email: string; password: string }
  const [found] = await sql`
    select u.id, i.password_hash from identities i join users u on u.identity_id = i.id
    where i.email_normalised = ${email}`
  const secret = createHmac('sha256', hand.pepper).update(password).digest('base64')
  const fits = await hashers.run({ secret, hash: found?.password_hash }, { name: 'compare' })
  if (!fits || !found) throw new Error('The password is wrong.')
  const session = randomUUID()
  await sql`
    insert into sessions (company_id, id, user_id, expires_at)
    values (${hand.company}, ${session}, ${found.id}, now() + interval '7 days')`
  const access = await new SignJWT({ sid: session })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setIssuer(hand.issuer)
    .setAudience('api')
    .setSubject(found.id)
    .setIssuedAt()
    .setExpirationTime('60m')
    .sign(signing)
  return { access }
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
  if (pathname === '/login') return login(request)
  const subject = await subjectOf(request)
  if (pathname === '/me') return (await me(sql, subject))[0]
  if (pathname === '/users') return users(sql, subject, searchParams.get('search'))
  if (pathname === '/check') return check(subject, request)
  const [timestamp, id] = [searchParams.get('timestamp'), searchParams.get('id')]
  const position: Position | undefined = timestamp && id ? { timestamp, id } : undefined
  return auditLogs(sql, subject, position)
}

const server = createServer(async (request, response) => {
  try {
    const body = JSON.stringify(await answer(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('Ready'))
process.on('SIGTERM', () => process.exit(0))
