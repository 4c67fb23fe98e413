import { getText } from '@/app/_ui/i18n/messages'
import { readPreferences } from '@/app/_ui/preferences'
import { Choice } from '@/app/_ui/shell/choice'
import { SchemeChoice } from '@/app/_ui/shell/scheme-choice'

/** How this browser shows the console. */
export async function Appearance() {
  const [account, { density, reduceMotion }] = [await getText('account'), await readPreferences()]
  return (
    <div className="grid max-w-180 gap-6">
      <p className="text-muted">{account('appearanceWhy')}</p>
      <SchemeChoice />
      <Choice
        name="density"
        legend={account('density')}
        chosen={density}
        options={[
          { value: '', label: account('normal') },
          { value: 'compact', label: account('compact') },
          { value: 'relaxed', label: account('relaxed') },
        ]}
      />
      <Choice
        name="reduceMotion"
        legend={account('motion')}
        chosen={reduceMotion}
        options={[
          { value: '', label: account('system') },
          { value: 'true', label: account('reduced') },
        ]}
      />
      <noscript>
        <p className="notice">{account('noscript')}</p>
      </noscript>
    </div>
  )
}
