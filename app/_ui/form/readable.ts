import { labelOf } from './body'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** A password is one also while it is shown. */
const isSecret = (field: Field) =>
  field.type === 'password' || field.autocomplete.endsWith('-password')

const textOf = (field: Field) =>
  field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text : field.value

/** What a form says in the words of its labels, a line for each field, without passwords. */
export function readable(form: HTMLFormElement): string[] {
  return [...form.elements].flatMap((element) => {
    // Safe because only these have a name in our forms.
    const field = element as Field
    if (!field.name || field.type === 'submit' || field.type === 'hidden' || isSecret(field))
      return []
    const own = field.labels?.[0]?.textContent?.trim() || labelOf(form, field.name)
    if (field.type !== 'checkbox' && field.type !== 'radio') return `${own}: ${textOf(field)}`
    // Safe because only an input is of these types.
    return `[${(field as HTMLInputElement).checked ? 'x' : ' '}] ${own}`
  })
}
