import { getMessages } from './i18n/messages'

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

interface Props {
  /** An instant as the API gives it. */
  at: string
}

/** How long ago something was, with the exact time in UTC for whoever points at it. */
export async function RelativeTime({ at }: Props) {
  const { locale } = await getMessages()
  const seconds = (Date.parse(at) - Date.now()) / 1000
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1)!
  const exact = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  })
  return (
    <time dateTime={at} title={`${exact.format(new Date(at))} UTC`} className="whitespace-nowrap">
      {new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
        Math.trunc(seconds / size),
        unit,
      )}
    </time>
  )
}
