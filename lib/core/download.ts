import Papa from 'papaparse'
import type { z } from 'zod'
import { asActor, type Input } from './access'
import { writeAudit } from './audit'
import type { Context, Scope } from './context'
import { systemPool } from './database'
import type { Access, Described } from './operation'
import type { Page } from './pagination'
import { countWithin } from './rate-limits'
import type { FileFormat } from './schema'

/** What a download is, before any of it is read. */
export interface FileHead {
  /** Without the ending. */
  name: string
  /** The entry's sentence. */
  details: string
  /** The company whose trail tells of it, when it is not the actor's own. */
  company?: string
}

/**
 * A list as a file of any length; `output` describes one row. Its entry in the trail is committed before the
 * first row is read, and every page is read in a transaction of its own, so that nobody holds all of it.
 */
export interface Download<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodObject = z.ZodObject,
> extends Described<Input, Output> {
  kind: 'download'
  access: Access
  beforePasswordChange?: false
  run(scope: Scope, input: z.output<Input>): Promise<FileHead>
  /** The page that begins at a cursor, which `nextCursor` of the page before was. */
  read(
    scope: Scope,
    input: z.output<Input>,
    cursor?: string,
  ): Promise<Pick<Page<z.input<Output>>, 'rows' | 'nextCursor'>>
}

/** A file on its way: its name and type, and its text in pieces. */
export interface FileStream {
  fileName: string
  mediaType: string
  pieces: AsyncGenerator<string, void>
}

export const MEDIA_TYPES: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
}

/** By it Excel knows that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
const END_OF_LINE = '\r\n'

/** What a spreadsheet takes for a formula; papaparse's own pattern overlooks texts of several lines. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

type Row = Record<string, unknown>

interface Writing {
  before: string
  /** The rows of a page; the text of an empty one is never asked for. */
  page(rows: readonly Row[], isFirst: boolean): string
  after: string
}

const cellOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value

const csvOf = (fields: string[], rows: readonly (readonly unknown[])[]) =>
  Papa.unparse([...rows], { columns: fields, escapeFormulae: FORMULA, newline: END_OF_LINE }) +
  END_OF_LINE

const WRITING: Record<FileFormat, (fields: string[]) => Writing> = {
  csv: (fields) => ({
    before: BYTE_ORDER_MARK + csvOf(fields, [fields]),
    page: (rows) =>
      csvOf(
        fields,
        rows.map((row) => fields.map((field) => cellOf(row[field]))),
      ),
    after: '',
  }),
  json: () => ({
    before: '[',
    page: (rows, isFirst) =>
      `${isFirst ? '' : ','}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`,
    after: '\n]\n',
  }),
}

/** Of one person; files of any length are much work, and a leak of much at once. */
const LIMIT = {
  limit: 20,
  seconds: 10 * 60,
  refusal: 'You have downloaded 20 files within 10 minutes. Go on later, or narrow them down less.',
}

/** In a transaction of its own, since the role that answers requests does not count. Throws RATE_LIMITED. */
async function count({ actor }: Scope) {
  const key = `download ${actor.user_id}`
  const excess = await systemPool().write(({ db }) => countWithin(db, { key, ...LIMIT }))
  if (excess) throw excess
}

/** Begins a download: who asks may do it, and the trail says so. `parsed` gives the input. Throws AppError. */
export async function beginDownload(
  operation: Download,
  ctx: Context,
  parsed: () => { format: FileFormat },
): Promise<FileStream> {
  const { input, head } = await asActor(operation, ctx, parsed, 'write', async (scope) => {
    const input = parsed()
    await count(scope)
    const head = await operation.run(scope, input)
    await writeAudit(scope.db, ctx, scope.actor, {
      companyId: head.company ?? scope.actor.company_id,
      action: 'EXPORT',
      resourceType: operation.resource,
      details: head.details,
    })
    return { input, head }
  })
  return {
    fileName: `${head.name}.${input.format}`,
    mediaType: MEDIA_TYPES[input.format],
    pieces: piecesOf(operation, ctx, input),
  }
}

/** Whoever may no longer read it gets no further page. */
async function* piecesOf(operation: Download, ctx: Context, input: { format: FileFormat }) {
  const writing = WRITING[input.format](Object.keys(operation.output.shape))
  const given: Input = () => input
  yield writing.before
  let cursor: string | undefined
  let isFirst = true
  do {
    const { rows, nextCursor } = await asActor(operation, ctx, given, 'read', (scope) =>
      operation.read(scope, input, cursor),
    )
    if (rows.length > 0) yield writing.page(rows, isFirst)
    isFirst = false
    cursor = nextCursor ?? undefined
  } while (cursor)
  yield writing.after
}
