import type { z } from 'zod'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import type { invitation } from '@/lib/auth/schema'

type Invitation = z.output<typeof invitation>

const bold = (text: React.ReactNode) => <b className="font-semibold">{text}</b>

/** Who invites whom to what, and what that lets one do. */
export async function InvitationLead({ invitation }: { invitation: Invitation }) {
  const { company, inviter, roles } = invitation
  const [invite, { locale }] = [await getText('invite'), await getMessages()]
  const sentences = new Set(
    roles.flatMap(({ permissions }) => permissions.map(({ description }) => description)),
  )
  const names = new Intl.ListFormat(locale).format(roles.map(({ name }) => name))
  return (
    <div className="grid gap-3">
      <h1 className="break-words font-semibold text-xl/7">{invite('title', { company })}</h1>
      <p className="break-words">
        {roles.length === 0
          ? invite.rich('leadNoRole', { inviter, company, b: bold })
          : invite.rich('lead', { inviter, company, roles: names, b: bold })}
      </p>
      {sentences.size > 0 && (
        <details open={sentences.size <= 6}>
          <summary className="min-h-6 cursor-pointer font-medium">
            {invite('may', { count: sentences.size })}
          </summary>
          <ul className="mt-1 grid list-disc gap-0.5 ps-5">
            {[...sentences].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
