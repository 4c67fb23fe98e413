export const STEPS = ['company', 'roles', 'administrator', 'done'] as const
export type Step = (typeof STEPS)[number]

export const isStep = (text: string): text is Step => STEPS.some((step) => step === text)

/** Where a step is; all but the first are about a company. */
export const stepAddress = (step: Step, company?: string) =>
  company ? `/setup?company=${company}&step=${step}` : '/setup'
