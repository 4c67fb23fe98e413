import { getText } from './i18n/messages'

/** A shape besides the word, so that the colour is never alone. */
const SHAPES = {
  active: ['●', 'text-success'],
  invited: ['◐', 'text-accent'],
  locked: ['⊘', 'text-danger'],
  deactivated: ['○', 'text-muted'],
} as const

/** In what state a person is, in one word. */
export async function Status({ of }: { of: keyof typeof SHAPES }) {
  const users = await getText('users')
  const [shape, colour] = SHAPES[of]
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={colour}>
        {shape}
      </span>{' '}
      {users(of)}
    </span>
  )
}
