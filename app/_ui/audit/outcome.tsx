import { getText } from '../i18n/messages'

/** A shape besides the word, so that the colour is never alone. */
const SHAPES = {
  success: ['●', 'text-success'],
  failure: ['▲', 'text-warning'],
  denied: ['⊘', 'text-danger'],
} as const

/** What became of it, in one word. */
export async function Outcome({ of }: { of: keyof typeof SHAPES }) {
  const audit = await getText('audit')
  const [shape, colour] = SHAPES[of]
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={`inline-block w-3 text-center ${colour}`}>
        {shape}
      </span>{' '}
      {audit(of)}
    </span>
  )
}
