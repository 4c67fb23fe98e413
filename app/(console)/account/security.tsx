import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { NewPassword } from '@/app/_ui/password/new-password'
import { PasswordField } from '@/app/_ui/password/password-field'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { Sessions } from './sessions'

/** The password, and where one is signed in. */
export async function Security() {
  const [account, { messages }] = [await getText('account'), await getMessages()]
  const { user } = await load(getMe, {})
  const { password } = messages
  return (
    <div className="grid max-w-225 gap-6">
      <section aria-labelledby="password" className="grid justify-items-start gap-2">
        <h2 id="password" className="font-semibold text-base/6">
          {account('password')}
        </h2>
        <p className="text-muted">{account('passwordWhy')}</p>
        <FormDialog
          label={account('changePassword')}
          title={account('changePassword')}
          method="POST"
          path="/api/auth/change_password/"
          submit={account('savePassword')}
          done={password.changed}
        >
          <input type="text" autoComplete="username" defaultValue={user.email} readOnly hidden />
          <PasswordField
            name="current_password"
            label={password.current}
            texts={password}
            required
            autoComplete="current-password"
          />
          <NewPassword
            name="new_password"
            person={{ ...user, company_name: user.company_name ?? undefined }}
            texts={password}
          />
        </FormDialog>
      </section>
      <Sessions />
    </div>
  )
}
