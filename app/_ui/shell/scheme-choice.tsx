import { getText } from '../i18n/messages'
import { readPreferences } from '../preferences'
import { Choice } from './choice'

/** Light, dark, or as the system has it. */
export async function SchemeChoice() {
  const [account, { scheme }] = [await getText('account'), await readPreferences()]
  return (
    <Choice
      name="scheme"
      legend={account('scheme')}
      chosen={scheme}
      options={[
        { value: '', label: account('system') },
        { value: 'light', label: account('light') },
        { value: 'dark', label: account('dark') },
      ]}
    />
  )
}
