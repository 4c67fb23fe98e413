import { send } from '@/app/_ui/api/send'

export interface Invited {
  email: string
  /** To hand over, where no mail server is set up. */
  link?: string
  problem?: string
}

interface Result {
  status: string
  message: string
  link?: string
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
  const answer = await send<Result[]>({ method: 'POST', path: '/api/users/invite/', body })
  if (!answer.ok) return { email, problem: answer.problem.detail }
  const [result] = answer.body
  return result?.status === 'invited'
    ? { email, link: result.link }
    : { email, problem: result?.message }
}
