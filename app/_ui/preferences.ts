import { cookies } from 'next/headers'

const SCHEMES = ['light', 'dark'] as const
const DENSITIES = ['compact', 'relaxed'] as const

/** What a browser has chosen for itself; undefined means what the system or the product prefers. */
export interface Preferences {
  scheme: (typeof SCHEMES)[number] | undefined
  density: (typeof DENSITIES)[number] | undefined
  sidebar: 'collapsed' | undefined
  /** By the attribute that HeroUI's styles go by too. */
  reduceMotion: 'true' | undefined
  /** Times of the trail in UTC; in the person's zone otherwise. */
  trail: 'utc' | undefined
}

const among = <T extends string>(choices: readonly T[], value: string | undefined) =>
  choices.find((choice) => choice === value)

/** Read on the server, so that a page never shows itself in other colours first. */
export async function readPreferences(): Promise<Preferences> {
  const chosen = await cookies()
  return {
    scheme: among(SCHEMES, chosen.get('scheme')?.value),
    density: among(DENSITIES, chosen.get('density')?.value),
    sidebar: among(['collapsed'] as const, chosen.get('sidebar')?.value),
    reduceMotion: among(['true'] as const, chosen.get('reduceMotion')?.value),
    trail: among(['utc'] as const, chosen.get('trail')?.value),
  }
}
