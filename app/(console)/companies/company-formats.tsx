import type { ComponentProps } from 'react'
import { LocaleField } from '@/app/_ui/form/locale-field'
import { ZoneField } from '@/app/_ui/form/zone-field'

interface Props {
  texts: { zone: string; locale: string }
  formats: { time_zone: string; locale: ComponentProps<typeof LocaleField>['chosen'] }
}

/** How a company's people read times, dates and numbers. */
export const CompanyFormats = ({ texts, formats }: Props) => (
  <div className="grid items-start gap-4 sm:grid-cols-2">
    <ZoneField name="time_zone" label={texts.zone} chosen={formats.time_zone} />
    <LocaleField name="locale" label={texts.locale} chosen={formats.locale} />
  </div>
)
