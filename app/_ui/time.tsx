import { readClock } from './clock/read'

interface Props {
  /** An instant as the API gives it. */
  at: string
}

/** How long ago something was, with the exact time for whoever points at it. */
export async function RelativeTime({ at }: Props) {
  const clock = await readClock()
  return (
    <time dateTime={at} title={clock.full(at)} className="whitespace-nowrap">
      {clock.relative(at)}
    </time>
  )
}
