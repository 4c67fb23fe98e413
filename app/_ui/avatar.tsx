import { initialsOf } from './person'

/** The first letters of a name, as its picture. */
export const Avatar = ({ name }: { name: string }) => (
  <span
    aria-hidden="true"
    className="grid size-10 shrink-0 place-content-center rounded-full bg-default font-medium"
  >
    {initialsOf(name)}
  </span>
)
