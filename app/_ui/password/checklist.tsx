import { type Person, RULES, rulesKept } from '@/lib/auth/rules'

export type { Person }

export interface ChecklistTexts {
  rules: Record<(typeof RULES)[number] | 'uncommon', string>
  kept: string
  missing: string
}

interface Props {
  password: string
  person: Person
  texts: ChecklistTexts
}

/** A tick, or a ring for what is missing. */
const Mark = ({ isKept }: { isKept: boolean }) => (
  <svg
    viewBox="0 0 16 16"
    className="mt-0.5 size-4 shrink-0"
    fill="none"
    stroke="currentColor"
    strokeWidth={isKept ? 2.25 : 1.5}
    aria-hidden="true"
  >
    {isKept ? <path d="m3 8.5 3.5 3.5L13 4.5" /> : <circle cx="8" cy="8" r="4" />}
  </svg>
)

/** What a password has to be, told anew only when that changes. */
export function Checklist({ password, person, texts }: Props) {
  const kept = rulesKept(password, person)
  return (
    <ul aria-live="polite" className="grid gap-1 text-xs">
      {RULES.map((rule) => {
        const isKept = password !== '' && kept[rule]
        return (
          <li key={rule} className={`flex gap-2 ${isKept ? 'text-success' : 'text-muted'}`}>
            <Mark isKept={isKept} />
            <span>
              <span className="sr-only">{isKept ? texts.kept : texts.missing} </span>
              {texts.rules[rule]}
            </span>
          </li>
        )
      })}
      {/* Only the server knows them all. */}
      <li className="flex gap-2 text-muted">
        <Mark isKept={false} />
        {texts.rules.uncommon}
      </li>
    </ul>
  )
}
