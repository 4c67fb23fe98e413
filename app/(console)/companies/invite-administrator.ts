import { send } from '@/app/_ui/api/send'

export interface Invited {
  email: string
  /** To hand over, where no mail server is set up. */
  link?: string
  problem?: string
}

interface Result {
  email: string
  status: string
  message: string
  link?: string
}

/** What came of an invitation of one person, from the answer to it. */
export function describeInvitation(body: unknown): Invited {
  // Safe because the API documents this answer, and one address was sent.
  const [{ email, status, message, link }] = body as [Result]
  return status === 'invited' ? { email, link } : { email, problem: message }
}

/** Invites somebody as the one who may do everything in a company. */
export async function inviteAdministrator(company: string, email: string): Promise<Invited> {
  const roles = await send<{ id: string }[]>({
    method: 'GET',
    path: `/api/roles/?company=${company}&is_system=true`,
  })
  if (!roles.ok) return { email, problem: roles.problem.detail }
  const role_ids = roles.body.map(({ id }) => id)
  const body = { company, emails: [email], role_ids }
  const answer = await send({ method: 'POST', path: '/api/users/invite/', body })
  return answer.ok ? describeInvitation(answer.body) : { email, problem: answer.problem.detail }
}
