export const STEPS = ['company', 'roles', 'administrator', 'done'] as const
export type Step = (typeof STEPS)[number]

export const isStep = (text: string): text is Step => STEPS.some((step) => step === text)

/** Where a step is; all but the first are about a company. */
export const stepAddress = (step: Step, company?: string) =>
  company ? `/setup?company=${company}&step=${step}` : '/setup'

interface Begun {
  id: string
  role_count: number
  user_count: number
}

/** Where to go on with a company: with the first step that has left nothing yet. */
export const nextStepOf = ({ id, role_count, user_count }: Begun) =>
  // Every company is made with one role.
  stepAddress(role_count <= 1 ? 'roles' : user_count === 0 ? 'administrator' : 'done', id)
