interface Named {
  first_name: string
  last_name: string
  username: string
}

export const nameOf = ({ first_name, last_name, username }: Named) =>
  `${first_name} ${last_name}`.trim() || username

/** The first letters of a name's first two words. */
export const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .filter((letter) => letter !== undefined)
    .slice(0, 2)
    .join('')
    .toUpperCase()
