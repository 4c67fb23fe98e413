import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { STEPS, type Step, stepAddress } from './steps'

/** Where one is, and the way to the steps of the same company. */
export async function Progress({ current, company }: { current: Step; company?: string }) {
  const text = await getText('setup')
  return (
    <nav aria-label={text('steps')}>
      <ol className="flex flex-wrap gap-x-5 gap-y-1">
        {STEPS.map((step, index) => (
          <li key={step} className="flex items-center gap-2">
            <span
              aria-hidden="true"
              className={`grid size-6 place-content-center rounded-full text-xs ${
                step === current ? 'bg-accent text-accent-foreground' : 'bg-default'
              }`}
            >
              {index + 1}
            </span>
            {company && step !== 'company' && step !== current ? (
              <Link href={stepAddress(step, company)} className="hover:underline">
                {text(step)}
              </Link>
            ) : (
              <span
                aria-current={step === current ? 'step' : undefined}
                className={step === current ? 'font-medium' : 'text-muted'}
              >
                {text(step)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
