import messages from '@/messages/en.json'

/** What the messages say, a paragraph a line, `{name}` for what varies. */
const TEXTS = messages.mail

export type Template = keyof typeof TEXTS

export interface Letter {
  subject: string
  text: string
  html: string
}

/** Names in one line and without signs that steer: they come from people and go into headers. */
const plain = (value: string) =>
  value
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 200)

/** What somebody wrote to the recipient, as a quotation that cannot pass for our own words. */
const quoted = (message: string) =>
  message
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => `> ${line.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()}`)
    .join('\n')

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!)

interface Words {
  values: Record<string, string>
  message?: string
  url?: string
}

/** A message as plain text and as simple HTML. */
export function writeLetter(template: Template, { values, message, url }: Words): Letter {
  const { subject, before, button, after } = TEXTS[template]
  const words = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, plain(value)]),
  )
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name) => words[name] ?? '')
  const paragraphs = (texts: string) =>
    texts.split('\n').flatMap((text) => {
      if (text !== '{quote}') return [fill(text)]
      return message ? [quoted(message)] : []
    })
  const [opening, closing] = [paragraphs(before), paragraphs(after)]
  const html = (texts: string[]) =>
    texts.map((text) => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
  const link = url ? [`<p><a href="${escapeHtml(url)}">${escapeHtml(button)}</a></p>`] : []
  return {
    subject: fill(subject),
    text: `${[...opening, ...(url ? [`${button}:\n${url}`] : []), ...closing].join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${[...html(opening), ...link, ...html(closing)].join('')}</body></html>`,
  }
}
