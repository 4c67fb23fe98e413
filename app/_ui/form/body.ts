import { instantIn, wallIn } from '../clock/clock'

export type Body = Record<string, unknown>

const MINUTE = 'yyyy-mm-ddThh:mm'.length
const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const zoneOf = ({ dataset }: HTMLInputElement) => dataset.zone ?? 'UTC'

/** An instant as the API takes it, of a day and time in the zone that the field states; it judges longer years itself. */
function instantOf(field: HTMLInputElement) {
  const [wall] = WALL.exec(field.value) ?? []
  return wall ? instantIn(zoneOf(field), `${wall}:00`) : field.value || null
}

function readField(field: HTMLInputElement): unknown {
  if (field.type === 'checkbox') return field.checked
  if (field.type === 'datetime-local') return instantOf(field)
  return field.value
}

/**
 * What a form says, as the body of a request: a lone checkbox is a boolean, those with `data-list` are the
 * array of what is ticked, an empty `data-optional` field is left out, lines of a `data-lines` one are an array.
 */
export function bodyOf(form: HTMLFormElement): Body {
  const body: Body = {}
  for (const element of form.elements) {
    // Safe because only these have a name in our forms, and they share what is read here.
    const field = element as HTMLInputElement
    const { name, dataset } = field
    if (!name || dataset.own !== undefined || field.type === 'submit') continue
    if (field.type === 'radio' && !field.checked) continue
    if (dataset.list !== undefined) {
      const list = (body[name] as string[] | undefined) ?? []
      body[name] = field.checked ? [...list, field.value] : list
    } else if (dataset.lines !== undefined) {
      body[name] = field.value.split(/[\s,;]+/).filter(Boolean)
    } else if (dataset.optional === undefined || field.value !== '') {
      body[name] = readField(field)
    }
  }
  return body
}

export const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one) === JSON.stringify(other)

/** What of a body differs from another one. */
export const changesOf = (before: Body, after: Body): Body =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => !isSame(value, before[name])))

/** The name by which a person knows a field. */
export function labelOf(form: HTMLFormElement, name: string): string {
  const found = form.elements.namedItem(name)
  const field = found instanceof RadioNodeList ? found[0] : found
  return (field as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim() || name
}

/** Writes a body back into the fields of a form. */
export function fill(form: HTMLFormElement, body: Body): void {
  for (const element of form.elements) {
    // Safe because only these have a name in our forms, and they share what is written here.
    const field = element as HTMLInputElement
    const value = body[field.name]
    if (!field.name || value === undefined) continue
    if (Array.isArray(value)) field.checked = value.includes(field.value)
    else if (field.type === 'checkbox') field.checked = value === true
    else if (field.type === 'radio') field.checked = field.value === value
    else if (field.type === 'datetime-local' && value)
      field.value = wallIn(zoneOf(field), String(value)).slice(0, MINUTE)
    else field.value = String(value ?? '')
  }
}
