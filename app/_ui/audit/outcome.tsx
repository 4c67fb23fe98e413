import { getText } from '../i18n/messages'
import { ShapedWord } from '../status-word'

const SHAPES = {
  success: ['●', 'text-success'],
  failure: ['▲', 'text-warning'],
  denied: ['⊘', 'text-danger'],
} as const

/** What became of it, in one word. */
export async function Outcome({ of }: { of: keyof typeof SHAPES }) {
  const audit = await getText('audit')
  return <ShapedWord as={SHAPES[of]}>{audit(of)}</ShapedWord>
}
